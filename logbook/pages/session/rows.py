"""The rows of a card as values: a row a set, one open row with its form, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from logbook.choices import EndedBy, SetKind
from logbook.models import Set
from logbook.pages.session.offer import Offer
from logbook.wording.effort import Choices
from logbook.wording.warnings import WarningLine
from programming.loads import LoadKind
from programming.wording import mark_of

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


_NOTES = {"exercise_note", "kept_note"}


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
    held: str = ""
    """How long a timed one was held, in words."""

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
    `offers_test`: it may be a test of the sense of effort.
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
    offers_test: bool = False
    seconds: str = ""
    is_timed: bool = False
    ends = ENDS
    kinds = FORM_KINDS
    load_kinds = BODYWEIGHT_KINDS

    def is_as_drawn(self, values: Mapping[str, str]) -> bool:
        """Whether a form with these values says no more than it said when it was drawn."""
        drawn = {
            "load": self.load,
            "load_kind": self.load_kind,
            "kind": self.kind,
            "note": self.note,
        }
        if self.is_timed:
            drawn["seconds"] = self.seconds
        else:
            drawn |= {"reps": self.reps, "rir": self.rir, "ended_by": self.ended_by}
        marks_last = self.edited is None and bool(values.get("last")) != self.is_last
        return not marks_last and all(
            values.get(name, "").strip() == value for name, value in drawn.items()
        )

    @property
    def other_errors(self) -> list[tuple[str, str]]:
        """What is wrong beside weight, reps and the lasting note, which say it at their fields."""
        return [
            (name, text)
            for name, text in self.errors.items()
            if name not in ("load", "reps", "seconds", "kept_note")
        ]


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A planned set that is not open yet."""

    number: int
    previous: str
    is_final: bool
    load: str
    reps: str
    aim: str = ""
    """Its aim, where its line of the plan has another one than the set that is next."""


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
        return is_asked or not self.errors.keys() <= _NOTES


def unsaved(typed: Typed | None) -> dict[str, Any]:
    """What an open row says of a set that was typed and is not saved."""
    if typed is None:
        return {"errors": {}}
    return {
        "errors": typed.errors,
        "clash": typed.clash,
        "is_typed": not typed.values.keys().isdisjoint({"reps", "seconds"}),
        "is_asked": typed.is_asked,
        "contradicts": typed.contradicts,
        "sure": typed.values.get("sure", ""),
    }
