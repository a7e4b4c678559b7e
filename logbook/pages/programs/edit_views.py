"""Editing a program of one's own: every button is a step, and the last one can be undone."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import reswap

from logbook.acts import programs as acts
from logbook.acts.programs import begin_program, remove_program
from logbook.clock import local_date
from logbook.log.beginning import beginning_of
from logbook.log.own import own_session
from logbook.log.programs import lines_of, own_program, program_for, programs_for
from logbook.log.workouts import startable, workout_for
from logbook.pages.programs.beside import in_seconds
from logbook.pages.programs.carried import FIELD, says_carried
from logbook.pages.programs.changed import Changes, changes_between, read_changed
from logbook.pages.programs.editor import Refused, read_editor
from logbook.pages.programs.faults import Says
from logbook.pages.programs.offered import offered
from logbook.pages.programs.steps import step_of, text_of
from logbook.web.requests import is_htmx, lifter_of, row_id
from programming.catalogue.entries import current_release, entry_for
from programming.catalogue.search import search
from programming.choices import Goal, Level, LoadRule, Role
from programming.models import Program, RiskEntry, Workout
from programming.programs import editing
from programming.programs.editing import (
    ProgramChangedError,
    place_of_day,
    with_day,
)
from programming.programs.plans import Day, Line, Plan, RefusedEditError, empty_plan
from programming.programs.plans import lines_of as workout_lines
from programming.programs.slots import blocks_of
from programming.programs.writing import is_whole

_OFFERED = 30
_NEW_LINE = Line(0, Role.SECONDARY.value, sets=3, bottom=8, top=12, rest=120)
_CHANGED = "This program was changed elsewhere since. Your values are below; save to keep them."


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """A program of one's own, to be filled."""
    lifter = lifter_of(request)
    made = begin_program(lifter, empty_plan(lifter.level, lifter.goal))
    return redirect("program_edit", made.pk)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The program as one of one's own, to be changed."""
    lifter = lifter_of(request)
    plan = Plan.of(program_for(lifter, pk))
    made = begin_program(lifter, replace(plan, name=f"{plan.name[:70]} (mine)"))
    messages.success(request, "This copy is yours to change.")
    return redirect("program_edit", made.pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a program of one's own away; what was logged of it stays."""
    remove_program(lifter_of(request), pk)
    messages.success(request, "Removed. Everything you logged in it stays.")
    return redirect("programs")


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, session_id: int) -> HttpResponse:
    """Keep what was done in a session as a workout of a program of one's own, or of a new one."""
    lifter = lifter_of(request)
    session = own_session(lifter, session_id)
    lines = lines_of(session)
    own = programs_for(lifter).filter(owner=lifter)
    if request.method == "GET":
        of = session.workout_id
        again = startable(lifter).filter(pk=of).first() if of is not None else None
        context = {
            "session": session,
            "lines": len(lines),
            "own": own,
            "again": again,
            "key": uuid.uuid4(),
        }
        return TemplateResponse(request, "logbook/programs/keep.html", context)
    name = text_of(request.POST, "name") or session.name
    into = request.POST.get("program", "")
    try:
        if into == "new":
            plan = empty_plan(lifter.level, lifter.goal)
            block = replace(plan.blocks[0], workouts=(Day(None, name, lines),))
            program = begin_program(lifter, replace(plan, blocks=(block,)))
        else:
            program = get_object_or_404(own, pk=row_id(into))
            new = Day(None, name, lines)
            editing.edit(lifter, program.pk, None, lambda plan: editing.with_last(plan, None, new))
    except RefusedEditError as error:
        messages.error(request, str(error))
        return redirect("program_keep", session.pk)
    messages.success(request, f"{name} is in {program.name}.")
    return redirect("program_edit", program.pk)


