"""Which ready-made program is proposed to whom."""

import pytest

from programming.models import Program
from programming.programs.proposal import best_first

pytestmark = pytest.mark.usefixtures("release")


def proposed(**wanted: object) -> list[str]:
    """The slugs, the one that fits best first."""
    facts: dict[str, object] = {"level": "beginner", "goal": "mixed"} | wanted
    return [one.slug for one in best_first(Program.objects.all(), **facts)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "best"),
    [
        ({}, "full-body-3"),
        ({"goal": "max_strength"}, "full-body-3"),
        ({"goal": "general_fitness"}, "general-fitness-3"),
        ({"needs": "dumbbells"}, "home-dumbbells-3"),
        ({"level": "intermediate"}, "upper-lower-4"),
        ({"level": "intermediate", "goal": "muscle_gain"}, "upper-lower-4"),
        ({"level": "intermediate", "goal": "general_fitness"}, "general-fitness-3"),
        ({"level": "intermediate", "days": 2}, "minimum-2"),
        ({"level": "intermediate", "days": 3}, "minimum-2"),
        ({"level": "intermediate", "days": 4}, "upper-lower-4"),
        ({"level": "intermediate", "needs": "dumbbells"}, "home-dumbbells-3"),
        ({"level": "advanced"}, "push-pull-legs-6"),
        ({"level": "advanced", "goal": "max_strength"}, "push-pull-legs-6"),
        ({"level": "advanced", "days": 5}, "upper-lower-4"),
        ({"level": "advanced", "days": 6}, "push-pull-legs-6"),
    ],
    ids=str,
)
def test_what_fits_best(wanted, best):
    assert proposed(**wanted)[0] == best


def test_at_home_nothing_is_proposed_that_needs_a_gym():
    assert proposed(needs="dumbbells") == ["home-dumbbells-3"]


def test_a_beginner_is_not_sent_into_an_advanced_program_first():
    assert proposed(days=6).index("push-pull-legs-6") > proposed(days=6).index("full-body-3")


def test_nothing_that_can_be_done_is_left_out():
    assert len(proposed()) == Program.objects.count()
