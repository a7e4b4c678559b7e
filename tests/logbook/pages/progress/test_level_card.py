"""The card of the level on Progress: what the score is, and what it waits for."""

import pytest

from logbook.models import LevelComputation, User
from logbook.pages.progress.level import level_card
from programming.choices import Level


def card(level: Level, points: int, *, by_hand: bool = False):
    """The card of a lifter of this level, at so many points of four signs."""
    week = LevelComputation(
        points=points,
        known=4,
        is_provisional=False,
        parameters=[["level_technique", 1, ""]],
    )
    return level_card(User(level=level, is_level_by_hand=by_hand), week)


@pytest.mark.parametrize(
    ("level", "points", "is_held"),
    [
        (Level.BEGINNER, 6, False),
        (Level.BEGINNER, 7, True),
        (Level.INTERMEDIATE, 7, False),
        (Level.INTERMEDIATE, 10, False),
        (Level.INTERMEDIATE, 11, True),
        (Level.ADVANCED, 11, False),
        (Level.ADVANCED, 6, False),
    ],
)
def test_a_level_below_its_score_is_said_to_be_held_back(level, points, is_held):
    """A beginner of 1.75 points is not told that advanced begins at 2.75: form comes first."""
    shown = card(level, points)

    assert ("holds it back" in shown.says) is is_held
    assert not (is_held and shown.next_title)


def test_a_level_set_by_hand_is_held_back_by_nothing():
    assert "holds it back" not in card(Level.BEGINNER, 7, by_hand=True).says