@require_http_methods(["GET", "POST"])
def copy_workout(request: HttpRequest, workout_id: int) -> HttpResponse:
    """Copy a workout into a program of one's own, or make a new one of it."""
    lifter = lifter_of(request)
    workout = workout_for(lifter, workout_id)
    if request.method == "GET":
        return _where_to(request, workout)
    into = request.POST.get("into", "")
    try:
        if into == "new":
            plan = empty_plan(lifter.level, lifter.goal)
            day = Day(None, workout.name, workout_lines(workout))
            block = replace(plan.blocks[0], workouts=(day,))
            program = begin_program(lifter, replace(plan, blocks=(block,)))
        else:
            keys = [row_id(one) for one in into.split("-")]
            if len(keys) != 3 or None in keys:
                raise BadRequest("Choose from what is shown.")
            program_id, block_id, version = (one or 0 for one in keys)
            program = own_program(lifter, program_id)
            acts.copy_workout(lifter, workout, program_id, block_id, version=version)
    except RefusedEditError as error:
        return _where_to(request, workout, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except ProgramChangedError:
        said = "That program was changed elsewhere since. Choose again."
        return _where_to(request, workout, said, HTTPStatus.CONFLICT)
    messages.success(request, f"{workout.name} is in {program.name}.")
    return redirect("program_edit", program.pk)


def _where_to(
    request: HttpRequest, workout: Workout, error: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """The programs and blocks a workout can be copied into."""
    lifter = lifter_of(request)
    own = programs_for(lifter).filter(owner=lifter).prefetch_related("blocks")
    into = [(program, blocks_of(program)) for program in own]
    context = {"workout": workout, "into": into, "error": error}
    page = "logbook/programs/copy_workout.html"
    return TemplateResponse(request, page, context, status=status)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor, and every change made in it."""
    lifter = lifter_of(request)
    now = timezone.now()
    if request.method == "GET":
        return _page(request, pk, now)
    # A stranger's program is not there, whatever was sent to it.
    program = own_program(lifter, pk)
    typed = request.POST
    version = row_id(typed.get("version", ""))
    if version is None:
        raise BadRequest("The form came without the program's version.")
    form = typed.get("form", "")
    # What was changed between the two reads is no ground to build upon.
    read = program if program.version == version else None
    try:
        if form == "undo":
            before, after = editing.undo(lifter, pk, version)
        else:
            before, after = editing.edit(
                lifter, pk, version, step_of(form, typed, lifter), read=read
            )
    except RefusedEditError as error:
        refused = Refused(form, str(error), typed)
        return _page(request, pk, now, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    except ProgramChangedError:
        # What stands now, with what was typed beside it where it was typed.
        return _page(request, pk, now, Refused(form, _CHANGED, typed), HTTPStatus.CONFLICT)
    if is_htmx(request):
        changes = changes_between(before, after, form)
        says = says_carried(typed.get(FIELD, ""), pk, version)
        if changes is not None and says is not None:
            is_current = form != "undo" and read is not None and is_whole(program)
            program = program if is_current else own_program(lifter, pk)
            return _moved(request, program, changes, says, now)
        return _page(request, pk, now)
    place = f"?open={form}#{form}" if form.partition("-")[2].isdecimal() else ""
    return redirect(reverse("program_edit", args=[pk]) + place)


def _moved(
    request: HttpRequest,
    program: Program,
    changes: Changes,
    says: dict[int, list[Says]],
    now: dt.datetime,
) -> HttpResponse:
    """The exercises a change was made in and the totals it moved, each to its place on the page."""
    lifter = lifter_of(request)
    changed = read_changed(lifter, program, changes, says, now=now)
    if changed is None:
        return _page(request, program.pk, now)
    context = {
        "editor": changed.editor,
        "changed": changed,
        "roles": Role.choices,
        "rules": LoadRule.choices,
        "swaps": True,
    }
    answer = TemplateResponse(request, "logbook/programs/edit.html#changed", context)
    return reswap(answer, "none")


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
        "rules": LoadRule.choices,
        "opened": request.GET.get("open", "") or request.POST.get("form", ""),
    }
    page = f"logbook/programs/edit.html{fragment}"
    return TemplateResponse(request, page, context, status=status)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def pick(request: HttpRequest, pk: int, day_id: int) -> HttpResponse:
    """Search for an exercise and put it at the end of a workout."""
    lifter = lifter_of(request)
    program = own_program(lifter, pk)
    plan = Plan.of(program)
    at, place = place_of_day(plan, day_id)
    day = plan.blocks[at].workouts[place]
    if request.method == "POST":
        return _add(request, program, day)
    query = request.GET.get("q", "").replace("\0", "")[:80]
    release = current_release()
    today = local_date(timezone.now(), lifter.zone)
    context = {
        "program": program,
        "day": day,
        "query": query,
        "groups": [] if query.strip() else offered(lifter, release, plan, day, today),
        "found": search(query, lifter, release, limit=_OFFERED),
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
    new = replace(_NEW_LINE, exercise=exercise, role=risk.default_role)
    if beginning_of(lifter, [exercise]).timed.get(exercise):
        # It was last told in seconds.
        new = in_seconds(new)
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
