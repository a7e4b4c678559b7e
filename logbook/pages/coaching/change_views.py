"""What an athlete says to what a coach set or gave."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from logbook.acts import answers as acts
from logbook.log.changes import is_told
from logbook.pages.coaching.setting_forms import AnswerForm
from logbook.web.requests import lifter_of
from programming.programs.plans import RefusedEditError


@require_POST
def sharing_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a change, take up what was given, take over what is offered; or refuse it."""
    athlete, now, act = lifter_of(request), timezone.now(), request.POST.get("act", "")
    if not is_told(athlete, pk):
        raise Http404("Nothing to answer.")
    if act in {"keep", "follow"}:
        try:
            both = acts.keep_change(athlete, pk, runs=act == "follow", now=now)
        except RefusedEditError as refusal:
            messages.error(request, f"{refusal} Nothing was changed: tell your coach.")
        else:
            messages.success(request, _kept_text(both))
    elif act == "refuse":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            raise BadRequest("At most 300 letters.")
        stays = acts.refuse_change(athlete, pk, answer=form.cleaned_data["answer"], now=now)
        messages.success(request, _refused_text(stays))
    else:
        raise BadRequest("Choose from what is shown.")
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else reverse("today"))


def _kept_text(both: tuple[str, ...] | None) -> str:
    if both is None:
        return "You answered that before."
    if both:
        return f"Done. You had changed {', '.join(both)} too: it is as your coach has it now."
    return "Done. Your coach sees your answer."


def _refused_text(stays: tuple[str, ...] | None) -> str:
    if stays is None:
        return "You answered that before."
    if stays:
        return f"Taken back, but for {', '.join(stays)}: what was changed there since stays."
    return "Taken back. Your coach sees that, and what you said."
