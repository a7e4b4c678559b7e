"""What a coach sets and gives, where the athlete ticked that: each with why, each to be refused.

Each act holds the link, as it stands then, before it writes: once it is ended, or the tick is taken
back, nothing is written. Nobody's log is touched, and a session that runs has its plan already.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.http import Http404

from logbook.choices import Change, ChangeState, FollowState
from logbook.log.changes import MOST_WAITING, coach_name
from logbook.log.coaching import links_of_coach
from logbook.log.locks import lock_lifter, lock_links
from logbook.log.programs import program_for
from logbook.models import CoachChange, CoachLink, FollowedProgram, User
from programming.models import Program
from programming.programs import editing
from programming.programs.merging import paired_keys, signed, with_targets_of
from programming.programs.plans import Day, Plan, RefusedEditError


class RefusedChangeError(Exception):
    """A change that cannot be made now; its text says why to the coach."""


class NoReasonError(Exception):
    """A program is to be changed, and the coach has not said why; or it was changed since they did."""


@dataclass(frozen=True, slots=True)
class Said:
    """Why a coach changes something, and the key that makes a second tap the same change."""

    why: str
    key: uuid.UUID
    now: dt.datetime


def held_for(coach: User, link: CoachLink, tick: str) -> CoachLink:
    """The link as it stands, held. Raises `Http404` where it ended, or the tick was taken back."""
    found = lock_links(links_of_coach(coach).filter(pk=link.pk, **{tick: True}))
    if not found:
        raise Http404("Nobody whose training you may set.")
    return found[0]


def made_before(link: CoachLink, key: uuid.UUID) -> CoachChange | None:
    """The change that a first tap made."""
    return CoachChange.objects.filter(athlete_id=link.athlete_id, link=link, key=key).first()


def make(link: CoachLink, kind: Change, said: Said, **values: Any) -> CoachChange:
    """A change of the held link, to be answered. Raises `RefusedChangeError` where too many wait."""
    waiting = CoachChange.objects.filter(link=link, state=ChangeState.MADE)
    if waiting.count() >= MOST_WAITING:
        raise RefusedChangeError(
            f"{MOST_WAITING} changes wait for {link.athlete}’s answer. Talk before you make another."
        )
    return CoachChange.objects.create(
        athlete_id=link.athlete_id,
        link=link,
        kind=kind,
        key=said.key,
        why=said.why,
        made_at=said.now,
        **{"state": ChangeState.MADE, **values},
    )


def _to_change(athlete: User, program_id: int) -> tuple[Program, dict[int, int]]:
    """A program of the athlete, who is held, that a coach may change, and the keys its workouts have now.

    A ready-made one that is followed becomes a copy of their own that goes on where it was. Raises
    `Http404` for any other.
    """
    program = program_for(athlete, program_id)
    if program.owner_id is not None:
        return program, {}
    followed = FollowedProgram.objects.visible_to(athlete).filter(program=program)
    if not followed.exclude(state=FollowState.ENDED).exists():
        raise Http404("Not a program they follow.")
    stands = Plan.of(program)
    copy = program_for(athlete, editing.begin(athlete, stands).pk)
    followed.exclude(state=FollowState.ENDED).update(program=copy)
    _, days = paired_keys(stands, Plan.of(copy))
    return copy, days


# --- A program that is changed ------------------------------------------------------------------


@transaction.atomic
def begin_change(coach: User, link: CoachLink, program_id: int, said: Said) -> CoachChange:
    """Say why a program is going to be changed; what is changed from now on is one change.

    Raises `Http404` and `RefusedChangeError`.
    """
    held = held_for(coach, link, "sets_programs")
    if (there := made_before(held, said.key)) is not None:
        return there
    lock_lifter(held.athlete)
    program, _ = _to_change(held.athlete, program_id)
    stands = asdict(Plan.of(program))
    # One in which nothing was changed is this one.
    CoachChange.objects.filter(link=held, program=program, state=ChangeState.BEGUN).delete()
    return make(
        held,
        Change.PROGRAM,
        said,
        program=program,
        before=stands,
        after=stands,
        state=ChangeState.BEGUN,
    )


def open_change(link: CoachLink, program: Program) -> CoachChange | None:
    """The change a coach is at in a program: not answered, and nobody changed the program since."""
    found = CoachChange.objects.filter(
        link=link,
        program=program,
        kind=Change.PROGRAM,
        state__in=(ChangeState.BEGUN, ChangeState.MADE),
    ).order_by("-made_at", "-pk")
    last = found.first()
    return last if last is not None and plan_in(last.after) == Plan.of(program) else None


def plan_in(kept: Any) -> Plan:
    """A plan as a change keeps it."""
    return Plan.from_json(kept)


@transaction.atomic
def change_program(
    coach: User, link: CoachLink, program_id: int, version: int, change: Callable[[Plan], Plan]
) -> tuple[Plan, Plan]:
    """One step of a coach in an athlete's program; returns it before and after.

    Without the tick for targets those set by hand stay as they are. Raises `NoReasonError`,
    `Http404`, and what `editing.edit` raises.
    """

    def guarded(plan: Plan) -> Plan:
        if held.sets_targets:
            return signed(plan, change(plan), coach_name(held))
        return with_targets_of(plan, change(plan))

    held = held_for(coach, link, "sets_programs")
    one = _at_hand(held, program_id)
    return _kept(one, editing.edit(held.athlete, program_id, version, guarded))


@transaction.atomic
def undo_in_program(
    coach: User, link: CoachLink, program_id: int, version: int
) -> tuple[Plan, Plan]:
    """Take a coach's own last step back; never one of the athlete's. Raises as `change_program` does."""
    held = held_for(coach, link, "sets_programs")
    one = _at_hand(held, program_id)
    if one.state == ChangeState.BEGUN:
        raise RefusedEditError("There is nothing of yours to undo.")
    return _kept(one, editing.undo(held.athlete, program_id, version))


def _at_hand(link: CoachLink, program_id: int) -> CoachChange:
    program = program_for(link.athlete, program_id)
    one = open_change(link, program) if program.owner_id is not None else None
    if one is None:
        raise NoReasonError
    return one


def _kept(one: CoachChange, step: tuple[Plan, Plan]) -> tuple[Plan, Plan]:
    """The step, kept as part of the change."""
    stood, _ = step
    if plan_in(one.after) != stood:
        # The athlete was faster.
        raise NoReasonError
    program = program_for(one.link.athlete, one.program_id or 0)
    # With the keys that were given to what is new.
    stands = Plan.of(program)
    one.after = asdict(stands)
    one.state = ChangeState.BEGUN if plan_in(one.before) == stands else ChangeState.MADE
    one.save(update_fields=["after", "state"])
    return step


# --- A target -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aimed:
    """Which line of sets of which exercise: by the workout's key and places from 0; and its target.

    `exercise` is what stands there: a form that was made before another change names another.
    """

    day: int
    place: int
    line: int
    exercise: int
    target: tuple[int, int, int] | None


@transaction.atomic
def set_target(
    coach: User, link: CoachLink, program_id: int, aimed: Aimed, said: Said
) -> CoachChange:
    """Set a target by hand on an exercise of a plan, or leave it to the rules again (None).

    Floors bind it as any target. Raises `Http404`, `RefusedEditError` and `RefusedChangeError`.
    """
    held = held_for(coach, link, "sets_targets")
    if (there := made_before(held, said.key)) is not None:
        return there
    lock_lifter(held.athlete)
    program, days = _to_change(held.athlete, program_id)
    day_id = days.get(aimed.day, aimed.day)

    def in_day(day: Day) -> Day:
        lines = list(day.lines)
        if aimed.place >= len(lines) or lines[aimed.place].exercise != aimed.exercise:
            raise editing.ProgramChangedError
        sets = list(lines[aimed.place].lines)
        if aimed.line >= len(sets):
            raise editing.ProgramChangedError
        sets[aimed.line] = replace(sets[aimed.line], target=aimed.target)
        lines[aimed.place] = lines[aimed.place].with_lines(sets)
        return replace(day, lines=tuple(lines))

    before, after = editing.edit(
        held.athlete,
        program.pk,
        None,
        lambda plan: signed(plan, editing.with_day(plan, day_id, in_day), coach_name(held)),
    )
    if before == after:
        raise RefusedChangeError("That is the target it has.")
    return make(
        held, Change.TARGET, said, program=program, before=asdict(before), after=asdict(after)
    )
