"""How an exercise is set up, as its open row shows it: the bar, its plates, warm-ups, what a load is of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.advice.facts import Facts
from logbook.advice.kit import Kit, is_by_the_piece, takes_plates
from logbook.advice.warm_ups import WarmUp, warm_ups_for
from logbook.choices import LoadOf, SetKind, Sides
from logbook.models import SessionExercise, Set, User
from logbook.pages.session.rows import OpenRow
from logbook.wording.bar import BarChoice, BarLine, bar_choices, bar_line, bar_name
from logbook.wording.effort import Choices
from programming.loads import Load, LoadKind, Unit, parse_load

_LOAD_OF: dict[str, str] = {LoadOf.ONE: "one", LoadOf.PAIR: "pair"}
_SIDES: dict[str, str] = {Sides.EACH: "a side", Sides.BOTH: "both sides"}
# In the menu, where what was said is changed.
LOAD_OF_CHOICES: Choices = (("", "not said"), ("one", "one"), ("pair", "the pair"))
SIDES_CHOICES: Choices = (("", "not said"), ("each", "each side"), ("both", "both together"))
WARM_UP_CHOICES: Choices = (("on", "shown"), ("off", "not shown"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked once of an exercise: the field, and each answer as it is kept and as it reads."""

    asks: str
    field: str
    answers: Choices


@dataclass(frozen=True, slots=True)
class WarmUpChip:
    """A warm-up set that one tap logs; `aloud` is its load as it is read out."""

    load: str
    reps: int
    says: str
    aloud: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What stands around the open set's load. `key` is of the warm-up that is tapped next."""

    on_bar: BarLine | None
    bar: str
    bars: tuple[BarChoice, ...]
    load_of: str
    sides: str
    warm_ups: Sequence[WarmUpChip]
    question: Question | None
    key: str
    load_kind: str


def setup_of(facts: Facts, live: Sequence[Set], row: OpenRow) -> Setup:
    """The setup of the open set; questions and warm-ups only before the first set that counts."""
    item, lifter = facts.item, facts.lifter
    kit = Kit.of(lifter, item)
    load = load_in(row.load, row.unit)
    begun = any(one.kind == SetKind.WORKING for one in live)
    ramp = [] if begun or load is None else warm_ups_for(lifter, item, load, row.load_kind)
    is_added = row.load_kind == LoadKind.ADDED
    before = [one for one in live if one.kind == SetKind.WARM_UP]
    # What was moved with a weight has the body in it: there the typed loads are compared.
    done = max((_led_up_by(one, is_added=is_added) for one in before), default=-1)
    chips = [_chip(one, is_added=is_added) for one in ramp if one.load.micrograms > done]
    return Setup(
        on_bar=bar_line(kit, item.risk, load),
        bar=bar_name(kit, item.risk),
        bars=bar_choices(kit, item.risk),
        load_of=_LOAD_OF.get(item.load_of, ""),
        sides=_SIDES.get(item.sides, ""),
        warm_ups=chips if item.warm_ups else [],
        question=None if begun else _question(item, has_warm_ups=bool(ramp)),
        key=str(uuid.uuid4()) if chips and item.warm_ups else "",
        load_kind=LoadKind.ADDED if is_added else "",
    )


def _led_up_by(one: Set, *, is_added: bool) -> int:
    if not is_added:
        return one.load or 0
    return one.typed_load.micrograms if one.typed_load is not None else 0


def _chip(one: WarmUp, *, is_added: bool) -> WarmUpChip:
    load, aloud = one.load.text, str(one.load)
    if is_added:
        load, aloud = f"+{load}", f"{aloud} added"
        if not one.load.milli:
            load, aloud = "body", "bodyweight alone"
    return WarmUpChip(one.load.text, one.reps, f"{load} × {one.reps}", aloud)


def load_in(typed: str, unit: str) -> Load | None:
    """The load in a field, None while it holds none."""
    try:
        return parse_load(typed, Unit(unit)) if typed.strip() else None
    except ValueError:
        return None


def plates_typed(
    lifter: User, item: SessionExercise, typed: Mapping[str, str]
) -> dict[str, object]:
    """The plates for the load that is being typed, for the line that shows them."""
    kit = Kit.of(lifter, item)
    load = load_in(typed.get("load", ""), typed.get("unit", lifter.unit))
    return {"takes_plates": takes_plates(item.risk), "plates": bar_line(kit, item.risk, load)}


def _question(item: SessionExercise, *, has_warm_ups: bool) -> Question | None:
    """What was not said of the exercise yet, one thing at a time."""
    if asks_load_of(item) and not item.load_of:
        return Question(
            "The weight you type is of:",
            "load_of",
            LOAD_OF_CHOICES[1:],
        )
    if item.risk.is_unilateral and not item.sides:
        return Question(
            "The reps you type are of:",
            "sides",
            SIDES_CHOICES[1:],
        )
    if item.warm_ups is None and has_warm_ups:
        return Question("Warm-up sets here?", "warm_ups", (("on", "show them"), ("off", "no")))
    return None


def asks_load_of(item: SessionExercise) -> bool:
    """Whether a load may be of one dumbbell or of the pair."""
    return is_by_the_piece(item.risk)
