"""The lifter's settings, and what else there is."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from logbook.forms.people import SettingsForm
from logbook.operations.people import last_weighing, weigh
from logbook.views.answers import lifter_of


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Everything that is not a tab."""
    return TemplateResponse(request, "logbook/more.html", {"person": request.user})


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Goal, level, unit, zone, words or numbers, theme, bodyweight."""
    lifter = lifter_of(request)
    form = SettingsForm(request.POST or None, instance=lifter, last=last_weighing(lifter))
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            form.save()
            if form.cleaned_data["weighed"] is not None:
                weigh(lifter, form.cleaned_data["weighed"], now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("settings")
        # A refused form must not dress the page in what it refused.
        lifter.refresh_from_db()
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return TemplateResponse(request, "logbook/settings.html", {"form": form}, status=status)
