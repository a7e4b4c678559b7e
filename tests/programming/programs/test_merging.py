"""Two changes of one plan put together: what only one changed is as they have it."""

from dataclasses import replace

import pytest

from programming.programs.merging import (
    as_new,
    keyed_like,
    merged,
    paired_keys,
    signed,
    with_keys,
    with_targets_of,
)
from programming.programs.plans import Day, Line, Phase, Plan

BENCH = Line(1, "main", 3, 6, 8, 180)
CURL = Line(2, "isolation", 3, 8, 12, 60)
ROW = Line(3, "secondary", 3, 8, 12, 120)
A, B, C = Day(11, "A", (BENCH, CURL)), Day(12, "B", (ROW,)), Day(13, "C", (CURL,))
TARGET = (1, 2, 3)


def plan(*days: Day, **values) -> Plan:
    """A plan of one block with these workouts."""
    block = Phase(5, "Block", "mixed", 4, None, days)
    return replace(Plan("Mine", "beginner", "mixed", "gym", 3, (block,)), **values)


def with_lines(day: Day, *lines: Line) -> Day:
    return replace(day, lines=lines)


HARD = replace(BENCH, sets=5)
LONG = replace(CURL, rest=90)
EASY = replace(BENCH, sets=2)
BOTH = ((True, "theirs"), (False, "mine"))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "wanted"),
    [
        (plan(A), plan(A), plan(A), plan(A)),
        (plan(A), plan(A, days=4), plan(A), plan(A, days=4)),
        (plan(A), plan(A), plan(A, days=4), plan(A, days=4)),
        (plan(A), plan(A, days=4), plan(A, name="New"), plan(A, days=4, name="New")),
        # exercise by exercise
        (
            plan(A),
            plan(with_lines(A, HARD, CURL)),
            plan(with_lines(A, BENCH, LONG)),
            plan(with_lines(A, HARD, LONG)),
        ),
        # as a whole, where one has other exercises
        (plan(A), plan(with_lines(A, BENCH, CURL, ROW)), plan(A), plan(with_lines(A, BENCH, CURL, ROW))),
        # workouts added, taken out, moved
        (plan(A), plan(A, B), plan(A), plan(A, B)),
        (plan(A), plan(A, B), plan(A, C), plan(A, C, B)),
        (plan(A, B), plan(A), plan(A, B), plan(A)),
        (plan(A, B), plan(A, B), plan(A), plan(A)),
        (plan(A, B), plan(B, A), plan(A, B), plan(B, A)),
        (plan(A, B), plan(A, B), plan(B, A), plan(B, A)),
        (plan(A, B), plan(B, A), plan(with_lines(A, HARD, CURL), B), plan(B, with_lines(A, HARD, CURL))),
        # both the same
        (plan(A), plan(with_lines(A, HARD, CURL)), plan(with_lines(A, HARD, CURL)), plan(with_lines(A, HARD, CURL))),
        (plan(A, B), plan(A), plan(A), plan(A)),
    ],
)  # fmt: skip
def test_what_only_one_changed_is_as_they_have_it(base, theirs, mine, wanted):
    for prefers_theirs, _ in BOTH:
        found, both = merged(base, theirs, mine, prefers_theirs=prefers_theirs)
        workouts = {day.key: day for day in found.blocks[0].workouts}
        assert workouts == {day.key: day for day in wanted.blocks[0].workouts}
        assert replace(found, blocks=()) == replace(wanted, blocks=())
        assert both == ()
        if base.blocks[0].workouts[: len(wanted.blocks[0].workouts)] and len(workouts) <= 2:
            assert found == wanted


@pytest.mark.parametrize(("prefers_theirs", "whose"), BOTH)
def test_of_what_both_changed_the_preferred_stands_and_it_is_named(prefers_theirs, whose):
    theirs, mine = plan(with_lines(A, HARD, LONG)), plan(with_lines(A, EASY, CURL))

    found, both = merged(plan(A), theirs, mine, prefers_theirs=prefers_theirs)

    bench, curl = found.blocks[0].workouts[0].lines
    assert bench == (HARD if whose == "theirs" else EASY)
    assert curl == LONG
    assert both == ("A",)


@pytest.mark.parametrize(("prefers_theirs", "whose"), BOTH)
@pytest.mark.parametrize("is_removed_by", ["theirs", "mine"])
def test_what_one_changed_and_the_other_took_out_is_as_the_preferred_has_it(
    prefers_theirs, whose, is_removed_by
):
    changed = plan(A, with_lines(B, replace(ROW, sets=4)))
    theirs, mine = (plan(A), changed) if is_removed_by == "theirs" else (changed, plan(A))

    found, both = merged(plan(A, B), theirs, mine, prefers_theirs=prefers_theirs)

    is_there = [day.key for day in found.blocks[0].workouts] == [11, 12]
    assert is_there == (whose != is_removed_by)
    assert both == ("B",)


def test_an_easy_week_goes_with_its_weeks():
    base = plan(A)
    theirs = replace(base, blocks=(replace(base.blocks[0], weeks=6, deload_week=6),))
    mine = replace(base, blocks=(replace(base.blocks[0], weeks=3),))

    found, _ = merged(base, theirs, mine, prefers_theirs=False)

    assert (found.blocks[0].weeks, found.blocks[0].deload_week) == (3, None)


class TestKeys:
    def test_what_is_not_known_is_new(self):
        found = with_keys(plan(A, B), {5: 50}, {11: 110})

        assert found.blocks[0].key == 50
        assert [day.key for day in found.blocks[0].workouts] == [110, -12]
        assert [day.key for day in as_new(found).blocks[0].workouts] == [110, None]

    def test_keys_of_one_shape_are_paired(self):
        copy = keyed_like(plan(A, B).without_keys(), plan(replace(A, key=21), replace(B, key=22)))

        assert paired_keys(plan(A, B), copy) == ({5: 5}, {11: 21, 12: 22})


class TestTargets:
    aimed = replace(BENCH, target=TARGET)

    def test_a_changed_one_is_signed_and_a_kept_one_is_as_it_was(self):
        before = plan(with_lines(A, BENCH, replace(CURL, target=TARGET)))
        after = plan(with_lines(A, self.aimed, replace(CURL, target=TARGET, rest=30)))

        bench, curl = signed(before, after, "Cleo").blocks[0].workouts[0].lines

        assert (bench.target_by, curl.target_by) == ("Cleo", "")

    def test_one_taken_off_is_nobodys(self):
        before = plan(with_lines(A, replace(self.aimed, target_by="Ivo")))

        after = signed(before, plan(with_lines(A, BENCH)), "Cleo")

        assert after.blocks[0].workouts[0].lines[0].target_by == ""

    def test_it_goes_with_its_exercise(self):
        before = plan(with_lines(A, replace(self.aimed, target_by="Ivo"), CURL))

        moved = signed(before, plan(with_lines(A, CURL, self.aimed)), "Cleo")

        assert [line.target_by for line in moved.blocks[0].workouts[0].lines] == ["", "Ivo"]

    def test_without_the_right_they_stay(self):
        before = plan(with_lines(A, self.aimed, CURL))
        after = plan(with_lines(A, replace(BENCH, sets=5), replace(CURL, target=TARGET)))

        bench, curl = with_targets_of(before, after).blocks[0].workouts[0].lines

        assert (bench.sets, bench.target, curl.target) == (5, TARGET, None)
