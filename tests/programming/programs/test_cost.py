"""What a week of a block costs, counted by hand (rulebook 12)."""

import pytest

from programming.catalogue.entries import current_release, entries, exercise_named
from programming.models import PlannedExercise
from programming.programs.cost import weekly_sets
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


def planned(workout, name, sets, position=0):
    risk = exercise_named(name, current_release())
    assert risk is not None
    return PlannedExercise.objects.create(
        workout=workout,
        exercise_id=risk.exercise_id,
        position=position,
        role="main",
        sets=sets,
        reps_bottom=6,
        reps_top=8,
        rest_seconds=120,
    )


def week(block, days, release):
    return {one.muscle: one.sets for one in weekly_sets(block, days, entries(release.pk))}


def test_direct_sets_count_one_and_helping_ones_a_half(release, lifter):
    workout = an_own_workout(lifter)
    bench = planned(workout, "Barbell bench press", 3)
    risk = entries(release.pk)[bench.exercise_id]

    found = week(workout.block, 1, release)

    assert all(found[muscle] == 3 for muscle in risk.primary_muscles)
    helping = set(risk.secondary_muscles) - set(risk.primary_muscles)
    assert helping
    assert all(found[muscle] == 1.5 for muscle in helping)


def test_two_workouts_on_three_days_come_to_one_and_a_half_of_each(release, lifter):
    first = an_own_workout(lifter)
    second = type(first).objects.create(block=first.block, name="Other", position=1)
    planned(first, "Leg extension", 4)
    planned(second, "Cable fly", 2)

    found = week(first.block, 3, release)

    assert (found["quadriceps"], found["chest"]) == (6, 3)


@pytest.mark.parametrize(
    ("sets", "band"),
    [(3, "too few to see a difference"), (4, "productive"), (10, "typical target")],
)
def test_a_week_is_named_by_its_band(release, lifter, sets, band):
    workout = an_own_workout(lifter)
    planned(workout, "Leg extension", sets)
    (one,) = weekly_sets(workout.block, 1, entries(release.pk))
    assert (one.name, one.band_text) == ("Quadriceps", band)


def test_a_block_without_a_workout_costs_nothing(release, lifter):
    block = an_own_workout(lifter).block
    block.workouts.all().delete()
    assert weekly_sets(block, 3, entries(release.pk)) == []
