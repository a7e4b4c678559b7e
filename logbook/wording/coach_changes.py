"""A coach's change as the athlete and the coach read it: who, what, why, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.choices import Change, ChangeState
from logbook.log.changes import OF_PLANS, coach_name
from logbook.models import CoachChange, User
from logbook.wording.plan_changes import Names, plan_changes
from programming.catalogue.entries import current_release, entries_for
from programming.choices import Level
from programming.exchange.exercises import exercises_in
from programming.programs.plans import Plan

LINES_SHOWN = 3
_LIFTS = ("none of four", "one of four", "two of four", "three of four", "all four")


@dataclass(frozen=True, slots=True)
class Notice:
    """A change with everything a card of it says; `state` is empty while it waits for an answer."""

    change: CoachChange
    who: str
    title: str
    lines: tuple[str, ...]
    further: tuple[str, ...]
    state: str

    @property
    def is_given(self) -> bool:
        """Whether a program was given, to be followed or not."""
        return self.change.kind == Change.GIVEN

    @property
    def is_offer(self) -> bool:
        """Whether nothing is changed before it is taken."""
        return self.change.kind == Change.OFFER

    @property
    def is_waiting(self) -> bool:
        """Whether the athlete has not answered."""
        return self.change.state == ChangeState.MADE

    @property
    def can_be_refused(self) -> bool:
        """Whether the athlete may take it back now."""
        is_later = self.change.state == ChangeState.KEPT and not (self.is_given or self.is_offer)
        return self.is_waiting or is_later


def notices_of(athlete: User, changes: Sequence[CoachChange]) -> list[Notice]:
    """The changes in words; in one query at most, for exercises of the athlete's own."""
    plans = {one.pk: _plans(one) for one in changes}
    wanted = {
        key for found in plans.values() if found for plan in found for key in exercises_in(plan)
    }
    names: Names = {}
    if wanted:
        entries = entries_for(wanted, current_release(), athlete)
        names = {key: one.name for key, one in entries.items()}
    return [_notice(one, plans[one.pk], names) for one in changes]


def _plans(change: CoachChange) -> tuple[Plan, Plan] | None:
    """Both plans of a change of one, or of what is offered."""
    if change.kind in OF_PLANS:
        return Plan.from_json(change.before or {}), Plan.from_json(change.after or {})
    if change.kind == Change.OFFER:
        stood = (change.before or {})["plan"]
        return Plan.from_json(stood), Plan.from_json(change.after or {})
    return None


def _notice(change: CoachChange, plans: tuple[Plan, Plan] | None, names: Names) -> Notice:
    lines = tuple(plan_changes(*plans, names)) if plans else _lines(change)
    return Notice(
        change,
        str(change.link.coach) if change.link.coach is not None else coach_name(change.link),
        title_of(change),
        lines[:LINES_SHOWN],
        lines[LINES_SHOWN:],
        "" if change.state == ChangeState.MADE else state_of(change),
    )


def title_of(change: CoachChange) -> str:
    """What was set, given or changed."""
    program = change.program.name if change.program is not None else "a program"
    return {
        Change.TARGET: f"Target set in {program}",
        Change.PROGRAM: f"{program} changed",
        Change.GIVEN: f"Program given: {program}",
        Change.OFFER: f"A new state of {program}",
        Change.TECHNIQUE: "Lifts with steady form set",
        Change.LEVEL: "Level set",
    }[Change(change.kind)]


def _lines(change: CoachChange) -> tuple[str, ...]:
    before, after = change.before or {}, change.after or {}
    if change.kind == Change.LEVEL:
        stood = f"{Level(before['level']).label}{', by hand' if before['is_by_hand'] else ''}"
        return (f"{Level(after['level']).label} by hand, it was {stood}",)
    if change.kind == Change.TECHNIQUE:
        stood = before["stable_lifts"]
        was = "not answered" if stood is None else _LIFTS[stood]
        return (f"Steady when the weight is hard: {_LIFTS[after['stable_lifts']]}, it was {was}",)
    return ()


def state_of(change: CoachChange) -> str:
    """What became of it, once it is answered."""
    if change.state == ChangeState.KEPT:
        taken = {Change.GIVEN: "taken up", Change.OFFER: "taken over"}
        return taken.get(Change(change.kind), "kept")
    return str(ChangeState(change.state).label)
