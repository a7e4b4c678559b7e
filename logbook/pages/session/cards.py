"""The session screen's values, long for its fields: a card an exercise, a row a set, one open row.

Templates compute nothing: what they show stands here, worded for the lifter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from logbook.advice.facts import Facts
from logbook.choices import EndedBy, SetKind
from logbook.models import SessionExercise, Set, User
from logbook.pages.session.offer import Offer
from logbook.wording.effort import Choices, aim_text, range_text, short_aim
from logbook.wording.warnings import WarningLine, worst
from programming import rulebook
from programming.choices import Safety
from programming.loads import Load, LoadKind, Unit, shown
from programming.rulebook import EffortTarget, Reason, load_zone
from programming.wording import mark_of

DEFAULT_REST_SECONDS = 120
PAIN = "next_form_or_pain"
FORM_KINDS: Choices = (
    (SetKind.WORKING.value, "Working set"),
    (SetKind.WARM_UP.value, "Warm-up"),
    (SetKind.DROP.value, "Drop set"),
    (SetKind.REST_PAUSE.value, "Rest-pause"),
    ("test", "Test set: to failure, to check your sense of RIR"),
)
ENDS: tuple[tuple[str, str], ...] = (
    (EndedBy.STOPPED.value, "I stopped"),
    (EndedBy.MUSCULAR_FAILURE.value, "muscle gave out"),
    (EndedBy.TECHNICAL_FAILURE.value, "form broke"),
)
BODYWEIGHT_KINDS: Choices = (
    (LoadKind.ADDED.value, "added"),
    (LoadKind.ASSISTED.value, "assisting"),
    (LoadKind.BODYWEIGHT.value, "none"),
)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A set that is asked about: why, the answer that it is right, and what was likely meant.

    `load` is the likely load as its field holds it, empty where none is known or asked about.
    """

    says: str
    yes: str
    meant: str
    load: str = ""


@dataclass(frozen=True, slots=True)
class SetRow:
    """A saved set in one line."""

    row: Set
    sign: str
    sign_name: str
    previous: str
    verdict: str
    severity: str
    value: str
    effort: str
    ended: str
    rir_cell: int | None
    warnings: list[WarningLine]
    slip: SlipLine | None = None

    @property
    def is_working(self) -> bool:
        """Whether it counts."""
        return self.row.kind == SetKind.WORKING

    @property
    def mark(self) -> str:
        """What its effort is coloured by."""
        return mark_of(self.verdict, self.severity)


@dataclass(frozen=True, slots=True)
class Clash:
    """One set with two values, on record and typed, both as a lifter reads them; they pick.

    `is_replaceable`: the typed one can take the place of `saved`, where no form of that set is open.
    """

    says: str
    saved: Set
    on_record: str
    typed: str
    is_replaceable: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An end and an effort that cannot both be: what is said, the one tap that keeps them.

    `sure` is that tap's value, which names them.
    """

    says: str
    keep: str
    sure: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """The set about to be done: the form with its values, as typed or pre-filled.

    `is_asked`: the session is about to end, and the lifter is asked what becomes of what is typed.
    `sure` is the answer that was given to a contradiction.
    """

    key: str
    number: int
    title: str
    aim: str
    previous: str
    unit: str
    load: str
    load_kind: str
    kind: str
    reps: str
    chips: Choices
    rir: str
    ended_by: str
    note: str
    is_last: bool
    errors: Mapping[str, str]
    offer: Offer | None = None
    place: int = 1
    version: int | None = None
    edited: Set | None = None
    clash: Clash | None = None
    is_typed: bool = False
    is_asked: bool = False
    contradicts: Contradiction | None = None
    sure: str = ""
    begin: str = ""
    ends = ENDS
    kinds = FORM_KINDS
    load_kinds = BODYWEIGHT_KINDS

    def is_as_drawn(self, values: Mapping[str, str]) -> bool:
        """Whether a form with these values says no more than it said when it was drawn."""
        drawn = {
            "load": self.load,
            "load_kind": self.load_kind,
            "reps": self.reps,
            "rir": self.rir,
            "ended_by": self.ended_by,
            "kind": self.kind,
            "note": self.note,
        }
        marks_last = self.edited is None and bool(values.get("last")) != self.is_last
        return not marks_last and all(
            values.get(name, "").strip() == value for name, value in drawn.items()
        )

    @property
    def other_errors(self) -> list[tuple[str, str]]:
        """What is wrong beside weight and reps, which say it at their fields."""
        return [(name, text) for name, text in self.errors.items() if name not in ("load", "reps")]


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A planned set that is not open yet."""

    number: int
    previous: str
    aim: str
    load: str
    reps: str


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

    @property
    def says(self) -> str:
        """The suggestion in one line, and whether it is the one filled in."""
        if self.is_same:
            return f"Same as last time: {self.do}"
        return f"Today: {self.do}" if self.is_taken else f"Suggested: {self.do}"


class PlannedAims(NamedTuple):
    """The aim of every set, and of the final one; empty where that is the same."""

    every: str
    final: str


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
    noted: tuple[dt.date, str] | None
    step: tuple[Load, Load] | None
    is_complete: bool
    is_expanded: bool
    note: str
    note_error: str
    hint: Hint | None

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
        every, final = self.now.aim, self.final
        if self.facts.lifter.uses_words:
            every = every.lower()
        if final is None or final.target.aim == self.now.target.aim:
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
        found = load_zone(self.facts.lifter.goal, self.item.role, self.now.target.low, e1rm)
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


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused or interrupted form said, to be shown again untouched."""

    item_id: int
    values: Mapping[str, str]
    errors: Mapping[str, str]
    clash: Clash | None = None
    set_id: int | None = None
    is_asked: bool = False
    contradicts: Contradiction | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a set in it is not saved, so that its form must be seen."""
        is_asked = self.is_asked or self.clash is not None or self.contradicts is not None
        return is_asked or not self.errors.keys() <= {"exercise_note"}
