"""The editor of programs, for a coach who may change an athlete's: the same, once they said why."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from logbook.acts import changes as acts
from logbook.choices import ChangeState
from logbook.log.programs import program_for
from logbook.pages.coaching.plan_views import opened_plans
from logbook.pages.coaching.plans import held_program, log_for
from logbook.pages.programs.answers import Desk, answer_edit, answer_pick, answer_substitutes
from logbook.web.requests import coach_of, is_htmx

_SAY_WHY = "Say why you change it first. It may have been changed since you last did."


def _at_desk(
    request: HttpRequest,
    pk: int,
    program_id: int,
    answer: Callable[[HttpRequest, Desk], HttpResponse],
) -> HttpResponse:
    """What the editor answers to a coach who said why; who did not is led to say it."""
    link = opened_plans(request, pk, "sets_programs")
    coach, held = coach_of(request), held_program(link, program_id)
    change = (
        acts.open_change(link, program_for(link.athlete, program_id))
        if held.program.owner_id
        else None
    )
    try:
        if change is None:
            raise acts.NoReasonError
        desk = Desk(
            owner=link.athlete,
            program_id=program_id,
            place=reverse("coaching_edit", args=[pk, program_id]),
            back=reverse("coaching_plan", args=[pk, program_id]),
            write=lambda version, step, _: acts.change_program(
                coach, link, program_id, version, step
            ),
            undo=lambda version: acts.undo_in_program(coach, link, program_id, version),
            ask=log_for(link),
            athlete=str(link.athlete),
            why=change.why,
            has_undo=change.state == ChangeState.MADE,
            sets_targets=link.sets_targets,
        )
        return answer(request, desk)
    except acts.NoReasonError:
        messages.error(request, _SAY_WHY)
        path = reverse("coaching_plan", args=[pk, program_id])
        return HttpResponseClientRedirect(path) if is_htmx(request) else redirect(path)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def coaching_edit(request: HttpRequest, pk: int, program_id: int) -> HttpResponse:
    """The editor of an athlete's program."""
    return _at_desk(request, pk, program_id, answer_edit)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def coaching_pick(request: HttpRequest, pk: int, program_id: int, day_id: int) -> HttpResponse:
    """Add an exercise of the catalogue to a workout of an athlete's."""
    return _at_desk(request, pk, program_id, lambda asked, desk: answer_pick(asked, desk, day_id))


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def coaching_substitutes(
    request: HttpRequest, pk: int, program_id: int, day_id: int, place: int
) -> HttpResponse:
    """What an athlete may do in an exercise's place."""
    return _at_desk(
        request,
        pk,
        program_id,
        lambda asked, desk: answer_substitutes(asked, desk, day_id, place),
    )
