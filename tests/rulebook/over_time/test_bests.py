"""Section 7: what has to be beaten is kept in a few numbers."""

import pytest

from programming.rulebook import ExerciseBests, bests_after, records_against
from tests.rulebook.logs import logged


def test_what_is_outdone_in_every_way_is_not_kept():
    outdone = [logged(reps=reps, load=load, rir=None) for reps, load in ((5, 30_000), (8, 25_000))]
    bests = bests_after(ExerciseBests(), [logged(rir=None), *outdone])

    assert bests.marks == {(30_000, 8): None}
    assert (bests.heaviest, bests.most_reps(20_000), bests.most_reps(30_001)) == (30_000, 8, 8)
    assert bests.most_reps(31_000) is None


def test_effort_is_kept_at_each_load_and_count_of_reps():
    sets = [logged(rir=1), logged(rir=3), logged(rir=2), logged(reps=5, rir=4), logged(rir=None)]
    bests = bests_after(ExerciseBests(), sets)

    assert bests.marks == {(30_000, 8): 3, (30_000, 5): 4}
    assert bests.most_left(30_500, 8) == 3
    assert bests.most_left(31_000, 8) is None
    assert bests.most_left(30_000, 6) is None


def test_a_rated_set_says_more_than_an_unrated_one_before_it():
    bests = bests_after(ExerciseBests(), [logged(rir=None), logged(rir=0)])

    assert bests.marks == {(30_000, 8): 0}


@pytest.mark.parametrize("load", [None, 0])
def test_without_a_load_reps_alone_are_kept(load):
    bests = bests_after(ExerciseBests(), [logged(load=load), logged(load=load, reps=6)])

    assert bests == ExerciseBests(marks={(None, 8): None})
    assert bests.most_left(None, 8) is None
    assert bests.most_reps(None) == 8
    assert bests.most_reps(10) is None
    assert bests.heaviest is None


def test_a_grind_leaves_nothing_to_be_beaten():
    assert bests_after(ExerciseBests(), [logged(ended_by="technical_failure")]) == ExerciseBests()
    assert records_against(ExerciseBests(), []).reasons == ()


def test_an_estimate_that_is_refused_leaves_the_best_as_it_was():
    bests = bests_after(ExerciseBests(), [logged()])

    assert bests.e1rm == 30_000 * 80
    assert bests_after(bests, [logged(1, rir=5)]).e1rm == bests.e1rm
