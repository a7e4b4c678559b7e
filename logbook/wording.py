"""Effort and loads in the words and numbers the lifter chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from logbook.models import Set, User
from programming import rulebook
from programming.loads import Load
from programming.models import RiskEntry
from programming.rulebook import EffortTarget
from programming.templatetags.repstack_look import TIERS, effort_word, rir

# What a chip sends, and what it stands for in halves of a rep.
RIR_HALVES = {f"{halves / 2:g}": halves for halves in range(11)}
SEVERITY_WORDS = {"stop": "Stop", "caution": "Caution", "note": "Note"}


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning as the page shows it."""

    code: str
    severity: str
    title: str
    says: str
    do_next: str


def warning_lines(warnings: Iterable[rulebook.Warning]) -> list[WarningLine]:
    """The warnings in the order given, worst first."""
    return [
        WarningLine(
            code=str(one.code),
            severity=str(one.severity),
            title=SEVERITY_WORDS[str(one.severity)],
            says=one.says,
            do_next=one.do_next,
        )
        for one in warnings
    ]


def aim_text(target: EffortTarget, lifter: User) -> str:
    """The aim: `3 RIR`, or for a lifter who uses words `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else f"{rir(target.aim)} RIR"


def short_aim(target: EffortTarget, lifter: User) -> str:
    """The aim without its unit, for tight places: `3`, or `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else rir(target.aim)


def refusal_text(target: EffortTarget) -> str:
    """Why a test set was refused, empty where it was not."""
    if target.test_refused is None:
        return ""
    return rulebook.rule(target.test_refused).sentence({})


def open_aim(target: EffortTarget, lifter: User) -> str:
    """The target beside the open set's title: `aim 3 (2–4)`."""
    return f"aim {short_aim(target, lifter)} ({range_text(target, lifter)})"


def range_text(target: EffortTarget, lifter: User) -> str:
    """The band: `2–4`, with `left` behind it beside words."""
    band = f"{target.low}–{rir(target.high)}"
    return f"{band} left" if lifter.uses_words else band


def effort_text(row: Set) -> str:
    """A set's reported effort as it was given: a number or a word, `–` for none."""
    return effort_word(row.rir) if row.rir_in_words else rir(row.rir)


def left_text(left: float | None, lifter: User) -> str:
    """The effort beside something: `2 left`, or `hard` in words; says so where it was not told.

    A mean is told to a tenth of a rep, in words to the nearest one.
    """
    if left is None:
        return "effort not told"
    if lifter.uses_words:
        return effort_word(round(left * 2) / 2).lower()
    return f"{rir(round(left, 1))} left"


def load_text(load: Load | None, lifter: User) -> str:
    """A load as typed, its unit named only where it is not the lifter's own."""
    if load is None:
        return ""
    return load.text if load.unit == lifter.unit else str(load)


def set_text(reps: int, load: Load | None, rir_halves: int | None, lifter: User) -> str:
    """A set in one line: `80 × 7 @2`."""
    words = f"{load_text(load, lifter)} × {reps}" if load is not None else f"{reps} reps"
    return words if rir_halves is None else f"{words} @{rir(rir_halves / 2)}"


def chips(lifter: User, *, chosen: int | None) -> list[tuple[str, str, bool]]:
    """The effort chips as (value, label, chosen): left is closer to failure.

    A half that came from an import gets a chip of its own, or editing the set would lose it.
    """
    if lifter.uses_words:
        offered = [(2 * reps, effort_word(reps)) for reps in range(5)]
    else:
        offered = [(2 * reps, rir(reps)) for reps in range(6)]
    if chosen is not None and chosen not in dict(offered):
        offered = sorted([*offered, (chosen, rir(chosen / 2))])
    return [(f"{halves / 2:g}", label, halves == chosen) for halves, label in offered]


def floor_text(floor: int) -> str:
    """A floor in words; `floor` is whole reps in reserve."""
    if not floor:
        return "Your target alone decides how many good reps to leave"
    return f"Keep at least {floor} good rep{'' if floor == 1 else 's'} left"


def risk_text(entry: RiskEntry) -> str:
    """What failing an exercise costs, in one line: tier and floor in words."""
    return f"{entry.name}: {TIERS[entry.tier][1]}. {floor_text(entry.floor)}."
