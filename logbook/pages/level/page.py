"""The level page: the level in force, the score sign by sign, and what would change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.clock import moment
from logbook.kept.levels import Standing
from logbook.log.names import names_of
from logbook.models import LevelComputation, User
from logbook.pages.level.strength import StrengthCard, strength_card
from programming.choices import Level
from programming.rulebook import RULES, Reason, level_used, rule

_LOG, _ANSWER, _BOTH = "from your log", "from your answer", "from your log and your answer"
_FROM = {
    "level_uninterrupted": _BOTH,
    "level_gap": _LOG,
    "level_total": _BOTH,
    "level_technique": _ANSWER,
    "level_strength": "from your log, bodyweight and sex",
    "level_pace": _LOG,
}
_LEAST, _MOST = 1, 4


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the six signs: its points of 4, what was found, where, and what would change it."""

    code: str
    title: str
    points: int | None
    says: str
    comes_from: str
    would_change: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week's computation, as a line of the table."""

    monday: dt.date
    score: str
    computed: str
    level: str


@dataclass(frozen=True, slots=True)
class LevelPage:
    """What the page shows; places on the scale are percent of its width."""

    level: str
    by_score: str
    is_provisional: bool
    score: str
    at: str
    lines: tuple[tuple[str, str], ...]
    known: int
    why: tuple[str, ...]
    signs: tuple[Sign, ...]
    weeks: tuple[Week, ...]
    new_movements: tuple[str, ...]
    movement_level: str
    strength: StrengthCard


def level_page(lifter: User, standing: Standing, *, now: dt.datetime) -> LevelPage:
    """The page of a standing; two queries for the movements."""
    assessment, week = standing.assessment, standing.weeks[0]
    level = Level(lifter.level)
    below = Level(level_used(lifter.level, is_new_movement=True))
    numbers = rule("level_score").numbers
    edges = [numbers[f"{name}_quarters"] / 4 for name in ("intermediate", "advanced")]
    return LevelPage(
        level=level.label,
        by_score=Level(week.level).label,
        is_provisional=assessment.is_provisional,
        score=_score(week),
        at=_place(week.points / week.known) if not assessment.is_provisional else "",
        lines=tuple((_place(edge), f"{edge:.2f}") for edge in edges),
        known=week.known,
        why=(*_why(assessment.reasons), *_to_come(lifter, week)),
        signs=tuple(
            Sign(
                one.code,
                RULES[one.code].title,
                one.points,
                one.reason.text,
                _FROM[one.code],
                one.would_change,
            )
            for one in assessment.parameters
        ),
        weeks=tuple(
            Week(one.monday, _score(one), Level(one.computed).label, Level(one.level).label)
            for one in standing.weeks
        ),
        new_movements=_new_movements(lifter, standing, now) if below != level else (),
        movement_level=below.label,
        strength=strength_card(
            lifter,
            standing.background,
            standing.training.history,
            standing.training.bodyweight,
            now=now,
        ),
    )


def _score(week: LevelComputation) -> str:
    return "–" if week.is_provisional else f"{week.points / week.known:.2f}"


def _place(score: float) -> str:
    """Where a score stands on a scale from 1 to 4 that keeps 4 % free at both ends."""
    return f"{4 + 92 * (score - _LEAST) / (_MOST - _LEAST):.2f}%"


def _why(reasons: tuple[Reason, ...]) -> list[str]:
    """What decided beside the score: caps, and a change that waits or was made."""
    return [one.text for one in reasons if one.code in {"level_cap", "level_change"}]


def _to_come(lifter: User, week: LevelComputation) -> list[str]:
    """What this week says where it is not in force yet: opening a page changes no target."""
    if lifter.is_level_by_hand or week.level == lifter.level:
        return []
    return [f"{Level(week.level).label} from the end of your next session on."]


def _new_movements(lifter: User, standing: Standing, now: dt.datetime) -> tuple[str, ...]:
    """The exercises of the last four weeks that are trained one level lower (rulebook 2)."""
    found = standing.training.log.new_movements(lifter, moment(now, lifter.zone))
    return tuple(sorted(names_of(lifter, found).values()))
