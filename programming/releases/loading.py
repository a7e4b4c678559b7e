"""Writes the reviewed data files: a changed exercise file becomes a new release.

Releases are never written to again: sessions point to the one they started with. What admins
changed in theirs stays when a new file comes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from programming.datafiles import ExerciseFile, ExerciseRow, ProgramRow, WorkoutRow
from programming.models import (
    Alias,
    Block,
    CatalogueRelease,
    Exercise,
    PlannedExercise,
    PlannedSubstitute,
    Program,
    Workout,
)
from programming.releases.announced import program_changes
from programming.releases.changes import Facts, changes_of, entries_of, facts_of
from programming.releases.publish import fill, in_force, put_in_force

# The workouts of a block, each with its exercises and the keys of their substitutes by rank.
Planned = list[tuple[Workout, list[tuple[PlannedExercise, tuple[int, ...]]]]]

_REASON = "Loaded from the reviewed data file."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: `release` is None where the exercise file had not changed."""

    release: CatalogueRelease | None
    programs_written: int
    programs_removed: int


def load(exercises: ExerciseFile, programs: Sequence[ProgramRow]) -> Loaded:
    """Publish the exercises where their file changed, and make the ready-made programs the file's.

    All or nothing. The file is compared with the last one loaded: a release that an admin
    published since then stays in force until the file itself changes, and what was changed in it
    stays after that.
    """
    try:
        return _load(exercises, programs)
    except IntegrityError:
        # Another machine was loading the same; what it wrote is there now.
        return _load(exercises, programs)


@transaction.atomic
def _load(exercises: ExerciseFile, programs: Sequence[ProgramRow]) -> Loaded:
    last = CatalogueRelease.objects.published().exclude(digest="").first()
    changed = last is None or last.digest != exercises.digest
    release = _publish(exercises) if changed else None
    written, removed = _write_programs(programs)
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


def _write_programs(rows: Sequence[ProgramRow]) -> tuple[int, int]:
    """Write the ready-made programs that differ; how many, and how many are gone.

    A workout is known by its slug: it keeps its key, and so what was logged of it, also where it
    moved to another program. Before what is trained in a program changes, or it goes, whoever is in the middle of
    it is told (`program_changes`).
    """
    gone = {
        program.slug: program
        for program in Program.objects.filter(owner=None).prefetch_related(
            "blocks__workouts__planned__substitutes"
        )
    }
    exercises = _exercises({slug for one in _workouts(rows) for slug in one.slugs})
    changed: list[tuple[Program | None, Program, list[tuple[Block, Planned]]]] = []
    for row in rows:
        old = gone.pop(row.program.slug, None)
        wanted = [(block, _wanted(listed, exercises)) for block, listed in row.blocks]
        if old is None or _facts(old, _as_stored(old)) != _facts(row.program, wanted):
            changed.append((old, row.program, wanted))
    touched = [*gone.values(), *(old for old, _, _ in changed if old is not None)]
    workouts = {
        one.slug: one
        for program in touched
        for block in program.blocks.all()
        for one in block.workouts.all()
    }
    blocks = {
        (program.slug, block.position): block
        for program in touched
        for block in program.blocks.all()
    }
    stay = {workout.slug for _, _, wanted in changed for _, plans in wanted for workout, _ in plans}
    program_changes.send(
        Program,
        changed=[
            old
            for old, program, wanted in changed
            if old is not None and _trained(old, _as_stored(old)) != _trained(program, wanted)
        ],
        gone=list(gone.values()),
        workouts=[one.pk for slug, one in workouts.items() if slug not in stay],
    )
    for old, program, wanted in changed:
        program.pk = old.pk if old else None
        program.save()
        for block, planned in wanted:
            block.program = program
            _write_block(block, planned, blocks.pop((program.slug, block.position), None), workouts)
    # Only now, when every workout that is wanted stands where it belongs.
    Workout.objects.filter(pk__in=[one.pk for one in workouts.values()]).delete()
    Block.objects.filter(pk__in=[one.pk for one in blocks.values()]).delete()
    Program.objects.filter(pk__in=[one.pk for one in gone.values()]).delete()
    return len(changed), len(gone)


def _write_block(
    block: Block, planned: Planned, old: Block | None, workouts: dict[str, Workout]
) -> None:
    """Write a block over `old`, and its workouts over those of the same slug, taken out of `workouts`."""
    block.pk = old.pk if old else None
    block.save()
    for workout, plans in planned:
        before = workouts.pop(workout.slug, None)
        workout.pk = before.pk if before else None
        workout.block = block
        workout.save()
        workout.planned.all().delete()
        for plan, _ in plans:
            plan.workout = workout
        written = PlannedExercise.objects.bulk_create(plan for plan, _ in plans)
        PlannedSubstitute.objects.bulk_create(
            PlannedSubstitute(planned=plan, exercise_id=exercise, rank=rank)
            for plan, (_, substitutes) in zip(written, plans, strict=True)
            for rank, exercise in enumerate(substitutes, start=1)
        )


def _workouts(rows: Sequence[ProgramRow]) -> list[WorkoutRow]:
    return [one for row in rows for _, listed in row.blocks for one in listed]


def _wanted(listed: Sequence[WorkoutRow], exercises: dict[str, Exercise]) -> Planned:
    wanted: Planned = []
    for one in listed:
        plans = []
        for (slug, plan), substitutes in zip(one.planned, one.substitutes, strict=True):
            plan.exercise = exercises[slug]
            plans.append((plan, tuple(exercises[other].pk for other in substitutes)))
        wanted.append((one.workout, plans))
    return wanted


def _as_stored(program: Program) -> list[tuple[Block, Planned]]:
    return [
        (
            block,
            [
                (one, [_with_substitutes(plan) for plan in one.planned.all()])
                for one in block.workouts.all()
            ],
        )
        for block in program.blocks.all()
    ]


def _with_substitutes(plan: PlannedExercise) -> tuple[PlannedExercise, tuple[int, ...]]:
    return plan, tuple(other.exercise_id for other in plan.substitutes.all())


def _trained(program: Program, blocks: Iterable[tuple[Block, Planned]]) -> list[dict[str, object]]:
    """What of a program is trained, without the words about it."""
    about, *facts = _facts(program, blocks)
    return [{"days": about["days"]}, *facts]


def _facts(program: Program, blocks: Iterable[tuple[Block, Planned]]) -> list[dict[str, object]]:
    """Everything a program says, without the keys it is stored under."""
    facts = [model_to_dict(program, exclude=["id", "owner"])]
    for block, workouts in blocks:
        facts.append(model_to_dict(block, exclude=["id", "program"]))
        for workout, planned in workouts:
            facts.append(model_to_dict(workout, exclude=["id", "block"]))
            facts += (
                model_to_dict(plan, exclude=["id", "workout"]) | {"substitutes": substitutes}
                for plan, substitutes in planned
            )
    return facts
