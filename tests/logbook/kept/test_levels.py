"""A level is put in force by an act, never by a look at the page."""

import pytest

from logbook.acts.levels import answer
from logbook.kept.levels import keep_level, read_level
from logbook.models import LevelComputation
from logbook.pages.level.page import level_page
from tests.logbook.given import NOON, a_lifter
from tests.logbook.pages.level.test_level import NOVICE, TRAINED, WEEK

pytestmark = pytest.mark.usefixtures("release")


def test_opening_the_page_puts_nothing_in_force_and_says_what_will_be():
    lifter = a_lifter(level="beginner", is_level_by_hand=False)
    answer(lifter, NOVICE, now=NOON)
    answer(lifter, TRAINED, now=NOON + WEEK)
    two_weeks_on = NOON + 2 * WEEK
    before = list(LevelComputation.objects.values())

    standing = read_level(lifter, now=two_weeks_on)
    shown = level_page(lifter, standing, now=two_weeks_on)

    assert list(LevelComputation.objects.values()) == before
    lifter.refresh_from_db()
    assert (lifter.level, shown.level, shown.by_score) == ("beginner", "Beginner", "Intermediate")
    assert shown.why[-1] == "Intermediate from the end of your next session on."

    keep_level(lifter, now=two_weeks_on)

    assert lifter.level == "intermediate"
    in_force = level_page(lifter, read_level(lifter, now=two_weeks_on), now=two_weeks_on)
    assert not any("next session" in line for line in in_force.why)
