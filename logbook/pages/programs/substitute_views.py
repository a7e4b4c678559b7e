"""The page that lists what may be done in a planned exercise's place."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from logbook.log.programs import own_program
from logbook.pages.programs.substitutes import STEPS, changed_in, substitutes_of
from logbook.web.requests import is_htmx, lifter_of, row_id
from programming.catalogue.entries import current_release, entry_for
from programming.catalogue.search import search
from programming.models import Program, RiskEntry
from programming.programs import editing
from programming.programs.editing import ProgramChangedError, place_of_day, with_day
from programming.programs.plans import Day, Line, Plan, RefusedEditError

_OFFERED = 30


def _planned(program: Program, day_id: int, place: int) -> tuple[Day, Line]:
    """The workout and its exercise at a place. Raises `Http404` where there is none."""
    plan = Plan.of(program)
    at, number = place_of_day(plan, day_id)
    day = plan.blocks[at].workouts[number]
    if place >= len(day.lines):
        raise Http404("Not an exercise of this workout.")
    return day, day.lines[place]


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def substitutes(request: HttpRequest, pk: int, day_id: int, place: int) -> HttpResponse:
    """Search for substitutes, rank them, take one off."""
    lifter = lifter_of(request)
    program = own_program(lifter, pk)
    if request.method == "POST":
        return _change(request, program, day_id, place)
    day, line = _planned(program, day_id, place)
    query = request.GET.get("q", "").replace("\0", "")[:80]
    listed = {line.exercise, *line.substitutes}
    found = search(query, lifter, current_release(), limit=_OFFERED + len(listed))
    context = {
        "program": program,
        "day": day,
        "query": query,
        "listed": substitutes_of(lifter, line),
        "found": [one for one in found if one.exercise_id not in listed][:_OFFERED],
    }
    fragment = "#found" if is_htmx(request) else ""
    page = f"logbook/programs/substitutes.html{fragment}"
    return TemplateResponse(request, page, context, status=HTTPStatus.OK)


def _change(request: HttpRequest, program: Program, day_id: int, place: int) -> HttpResponse:
    lifter, typed = lifter_of(request), request.POST
    act, _, key = typed.get("act", "").partition(":")
    exercise, planned = row_id(key), row_id(typed.get("planned", ""))
    version = row_id(typed.get("version", ""))
    if act not in STEPS or exercise is None or planned is None or version is None:
        raise BadRequest("Choose from what is shown.")
    if act == "add":
        try:
            entry_for(exercise, current_release(), lifter)
        except RiskEntry.DoesNotExist as error:
            raise Http404("Not an exercise of yours.") from error
    step = STEPS[act]
    try:
        editing.edit(
            lifter,
            program.pk,
            version,
            lambda plan: with_day(
                plan,
                day_id,
                lambda day: changed_in(day, place, planned, lambda one: step(one, exercise)),
            ),
        )
    except RefusedEditError as error:
        messages.error(request, str(error))
    except ProgramChangedError:
        messages.error(request, "This program was changed elsewhere since. Choose again.")
    return redirect("program_substitutes", program.pk, day_id, place)
