"""The preview of a draft in words: what is lost first, then tier by tier, then the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from logbook.choices import EndedBy
from logbook.pages.publishing.impact import Band, ExerciseImpact, Impact
from logbook.pages.publishing.impact_warnings import Said
from programming.choices import Tier
from programming.rulebook import rule
from programming.wording import rir

_NEW, _GONE = "not in the catalogue", "gone"


@dataclass(frozen=True, slots=True)
class LostLine:
    """A warning that is said less of: when, what it was and becomes, of how many planned sets."""

    title: str
    code: str
    when: str
    was: str
    becomes: str
    sets: int


@dataclass(frozen=True, slots=True)
class LosingExercise:
    """An exercise whose warnings disappear or grow quieter."""

    name: str
    lines: list[LostLine]


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A target before and after, and whose."""

    who: str
    before: str
    after: str
    sets: int


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """What becomes of the planned sets of one exercise."""

    name: str
    planned: int
    changed: int
    lifters: int
    examples: list[ExampleLine]


@dataclass(frozen=True, slots=True)
class TransitionLine:
    """The exercises that leave one tier for another, or stay in theirs with other facts."""

    title: str
    exercises: list[ExerciseLine]


@dataclass(frozen=True, slots=True)
class ImpactLines:
    """The whole preview."""

    summary: str
    running: str
    losing: list[LosingExercise]
    transitions: list[TransitionLine]


def lines_of(impact: Impact) -> ImpactLines:
    """The preview as the draft's page shows it."""
    return ImpactLines(
        summary=_summary(impact),
        running=_running(impact),
        losing=[LosingExercise(one.name, _lost(one.lost_guards)) for one in impact.losing],
        transitions=[
            TransitionLine(_transition(*tiers), [_exercise(one) for one in found])
            for tiers, found in impact.transitions
        ],
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _summary(impact: Impact) -> str:
    if not impact.lifters:
        return f"No target or warning of the {_count(impact.planned_sets, 'planned set')} changes."
    return (
        f"{impact.changed_targets} of {_count(impact.planned_sets, 'planned set')} get another "
        f"target; {_count(impact.lifters, 'lifter')} will see a target or warning change."
    )


def _running(impact: Impact) -> str:
    now = impact.running
    if not now.sessions:
        return "Nobody is training at the moment."
    return (
        f"{_count(now.sessions, 'session')} running now, with {_count(now.sets, 'planned set')} "
        "to do, keep the release they started with."
    )


def _transition(before: str, after: str) -> str:
    old, new = (Tier(tier).name.capitalize() if tier else "" for tier in (before, after))
    if old == new:
        return f"Still {old.lower()}"
    return f"{old or _NEW.capitalize()} → {(new or _GONE).lower()}"


def _exercise(one: ExerciseImpact) -> ExerciseLine:
    return ExerciseLine(
        name=one.name,
        planned=one.planned_sets,
        changed=one.changed_targets,
        lifters=len(one.lifters),
        examples=[
            ExampleLine(example.who, _band(example.before), _band(example.after), example.sets)
            for example in one.examples
        ],
    )


def _band(band: Band) -> str:
    """`aim 2 (1–3)`, as the session screen says it."""
    low, aim, high = band
    return f"aim {rir(aim)} ({low}–{rir(high)})"


def _lost(said: Mapping[Said, int]) -> list[LostLine]:
    """One line for each change of a warning, worst first, with every effort it is about."""
    grouped: dict[tuple[str, str, str, str], dict[float, int]] = defaultdict(dict)
    for one, sets in said.items():
        grouped[one.severity, one.now, one.code, one.ended_by][one.left] = sets
    order = {"stop": 0, "caution": 1, "note": 2, "": 3}
    lines = []
    for (was, becomes, code, ended_by), by_left in sorted(
        grouped.items(), key=lambda pair: (order[pair[0][0]], -order[pair[0][1]], pair[0][2:])
    ):
        left = sorted(by_left)
        span = rir(left[0]) if len(left) == 1 else f"{rir(left[0])}–{rir(left[-1])}"
        broke = ended_by == EndedBy.TECHNICAL_FAILURE
        lines.append(
            LostLine(
                title=rule(code).title,
                code=code,
                when="when form breaks" if broke else f"at {span} left",
                was=was,
                becomes=becomes or "nothing",
                sets=max(by_left.values()),
            )
        )
    return lines
