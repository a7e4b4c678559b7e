"""What the buttons of the editor ask for, as changes of a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict

from logbook.models import User
from logbook.pages.programs import beside
from logbook.pages.programs.typed_day import (
    typed_day,
    typed_number,
    with_another_line,
    without_line,
)
from logbook.web.requests import row_id
from programming.catalogue.entries import current_release, entry_for
from programming.choices import Goal, Level, Role
from programming.loads import Unit
from programming.models import RiskEntry
from programming.programs.editing import (
    changed,
    moved,
    place_of_block,
    place_of_day,
    with_block,
    with_day,
)
from programming.programs.plans import Day, Phase, Plan, RefusedEditError

_STEPS = {"up": -1, "down": 1}


def step_of(form: str, typed: QueryDict, lifter: User) -> Callable[[Plan], Plan]:
    """The step a form asks for, typed in the lifter's unit. Raises `BadRequest` for one there is not."""
    kind, _, key = form.partition("-")
    act = typed.get("act", "save")
    if kind == "program":
        return lambda plan: _program(plan, typed, act)
    if kind == "block" and (block := row_id(key)) is not None:
        return lambda plan: _block(plan, block, typed, act)
    if kind == "day" and (day := row_id(key)) is not None:
        return lambda plan: _day(plan, day, typed, act, lifter)
    raise BadRequest("Choose from what is shown.")


def _program(plan: Plan, typed: QueryDict, act: str) -> Plan:
    if act == "add":
        goal = plan.blocks[-1].goal
        name = f"Block {len(plan.blocks) + 1}"
        new = Phase(None, name, goal, 4, None, (Day(None, "Day 1"),))
        return replace(plan, blocks=(*plan.blocks, new))
    return replace(
        plan,
        name=text_of(typed, "name"),
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
        name=text_of(typed, "name"),
        goal=_chosen(typed, "goal", Goal.values),
        weeks=typed_number(typed.get("weeks", ""), "Weeks"),
        deload_week=typed_number(easy, "The easy week") if easy else None,
    )
    return replace(plan, blocks=changed(plan.blocks, place, block))


def _day(plan: Plan, key: int, typed: QueryDict, act: str, lifter: User) -> Plan:
    at, place = place_of_day(plan, key)
    if "exercise" in typed or "name" in typed:
        # Whatever the button: what stands in the form is kept with it.
        stands = plan.blocks[at].workouts[place]
        day = typed_day(
            stands,
            typed,
            Role.values,
            unit=Unit(lifter.unit),
            kind_of=lambda exercise: _kind_of(lifter, exercise),
        )
        known = {line.exercise for line in stands.lines}
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
    number, _, of_sets = number.partition(".")
    if not (number.isdecimal() and int(number) < len(day.lines)):
        raise BadRequest("Not an exercise of this workout.")
    place = int(number)
    if act == "another":
        return replace(day, lines=changed(day.lines, place, with_another_line(day.lines[place])))
    if act == "without" and of_sets.isdecimal():
        try:
            fewer = without_line(day.lines[place], int(of_sets))
        except IndexError as error:
            raise BadRequest("Not a line of this exercise.") from error
        return replace(day, lines=changed(day.lines, place, fewer))
    if act in _STEPS:
        return beside.moved(day, place, _STEPS[act])
    if act == "remove":
        return beside.in_supersets(replace(day, lines=changed(day.lines, place)))
    if act in beside.STEPS:
        return beside.STEPS[act](day, place)
    raise BadRequest("Choose from what is shown.")


def _kind_of(lifter: User, exercise: int) -> str:
    """How an exercise is loaded. Raises `Http404` for one that is not the lifter's."""
    try:
        return entry_for(exercise, current_release(), lifter).load_kind
    except RiskEntry.DoesNotExist as error:
        raise Http404("Not an exercise of yours.") from error


def text_of(typed: QueryDict, name: str) -> str:
    """A line of text as typed, 80 letters at most."""
    return typed.get(name, "").replace("\0", "").strip()[:80]


def _chosen(typed: QueryDict, name: str, among: list[str]) -> str:
    value = typed.get(name, "")
    if value not in among:
        raise RefusedEditError("Choose from the list.")
    return value
