"""The session screen's cards as values: an exercise with its rows, its target and what last time suggests.

Templates compute nothing: what they show stands here, worded for the lifter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from logbook.advice.facts import Facts
from logbook.log.sessions import Noted
from logbook.models import SessionExercise, User
from logbook.pages.session.rows import OpenRow, SetRow, TodoRow
from logbook.pages.session.setup import (
    LOAD_OF_CHOICES,
    SIDES_CHOICES,
    WARM_UP_CHOICES,
    Setup,
    asks_load_of,
)
from logbook.wording.effort import aim_text, range_text, short_aim
from logbook.wording.plan_loads import PinChoice
from logbook.wording.warnings import worst
from programming import rulebook
from programming.choices import Safety
from programming.loads import Load, LoadKind, Unit, shown
from programming.rulebook import EffortTarget, Reason, load_zone

DEFAULT_REST_SECONDS = 120
PAIN = "next_form_or_pain"


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as the page shows it."""

    target: EffortTarget
    aim: str
    short: str
    band: str
    before: tuple[rulebook.Warning, ...] = ()
    """What is said before the set is done."""

    @classmethod
    def of(
        cls, target: EffortTarget, lifter: User, before: tuple[rulebook.Warning, ...] = ()
    ) -> Aim:
        """The target in the lifter's words."""
        return cls(
            target,
            aim=aim_text(target, lifter),
            short=short_aim(target, lifter),
            band=range_text(target, lifter),
            before=before,
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is so, one step a reason."""
        return self.target.reasons


@dataclass(frozen=True, slots=True)
class Hint:
    """What last time suggests: loads and reps, and why; `is_same` where it is last time again.

    `icon` shows which way the load goes, else the reps.
    """

    do: str
    icon: str
    is_taken: bool
    is_same: bool
    why: str
    rule: str

    is_beside: bool = False
    """Whether a pin or the plan gives the load, so that this is said and not filled in."""

    @property
    def says(self) -> str:
        """The suggestion in one line, and whether it is the one filled in."""
        if self.is_beside:
            return f"By last time: {self.do}"
        if self.is_same:
            return f"Same as last time: {self.do}"
        return f"Today: {self.do}" if self.is_taken else f"Suggested: {self.do}"


@dataclass(frozen=True, slots=True)
class LineAim:
    """One line of a plan that has several: its sets, the load they begin with, and their target."""

    text: str
    sets: int
    load: str
    aim: Aim


class PlannedAims(NamedTuple):
    """The aim of every set, and of the final one; empty where that is the same."""

    every: str
    final: str


@dataclass(frozen=True, slots=True)
class InTurn:
    """An exercise's place in its superset, `A1`, and what it can be put together with or parted from.

    `after` is the exercise after it, `before` the one before it where both are in one superset.
    """

    mark: str = ""
    after: str = ""
    is_with_next: bool = False
    before: str = ""


ALONE = InTurn()


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise of the session; `step` is the lightest load of its open set and what lies between two."""

    item: SessionExercise
    facts: Facts
    rows: list[SetRow]
    open: OpenRow | None
    todo: list[TodoRow]
    now: Aim
    final: Aim | None
    done: int
    unit: str
    summary: str
    plan: str
    noted: Noted
    step: tuple[Load, Load] | None
    is_complete: bool
    is_expanded: bool
    note: str
    note_error: str
    hint: Hint | None
    setup: Setup | None = None
    kept_note: str = ""
    kept_error: str = ""
    load_of_choices = LOAD_OF_CHOICES
    sides_choices = SIDES_CHOICES
    warm_up_choices = WARM_UP_CHOICES
    source: str = ""
    """Where the loads come from, where that is not last time."""
    pin: PinChoice | None = None
    lines: tuple[LineAim, ...] = ()
    in_turn: InTurn = ALONE

    @property
    def floor(self) -> int:
        """The floor in force, in reps in reserve."""
        return self.now.target.floor_in_force

    @property
    def safeties(self) -> list[tuple[str, str]]:
        """The safeties that change the floor, as choices; empty where none does."""
        risk = self.item.risk
        if risk.floor_with_safeties is None:
            return []
        return [("", "none"), *((one, Safety(one).label) for one in risk.safeties)]

    @property
    def moves_bodyweight(self) -> bool:
        """Whether the lifter is part of the load."""
        return self.item.risk.load_kind != LoadKind.EXTERNAL

    @property
    def asks_load_of(self) -> bool:
        """Whether a load may be of one dumbbell or of the pair."""
        return asks_load_of(self.item)

    @property
    def warm_ups_shown(self) -> str:
        """Whether warm-ups are shown, as its select keeps it."""
        return "on" if self.item.warm_ups else "off"

    @property
    def lacks_bodyweight(self) -> bool:
        """Whether a bodyweight nobody entered is why nothing is estimated."""
        return bool(self.item.risk.bodyweight_percent) and self.facts.bodyweight is None

    @property
    def pain(self) -> str:
        """What a pain mark changes (rulebook 8)."""
        return rulebook.rule(PAIN).sentence({"case": "pain"}).removeprefix("Pain marked: ")

    @property
    def asks_for_last(self) -> bool:
        """Whether nothing was planned, so that the lifter marks the last set."""
        return self.item.planned_sets is None

    @property
    def final_differs(self) -> bool:
        """Whether the final set has another target than the next one."""
        if self.final is None:
            return False
        one, other = self.now.target, self.final.target
        return (one.low, one.aim, one.high) != (other.low, other.aim, other.high)

    @property
    def planned_aims(self) -> PlannedAims:
        """The aims as they follow the word “aim”: in words mode they are words."""
        every, final, last = self.now.aim, self.final, self.now
        for line in self.lines[1:]:
            if line.aim.target.aim != last.target.aim:
                every, last = f"{every}, then {line.aim.short}", line.aim
        if self.facts.lifter.uses_words:
            every = every.lower()
        if final is None or final.target.aim == last.target.aim:
            return PlannedAims(every, "")
        return PlannedAims(every, final.short.lower())

    @property
    def when(self) -> str:
        """Which sets the target is for."""
        if self.final is None:
            return "final set"
        if not self.final_differs:
            return "every set"
        return f"final set: aim {self.final.short} ({self.final.band})"

    @property
    def before(self) -> tuple[rulebook.Warning, ...]:
        """What is said before the open set is done."""
        is_next = self.open is not None and self.open.edited is None
        return self.now.before if is_next else ()

    @property
    def zone(self) -> str:
        """The loads that suit the goal, `48–64 kg`; empty without an estimate to take them from."""
        e1rm = self.facts.history.e1rm
        if e1rm is None or self.moves_bodyweight:
            return ""
        found = load_zone(
            self.item.session.goal_of(self.facts.lifter), self.item.role, self.now.target.low, e1rm
        )
        unit = Unit(self.unit)
        return f"{shown(found.from_load, unit)}–{shown(found.to_load, unit)} {unit}"

    @property
    def unchanged(self) -> str:
        """What was looked at and changed nothing, in one sentence."""
        codes = {reason.code for reason in self.now.reasons}
        lifter, facts = self.facts.lifter, self.facts
        quiet = []
        if not codes & {"level", "level_floor", "new_movement"}:
            quiet.append(f"your level ({lifter.get_level_display().lower()})")
        if "readiness" not in codes and self.item.session.readiness == "green":
            quiet.append("a green day" if self.item.session.check_in else "no check-in")
        if not facts.budget.spent:
            quiet.append("failure budget left")
        return f"No effect here: {', '.join(quiet)}" if quiet else ""

    @property
    def verdict(self) -> str:
        """The worst verdict among the sets."""
        if any(row.verdict == "below_floor" for row in self.rows):
            return "below_floor"
        for verdict in ("too_close", "too_easy", "on_target"):
            if getattr(self.item, verdict):
                return verdict
        return "unrated"

    @property
    def severity(self) -> str:
        """The severity of the worst warning among the sets."""
        return worst(row.severity for row in self.rows if row.severity)

    @property
    def verdict_text(self) -> str:
        """How many sets were on target, of how many with a verdict."""
        rated = self.item.on_target + self.item.too_close + self.item.too_easy
        return f"{self.item.on_target} of {rated} on target" if rated else "not rated"
