"""The level in force, and what is next on the way up (rulebook 10)."""

from __future__ import annotations

from dataclasses import dataclass

from logbook.models import LevelComputation, User
from programming.choices import Level
from programming.rulebook import RULES, rule

_EDGES = {
    Level.INTERMEDIATE: rule("level_score").numbers["intermediate_quarters"] / 4,
    Level.ADVANCED: rule("level_score").numbers["advanced_quarters"] / 4,
}
_MOST = 4


@dataclass(frozen=True, slots=True)
class LevelCard:
    """The level, the score of the last week that computed one, and the weakest sign.

    Empty strings where nothing was computed yet.
    """

    level: str
    says: str
    next_title: str
    next_says: str


def level_card(lifter: User, week: LevelComputation | None) -> LevelCard:
    """The card of the level in force and the latest computation."""
    level = Level(lifter.level)
    by_hand = " It is set by hand." if lifter.is_level_by_hand else ""
    if week is None or week.is_provisional:
        return LevelCard(level.label, f"Too little is known for a score yet.{by_hand}", "", "")
    score = week.points / week.known
    higher = next((one for one, edge in _EDGES.items() if score < edge), None)
    to = f"{higher.label} begins at {_EDGES[higher]:.2f}" if higher else "There is no higher one"
    by_itself = [Level.BEGINNER, *(one for one, edge in _EDGES.items() if score >= edge)][-1]
    order = list(Level)
    if not by_hand and order.index(by_itself) > order.index(level):
        # The weakest sign is not what it waits for.
        says = f"Your score is {score:.2f} of {_MOST}: {by_itself.label.lower()} by itself."
        return LevelCard(level.label, f"{says} The level page says what holds it back.", "", "")
    signs = [(points, code) for code, points, _ in week.parameters if points is not None]
    points, code = min(signs, key=lambda one: one[0])
    is_next = higher is not None and points < _MOST
    return LevelCard(
        level=level.label,
        says=f"Your score is {score:.2f} of {_MOST}. {to}.{by_hand}",
        next_title=f"{RULES[code].title}: {points} of {_MOST}" if is_next else "",
        next_says=RULES[code].changes if is_next else "",
    )
