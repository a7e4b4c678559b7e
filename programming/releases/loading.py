"""Writes the reviewed data files: a changed exercise file becomes a new release.

Releases are never written to again: sessions point to the one they started with. What admins
changed in theirs stays when a new file comes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from programming.datafiles import ExerciseFile, ExerciseRow, WorkoutRow
from programming.models import Alias, CatalogueRelease, Exercise, PlannedExercise, Workout
from programming.releases.changes import Facts, changes_of, entries_of, facts_of
from programming.releases.publish import fill, in_force, put_in_force

_REASON = "Loaded from the reviewed data file."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: `release` is None where the exercise file had not changed."""

    release: CatalogueRelease | None
    workouts_written: int
    workouts_removed: int


def load(exercises: ExerciseFile, workouts: Sequence[WorkoutRow]) -> Loaded:
    """Publish the exercises where their file changed, and make the ready-made workouts the file's.

    All or nothing. The file is compared with the last one loaded: a release that an admin
    published since then stays in force until the file itself changes, and what was changed in it
    stays after that.
    """
    try:
        return _load(exercises, workouts)
    except IntegrityError:
        # Another machine was loading the same; what it wrote is there now.
        return _load(exercises, workouts)


@transaction.atomic
def _load(exercises: ExerciseFile, workouts: Sequence[WorkoutRow]) -> Loaded:
    last = CatalogueRelease.objects.published().exclude(digest="").first()
    changed = last is None or last.digest != exercises.digest
    release = _publish(exercises) if changed else None
    written, removed = _write_workouts(workouts)
    return Loaded(release, written, removed)


def _publish(file: ExerciseFile) -> CatalogueRelease:
    exercises = _exercises(row.slug for row in file.rows)
    wanted = {exercises[row.slug].pk: facts_of(row.entry) for row in file.rows}
    current = in_force()
    draft = CatalogueRelease.objects.create(based_on=current, digest=file.digest)
    fill(draft, _with_what_admins_changed(wanted, current))
    _add_aliases(file.rows, exercises)
    return put_in_force(draft, by=None, reason=_REASON, now=timezone.now())


def _with_what_admins_changed(
    wanted: dict[int, Facts], current: CatalogueRelease | None
) -> dict[int, Facts]:
    """The file's content, but for what an admin ever changed: that stays as it is in force."""
    entries = entries_of(current)
    for release in CatalogueRelease.objects.published().filter(digest=""):
        for change in changes_of(release):
            now = entries.get(change.exercise_id)
            if now is None:
                wanted.pop(change.exercise_id, None)
            elif change.kind == "changed" and change.exercise_id in wanted:
                facts = facts_of(now)
                for one in change.fields:
                    wanted[change.exercise_id][one.field] = facts[one.field]
            else:
                wanted[change.exercise_id] = facts_of(now)
    return wanted


def _exercises(slugs: Iterable[str]) -> dict[str, Exercise]:
    """The catalogue's exercises by slug, the missing ones made."""
    wanted = list(slugs)
    known = set(Exercise.objects.filter(owner=None).values_list("slug", flat=True))
    Exercise.objects.bulk_create(Exercise(slug=slug) for slug in wanted if slug not in known)
    return {made.slug: made for made in Exercise.objects.filter(owner=None, slug__in=wanted)}


def _add_aliases(rows: Sequence[ExerciseRow], exercises: dict[str, Exercise]) -> None:
    """Add the file's aliases, moving one that named another exercise; an admin's own stay."""
    wanted = {
        (alias.name.lower(), alias.app): Alias(
            exercise=exercises[row.slug], name=alias.name, app=alias.app
        )
        for row in rows
        for alias in row.aliases
    }
    moved: list[int] = []
    for alias in Alias.objects.all():
        key = (alias.name.lower(), alias.app)
        if key in wanted and wanted[key].exercise_id == alias.exercise_id:
            del wanted[key]
        elif key in wanted:
            moved.append(alias.pk)
    Alias.objects.filter(pk__in=moved).delete()
    Alias.objects.bulk_create(wanted.values())


def _write_workouts(rows: Sequence[WorkoutRow]) -> tuple[int, int]:
    """Write the ready-made workouts that differ; how many, and how many are gone."""
    stored = {
        workout.slug: workout
        for workout in Workout.objects.filter(owner=None).prefetch_related("planned")
    }
    exercises = _exercises({slug for row in rows for slug, _ in row.planned})
    written = 0
    for row in rows:
        for slug, plan in row.planned:
            plan.exercise = exercises[slug]
        old = stored.pop(row.workout.slug, None)
        if old is not None and _facts(old, old.planned.all()) == _facts(
            row.workout, [plan for _, plan in row.planned]
        ):
            continue
        written += 1
        row.workout.pk = old.pk if old else None
        row.workout.save()
        if old is not None:
            old.planned.all().delete()
        for _, plan in row.planned:
            plan.workout = row.workout
        PlannedExercise.objects.bulk_create([plan for _, plan in row.planned])
    for gone in stored.values():
        gone.delete()
    return written, len(stored)


def _facts(workout: Workout, planned: Iterable[PlannedExercise]) -> list[dict[str, object]]:
    """Everything a workout says, without the keys it is stored under."""
    return [
        model_to_dict(workout, exclude=["id", "owner"]),
        *(model_to_dict(plan, exclude=["id", "workout"]) for plan in planned),
    ]
