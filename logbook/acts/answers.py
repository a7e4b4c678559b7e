"""What an athlete says to a coach's change: it stays, or it is taken back, with why for the coach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from logbook.acts import levels, programs
from logbook.acts.changes import plan_in
from logbook.acts.coached_levels import put_technique
from logbook.acts.given import take_offer
from logbook.choices import Change, ChangeState
from logbook.clock import local_date
from logbook.kept.levels import background_of
from logbook.log.changes import OF_PLANS
from logbook.log.locks import lock_lifter, lock_links
from logbook.models import CoachChange, CoachLink, User
from programming.choices import Level
from programming.models import Program
from programming.programs import editing
from programming.programs.merging import merged
from programming.programs.plans import Plan, RefusedEditError


def _held(athlete: User, change_id: int) -> CoachChange:
    """The change as it stands, its link and the athlete held. Raises `Http404` for any other."""
    mine = CoachChange.objects.visible_to(athlete).exclude(state=ChangeState.BEGUN)
    found = mine.filter(pk=change_id).first()
    if found is None:
        raise Http404("Nothing to answer.")
    lock_links(CoachLink.objects.filter(pk=found.link_id))
    lock_lifter(athlete)
    again = mine.filter(pk=change_id).select_related("link", "given", "program").first()
    if again is None:
        raise Http404("Nothing to answer.")
    return again


@transaction.atomic
def keep_change(
    athlete: User, change_id: int, *, runs: bool, now: dt.datetime
) -> tuple[str, ...] | None:
    """Let a change stand; what was offered is put in, what was given `runs` or waits.

    Returns the names of workouts that both had changed, which are as the coach's now; None where
    it was answered before. Raises `Http404` and `RefusedEditError`.
    """
    change = _held(athlete, change_id)
    if change.state != ChangeState.MADE:
        return None
    both: tuple[str, ...] = ()
    if change.kind == Change.OFFER:
        both = take_offer(athlete, change)
    elif change.kind == Change.GIVEN and change.program is not None:
        today = local_date(now, athlete.zone)
        if runs:
            programs.follow(athlete, change.program, weekdays=0, today=today)
        else:
            programs.let_wait(athlete, change.program, today=today)
    _answer(change, ChangeState.KEPT, "", now)
    return both


@transaction.atomic
def refuse_change(
    athlete: User, change_id: int, *, answer: str, now: dt.datetime
) -> tuple[str, ...] | None:
    """Take a change back, and say why. What the athlete changed themselves since stays.

    Returns the names of workouts in which it stays for that; None where it was answered before.
    One that was kept can be refused later. Raises `Http404`.
    """
    change = _held(athlete, change_id)
    is_open = change.state == ChangeState.MADE
    if not is_open and not (change.state == ChangeState.KEPT and change.kind in _LATER):
        return None
    stays: tuple[str, ...] = ()
    if change.kind in OF_PLANS and change.program is not None:
        stays = _take_back(athlete, change, change.program)
    elif change.kind == Change.GIVEN and change.program is not None:
        if not change.program.is_removed:
            programs.remove_program(athlete, change.program.pk)
    elif change.kind == Change.LEVEL:
        _put_level_back(athlete, change, now)
    elif change.kind == Change.TECHNIQUE:
        _put_answer_back(athlete, change, now)
    _answer(change, ChangeState.REFUSED, answer, now)
    return stays


_LATER = (*OF_PLANS, Change.LEVEL, Change.TECHNIQUE)
"""What can be refused after it was kept: what was given is ended like any program."""


def _answer(change: CoachChange, state: ChangeState, answer: str, now: dt.datetime) -> None:
    change.state, change.answer, change.answered_at = state, answer, now
    change.save(update_fields=["state", "answer", "answered_at"])


def _take_back(athlete: User, change: CoachChange, program: Program) -> tuple[str, ...]:
    """Make the program what it would be without the change; those made after it stand upon that now."""
    before, after = plan_in(change.before), plan_in(change.after)
    stays: tuple[str, ...] = ()

    def without(plan: Plan) -> Plan:
        nonlocal stays
        found, stays = merged(after, before, plan, prefers_theirs=False)
        return found

    if not program.is_removed:
        try:
            editing.edit(athlete, program.pk, None, without)
        except RefusedEditError:
            # Both together would be too much: as it stood before the coach.
            editing.edit(athlete, program.pk, None, lambda _: before)
            stays = ()
    for one in _later(change, athlete, OF_PLANS):
        one.before = asdict(merged(after, before, plan_in(one.before), prefers_theirs=False)[0])
        one.after = asdict(merged(after, before, plan_in(one.after), prefers_theirs=False)[0])
        one.save(update_fields=["before", "after"])
    return stays


def _later(change: CoachChange, athlete: User, kinds: Sequence[str]) -> QuerySet[CoachChange]:
    """What was made after it of the same, by whichever coach, and still stands."""
    return CoachChange.objects.visible_to(athlete).filter(
        program=change.program,
        kind__in=kinds,
        state__in=(ChangeState.BEGUN, ChangeState.MADE, ChangeState.KEPT),
        pk__gt=change.pk,
    )


def _rest_on(change: CoachChange, athlete: User) -> None:
    """What was made upon a refused value stands upon the one before it."""
    for one in _later(change, athlete, [change.kind]):
        if one.before == change.after:
            one.before = change.before
            one.save(update_fields=["before"])


def _put_level_back(athlete: User, change: CoachChange, now: dt.datetime) -> None:
    athlete.refresh_from_db()
    stood, made = change.before or {}, change.after or {}
    _rest_on(change, athlete)
    if not athlete.is_level_by_hand or athlete.level != made["level"]:
        return
    if stood["is_by_hand"]:
        levels.set_level(athlete, Level(stood["level"]))
    else:
        levels.follow_score(athlete, now=now)


def _put_answer_back(athlete: User, change: CoachChange, now: dt.datetime) -> None:
    stood, made = change.before or {}, change.after or {}
    _rest_on(change, athlete)
    background = background_of(athlete)
    if background is not None and background.stable_lifts == made["stable_lifts"]:
        put_technique(athlete, stood["stable_lifts"], now=now)
