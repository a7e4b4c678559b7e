"""Lines of equal sets: kept, counted, and what of them cannot be trained."""

from dataclasses import asdict, replace

import pytest

from programming.lines import SetLine, check_lines, line_at, with_sets
from programming.programs.plans import Line

TOP, BACK = SetLine(1, (3, 5)), SetLine(3, (6, 8), percent=90)
FIXED = SetLine(3, (6, 8), load=(60_000, "kg", "external"))


@pytest.mark.parametrize(
    "line",
    [TOP, BACK, FIXED, SetLine(2, seconds=(30, 45)), SetLine(3, (8, 12), target=(0, 1, 2))],
    ids=str,
)
def test_a_line_comes_back_from_what_is_stored_of_it(line):
    assert SetLine.of(line.stored()) == line
    assert None not in line.stored().values()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (TOP, "1 × 3–5"),
        (SetLine(4, (8, 8)), "4 × 8"),
        (SetLine(2, seconds=(30, 45)), "2 × 30–45 s"),
    ],
)
def test_a_line_in_words(line, text):
    assert line.text == text


@pytest.mark.parametrize(("index", "place"), [(0, 0), (1, 1), (3, 1), (4, 1), (9, 1)])
def test_each_set_stands_in_a_line_and_one_more_in_the_last(index, place):
    assert line_at((TOP, BACK), index) == (place, (TOP, BACK)[place])
    assert line_at((), index) is None


@pytest.mark.parametrize(
    ("sets", "comes_to"), [(1, [1]), (2, [1, 1]), (4, [1, 3]), (6, [1, 5]), (0, [])]
)
def test_fewer_sets_leave_the_first_and_more_are_like_the_last(sets, comes_to):
    assert [line.sets for line in with_sets((TOP, BACK), sets) if sets] == comes_to


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((TOP,), "last_time"),
        ((TOP, BACK), "top_set"),
        ((SetLine(10, (1, 50)),), "last_time"),
        ((SetLine(1, (5, 5)),) * 5, "last_time"),
        ((SetLine(3, (5, 5), percent=30),), "percent"),
        ((SetLine(1, (1, 1), percent=100),), "percent"),
        ((TOP, replace(BACK, percent=50)), "top_set"),
        ((TOP, replace(BACK, percent=100)), "top_set"),
        ((FIXED,), "fixed"),
        ((SetLine(3, seconds=(1, 900)),), "last_time"),
        ((SetLine(3, seconds=(30, 30), load=(20_000, "kg", "external")),), "fixed"),
        ((replace(TOP, target=(0, 0, 0)),), "last_time"),
        ((replace(TOP, target=(5, 5, 5)),), "last_time"),
    ],
    ids=str,
)
def test_what_can_be_trained(lines, rule):
    check_lines(lines, rule)


@pytest.mark.parametrize(
    ("lines", "rule", "says"),
    [
        ((), "last_time", "1 to 10 sets"),
        ((TOP,) * 6, "last_time", "at most 5 lines"),
        ((SetLine(0, (5, 5)), TOP), "last_time", "1 to 10 sets"),
        ((SetLine(8, (5, 5)), SetLine(3, (5, 5))), "last_time", "1 to 10 sets"),
        ((TOP,), "by feel", "choose where the load comes from"),
        ((TOP, SetLine(1, seconds=(30, 45))), "last_time", "not in both"),
        ((SetLine(1),), "last_time", "in reps or in seconds"),
        ((SetLine(1, (5, 5), (30, 45)),), "last_time", "in reps or in seconds"),
        ((SetLine(1, (0, 5)),), "last_time", "reps from 1 to 50"),
        ((SetLine(1, (6, 5)),), "last_time", "the fewest first"),
        ((SetLine(1, (6, 51)),), "last_time", "reps from 1 to 50"),
        ((SetLine(1, seconds=(0, 5)),), "last_time", "seconds from 1 to 900"),
        ((SetLine(1, seconds=(30, 901)),), "last_time", "seconds from 1 to 900"),
        ((SetLine(1, seconds=(31, 30)),), "last_time", "the fewest first"),
        ((replace(TOP, target=(2, 1, 3)),), "last_time", "low over aim to high"),
        ((replace(TOP, target=(1, 4, 3)),), "last_time", "low over aim to high"),
        ((replace(TOP, target=(1, 2, 6)),), "last_time", "0 to 5"),
        ((SetLine(1, seconds=(30, 45), target=(1, 2, 3)),), "last_time", "a timed set has no reps"),
        ((TOP,), "top_set", "needs a line of back-off sets"),
        ((TOP, replace(BACK, percent=None)), "top_set", "50 to 100 % of the top set"),
        ((TOP, replace(BACK, percent=49)), "top_set", "50 to 100 % of the top set"),
        ((TOP, replace(BACK, percent=101)), "top_set", "50 to 100 % of the top set"),
        ((replace(TOP, percent=90), BACK), "top_set", "goes by no percent"),
        ((TOP,), "percent", "30 to 100 % of the estimated 1RM"),
        ((replace(TOP, percent=29),), "percent", "30 to 100 % of the estimated 1RM"),
        ((replace(TOP, percent=101),), "percent", "30 to 100 % of the estimated 1RM"),
        ((SetLine(1, seconds=(30, 45), percent=60),), "percent", "timed sets have no estimate"),
        ((replace(TOP, percent=80),), "last_time", "goes by no percent"),
        ((TOP,), "fixed", "needs its weight"),
        ((FIXED, TOP), "fixed", "needs its weight"),
        ((FIXED,), "last_time", "goes by no fixed weight"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_trained(lines, rule, says):
    with pytest.raises(ValueError, match=says):
        check_lines(lines, rule)


def test_an_exercise_of_a_plan_comes_back_from_json_whatever_it_says():
    line = Line(
        7, "main", 1, 3, 5, 180, target=(2, 2, 3), target_by="Coach Ana", rule="top_set",
        more=(BACK,), superset=2, note="Pause.", substitutes=(8, 9),
    )  # fmt: skip
    assert Line.from_json(asdict(line)) == line
    assert line.with_lines(line.lines) == line
    held = Line(7, "isolation", 3, None, None, 60, seconds=(30, 45))
    assert Line.from_json(asdict(held)) == held
    fixed = Line(7, "main", 3, 6, 8, 90, rule="fixed", load=(60_000, "kg", "external"))
    assert Line.from_json(asdict(fixed)) == fixed


def test_what_was_kept_before_there_were_lines_is_read_as_one():
    """The state before the last change, as it was written until now."""
    kept = {"exercise": 7, "role": "main", "sets": 3, "bottom": 6, "top": 8, "rest": 120}
    assert Line.from_json(kept) == Line(7, "main", 3, 6, 8, 120)
