"""Editing a program of one's own: every button is a step, and the last one can be undone."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts import programs as acts
from logbook.acts.programs import begin_program, remove_program
from logbook.log.own import own_session
from logbook.log.programs import lines_of, own_program, program_for, programs_for
from logbook.log.workouts import startable, workout_for
from logbook.pages.programs.answers import Desk, answer_edit, answer_pick, answer_substitutes
from logbook.pages.programs.steps import text_of
from logbook.web.requests import lifter_of, row_id
from programming.models import Workout
from programming.programs import editing
from programming.programs.editing import ProgramChangedError
from programming.programs.plans import Day, Plan, RefusedEditError, empty_plan
from programming.programs.plans import lines_of as workout_lines
from programming.programs.slots import blocks_of


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


def _desk(request: HttpRequest, pk: int) -> Desk:
    """A program of one's own on one's own desk."""
    lifter = lifter_of(request)
    return Desk(
        owner=lifter,
        program_id=pk,
        place=reverse("program_edit", args=[pk]),
        back=reverse("program", args=[pk]),
        write=lambda version, change, read: editing.edit(lifter, pk, version, change, read=read),
        undo=lambda version: editing.undo(lifter, pk, version),
    )


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor, and every change made in it."""
    return answer_edit(request, _desk(request, pk))


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def pick(request: HttpRequest, pk: int, day_id: int) -> HttpResponse:
    """Search for an exercise and put it at the end of a workout."""
    return answer_pick(request, _desk(request, pk), day_id)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def substitutes(request: HttpRequest, pk: int, day_id: int, place: int) -> HttpResponse:
    """Search for substitutes, rank them, take one off."""
    return answer_substitutes(request, _desk(request, pk), day_id, place)
