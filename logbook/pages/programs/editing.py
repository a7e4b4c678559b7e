"""Editing a program of one's own: every button is a step, and the last one can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts.programs import remove_program
from logbook.log.programs import own_program, program_for
from logbook.pages.programs.editor import Refused, read_editor, typed_day, typed_number
from logbook.web.requests import is_htmx, lifter_of, row_id
from programming.catalogue.entries import current_release, entry_for
from programming.catalogue.search import search
from programming.choices import Goal, Level, Role
from programming.models import Program, RiskEntry
from programming.programs import editing
from programming.programs.editing import (
    ProgramChangedError,
    changed,
    moved,
    place_of_block,
    place_of_day,
    with_block,
    with_day,
)
from programming.programs.plans import Day, Line, Phase, Plan, RefusedEditError, empty_plan

_OFFERED = 30
_NEW_LINE = {"sets": 3, "bottom": 8, "top": 12, "rest": 120}
_CHANGED = "This program was changed elsewhere since. Your values are below; save to keep them."
_STEPS = {"up": -1, "down": 1}


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """A program of one's own, to be filled."""
    lifter = lifter_of(request)
    made = editing.begin(lifter, empty_plan(lifter.level, lifter.goal))
    return redirect("program_edit", made.pk)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The program as one of one's own, to be changed."""
    lifter = lifter_of(request)
    plan = Plan.of(program_for(lifter, pk))
    made = editing.begin(lifter, replace(plan, name=f"{plan.name[:70]} (mine)"))
    messages.success(request, "This copy is yours to change.")
    return redirect("program_edit", made.pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a program of one's own away; what was logged of it stays."""
    remove_program(lifter_of(request), pk)
    messages.success(request, "Removed. Everything you logged in it stays.")
    return redirect("programs")


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor, and every change made in it."""
    lifter = lifter_of(request)
    now = timezone.now()
    if request.method == "GET":
        return _page(request, pk, now)
    # A stranger's program is not there, whatever was sent to it.
    own_program(lifter, pk)
    typed = request.POST
    version = row_id(typed.get("version", ""))
    if version is None:
        raise BadRequest("The form came without the program's version.")
    form = typed.get("form", "")
    try:
        if form == "undo":
            editing.undo(lifter, pk, version)
        else:
            editing.edit(lifter, pk, version, _change(form, typed))
    except RefusedEditError as error:
        refused = Refused(form, str(error), typed)
        return _page(request, pk, now, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    except ProgramChangedError:
        # What stands now, with what was typed beside it where it was typed.
        return _page(request, pk, now, Refused(form, _CHANGED, typed), HTTPStatus.CONFLICT)
    if is_htmx(request):
        return _page(request, pk, now)
    anchor = f"#{form}" if form.partition("-")[2].isdecimal() else ""
    return redirect(reverse("program_edit", args=[pk]) + anchor)


def _page(
    request: HttpRequest,
    pk: int,
    now: dt.datetime,
    refused: Refused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    lifter = lifter_of(request)
    editor = read_editor(lifter, own_program(lifter, pk), now=now, refused=refused)
    fragment = "#editor" if is_htmx(request) else ""
    context = {
        "editor": editor,
        "levels": Level.choices,
        "goals": Goal.choices,
        "roles": Role.choices,
        "opened": request.GET.get("open", "") or request.POST.get("form", ""),
    }
    page = f"logbook/programs/edit.html{fragment}"
    return TemplateResponse(request, page, context, status=status)


def _change(form: str, typed: QueryDict) -> Callable[[Plan], Plan]:
    """The step a form asks for. Raises `BadRequest` for one there is not."""
    kind, _, key = form.partition("-")
    act = typed.get("act", "save")
    if kind == "program":
        return lambda plan: _program(plan, typed, act)
    if kind == "block" and (block := row_id(key)) is not None:
        return lambda plan: _block(plan, block, typed, act)
    if kind == "day" and (day := row_id(key)) is not None:
        return lambda plan: _day(plan, day, typed, act)
    raise BadRequest("Choose from what is shown.")


def _program(plan: Plan, typed: QueryDict, act: str) -> Plan:
    if act == "add":
        goal = plan.blocks[-1].goal
        name = f"Block {len(plan.blocks) + 1}"
        new = Phase(None, name, goal, 4, None, (Day(None, "Day 1"),))
        return replace(plan, blocks=(*plan.blocks, new))
    return replace(
        plan,
        name=_text(typed, "name"),
        days=typed_number(typed.get("days", ""), "Days a week"),
        level=_chosen(typed, "level", Level.values),
        goal=_chosen(typed, "goal", Goal.values),
    )


def _block(plan: Plan, key: int, typed: QueryDict, act: str) -> Plan:
    place = place_of_block(plan, key)
    if act in _STEPS:
        return replace(plan, blocks=moved(plan.blocks, place, _STEPS[act]))
    if act == "remove":
        return replace(plan, blocks=changed(plan.blocks, place))
    if act == "copy":
        block = plan.blocks[place]
        days = tuple(replace(day, key=None) for day in block.workouts)
        twin = replace(block, key=None, workouts=days)
        return replace(plan, blocks=changed(plan.blocks, place, block, twin))
    if act == "week":
        # The weeks of a block are alike: one more is its twin.
        return with_block(plan, place, lambda one: replace(one, weeks=one.weeks + 1))
    if act == "add":
        return with_block(
            plan,
            place,
            lambda one: replace(
                one, workouts=(*one.workouts, Day(None, f"Day {len(one.workouts) + 1}"))
            ),
        )
    easy = typed.get("deload_week", "").strip()
    block = replace(
        plan.blocks[place],
        name=_text(typed, "name"),
        goal=_chosen(typed, "goal", Goal.values),
        weeks=typed_number(typed.get("weeks", ""), "Weeks"),
        deload_week=typed_number(easy, "The easy week") if easy else None,
    )
    return replace(plan, blocks=changed(plan.blocks, place, block))


def _day(plan: Plan, key: int, typed: QueryDict, act: str) -> Plan:
    at, place = place_of_day(plan, key)
    if "exercise" in typed or "name" in typed:
        # Whatever the button: what stands in the form is kept with it.
        day = typed_day(key, typed, Role.values)
        known = {line.exercise for line in plan.blocks[at].workouts[place].lines}
        if not {line.exercise for line in day.lines} <= known:
            raise Http404("Not an exercise of this workout.")
        plan = with_day(plan, key, lambda _: day)
    act, _, number = act.partition(":")
    if number:
        return with_day(plan, key, lambda one: _line(one, act, number))
    days = plan.blocks[at].workouts
    if act in _STEPS:
        days = moved(days, place, _STEPS[act])
    elif act == "remove":
        days = changed(days, place)
    elif act == "copy":
        twin = replace(days[place], key=None, name=f"{days[place].name[:70]} (copy)")
        days = changed(days, place, days[place], twin)
    return with_block(plan, at, lambda block: replace(block, workouts=days))


def _line(day: Day, act: str, number: str) -> Day:
    """A step with one exercise of a workout. Raises `BadRequest` for one that is not there."""
    if not (number.isdecimal() and int(number) < len(day.lines)):
        raise BadRequest("Not an exercise of this workout.")
    place = int(number)
    if act in _STEPS:
        return replace(day, lines=moved(day.lines, place, _STEPS[act]))
    if act == "remove":
        return replace(day, lines=changed(day.lines, place))
    raise BadRequest("Choose from what is shown.")


def _text(typed: QueryDict, name: str) -> str:
    return typed.get(name, "").replace("\0", "").strip()[:80]


def _chosen(typed: QueryDict, name: str, among: list[str]) -> str:
    value = typed.get(name, "")
    if value not in among:
        raise RefusedEditError("Choose from the list.")
    return value


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def pick(request: HttpRequest, pk: int, day_id: int) -> HttpResponse:
    """Search for an exercise and put it at the end of a workout."""
    lifter = lifter_of(request)
    program = own_program(lifter, pk)
    at, place = place_of_day(Plan.of(program), day_id)
    day = Plan.of(program).blocks[at].workouts[place]
    if request.method == "POST":
        return _add(request, program, day)
    query = request.GET.get("q", "").replace("\0", "")[:80]
    context = {
        "program": program,
        "day": day,
        "query": query,
        "found": search(query, lifter, current_release(), limit=_OFFERED),
    }
    fragment = "#found" if is_htmx(request) else ""
    return TemplateResponse(request, f"logbook/programs/pick.html{fragment}", context)


def _add(request: HttpRequest, program: Program, day: Day) -> HttpResponse:
    lifter = lifter_of(request)
    exercise = row_id(request.POST.get("exercise", ""))
    version = row_id(request.POST.get("version", ""))
    if exercise is None or version is None:
        raise BadRequest("Pick an exercise from the list.")
    try:
        risk = entry_for(exercise, current_release(), lifter)
    except RiskEntry.DoesNotExist as error:
        raise Http404("Not an exercise of yours.") from error
    new = Line(exercise, risk.default_role, **_NEW_LINE)
    try:
        editing.edit(
            lifter,
            program.pk,
            version,
            lambda plan: with_day(
                plan, day.key or 0, lambda one: replace(one, lines=(*one.lines, new))
            ),
        )
    except RefusedEditError as error:
        messages.error(request, str(error))
    except ProgramChangedError:
        messages.error(request, "This program was changed elsewhere since. Pick again.")
        return redirect("program_pick", program.pk, day.key)
    return redirect(
        reverse("program_edit", args=[program.pk]) + f"?open=day-{day.key}#day-{day.key}"
    )
