"""The lifter's settings, and what else there is. Their gyms have views of their own."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import people
from logbook.choices import Home
from logbook.log.bodyweight import last_weighing
from logbook.pages.people.forms import SettingsForm, WelcomeForm
from logbook.web.homes import ADDRESSES, homes_of
from logbook.web.requests import lifter_of


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Everything that is not a tab."""
    return TemplateResponse(request, "logbook/people/more.html", {"person": request.user})


@require_POST
def home_choose(request: HttpRequest) -> HttpResponse:
    """Go to another of one's homes; the next log-in leads there."""
    person, named = lifter_of(request), request.POST.get("home", "")
    if named not in homes_of(person):
        raise Http404("No home of this person.")
    chosen = Home(named)
    people.choose_home(person, chosen)
    return redirect(ADDRESSES[chosen])


@require_POST
def training_start(request: HttpRequest) -> HttpResponse:
    """Keep a log of one's own from now on."""
    people.start_training(lifter_of(request))
    return redirect("today")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first sign-in: what the targets need to know, or nothing of it for now."""
    lifter = lifter_of(request)
    if lifter.is_welcomed:
        return redirect("level_answers")
    if request.method == "POST" and "skip" in request.POST:
        people.skip_welcome(lifter)
        messages.info(request, "Skipped: targets are a beginner’s until you answer, under Level.")
        return redirect("today")
    form = WelcomeForm(request.POST if request.method == "POST" else None, lifter=lifter)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            people.welcome(lifter, form.welcome, now=timezone.now())
            messages.success(
                request,
                f"You start as {lifter.get_level_display().lower()}. "
                "A few more answers, under More and Level, make it yours.",
            )
            return redirect("today")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return TemplateResponse(request, "logbook/people/welcome.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Goal, unit, zone, words or numbers, theme, bodyweight."""
    lifter = lifter_of(request)
    form = SettingsForm(request.POST or None, instance=lifter, last=last_weighing(lifter))
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            try:
                people.keep_settings(
                    lifter,
                    form.changed,
                    form.cleaned_data["weighed"],
                    shown=form.shown,
                    now=timezone.now(),
                )
            except people.SettingsChangedError as error:
                form = form.against(error.saved, error.names)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, "Saved.")
                return redirect("settings")
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        # A refused form must not dress the page in what it refused.
        lifter.refresh_from_db()
    return TemplateResponse(request, "logbook/people/settings.html", {"form": form}, status=status)
