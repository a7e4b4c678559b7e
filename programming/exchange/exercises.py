"""The exercises of a plan as another lifter knows them: the catalogue's, else their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser

from programming.catalogue.entries import current_release, entries, exercise_named
from programming.catalogue.own import create_own_exercise, own_entries
from programming.loads import LoadKind
from programming.models import CatalogueRelease, RiskEntry
from programming.names import normalised
from programming.programs.plans import Line, Plan

# Who set a target by hand in a plan that was taken over; a name is nobody's to pass on.
AUTHOR = "the program's author"
# More of them at once is no program somebody trains, but a list.
MOST_MADE = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """An exercise by what it is called: `slug` is the catalogue's, empty for one of somebody's own.

    What it moves is told for those alone; what failing it costs nobody is told, since it is its
    owner's answer.
    """

    name: str
    slug: str = ""
    is_compound: bool = True
    primary_muscles: tuple[str, ...] = ()
    load_kind: str = LoadKind.EXTERNAL
    is_unilateral: bool = False

    @classmethod
    def of(cls, entry: RiskEntry) -> Reference:
        """What an exercise is called."""
        if entry.exercise.owner_id is None:
            return cls(entry.name, entry.exercise.slug)
        return cls(
            entry.name,
            "",
            entry.is_compound,
            tuple(entry.primary_muscles),
            entry.load_kind,
            entry.is_unilateral,
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """Whom each reference names for a lifter, and the names that were made their own for it."""

    exercises: Mapping[Reference, int]
    made: tuple[str, ...]


def taken_by(lifter: AbstractBaseUser, references: Iterable[Reference]) -> Taken:
    """The exercises as the lifter has them: by the catalogue's slug or name, else their own by name.

    One they do not have becomes their own, of unknown risk until they answer (rulebook 3). Hold the
    lifter: two at once must not make it twice. Raises `ValueError` with a sentence where a name
    cannot be one.
    """
    release = current_release()
    slugs = {one.exercise.slug: key for key, one in entries(release.pk).items()}
    own: dict[str, int] | None = None
    found: dict[Reference, int] = {}
    made: list[str] = []
    for one in references:
        if one in found:
            continue
        known = slugs.get(one.slug) if one.slug else None
        known = known or _catalogued(one.name, release)
        if known is None:
            if own is None:
                own = {normalised(row.name): row.exercise_id for row in own_entries(lifter)}
            known = own.get(normalised(one.name))
        if known is None:
            if len(made) >= MOST_MADE:
                raise ValueError(
                    f"More than {MOST_MADE} exercises would be new to you. Use names you have."
                )
            entry = create_own_exercise(
                lifter,
                one.name,
                is_compound=one.is_compound,
                primary_muscles=one.primary_muscles,
                load_kind=one.load_kind,
                is_unilateral=one.is_unilateral,
            )
            known = entry.exercise_id
            made.append(entry.name)
            if own is not None:
                own[normalised(entry.name)] = known
        found[one] = known
    return Taken(found, tuple(made))


def _catalogued(name: str, release: CatalogueRelease) -> int | None:
    entry = exercise_named(name, release)
    return None if entry is None else entry.exercise_id


def exercises_in(plan: Plan) -> list[int]:
    """Every exercise of a plan, its substitutes too, in the order in which they come."""
    found = [
        key
        for block in plan.blocks
        for day in block.workouts
        for line in day.lines
        for key in (line.exercise, *line.substitutes)
    ]
    return list(dict.fromkeys(found))


def with_exercises(plan: Plan, known: Mapping[int, int]) -> Plan:
    """The plan with other exercises in the places of its own, by their keys; as new.

    A target set by hand is its author's.
    """

    def changed(line: Line) -> Line:
        exercise = known[line.exercise]
        # Two of somebody's may be one of another's: no exercise stands in for itself.
        others = dict.fromkeys(known[one] for one in line.substitutes)
        substitutes = tuple(one for one in others if one != exercise)
        is_by_hand = any(one.target is not None for one in line.lines)
        return replace(
            line,
            exercise=exercise,
            substitutes=substitutes,
            target_by=AUTHOR if is_by_hand else "",
        )

    plan = plan.without_keys()
    return replace(
        plan,
        blocks=tuple(
            replace(
                block,
                workouts=tuple(
                    replace(day, lines=tuple(map(changed, day.lines))) for day in block.workouts
                ),
            )
            for block in plan.blocks
        ),
    )
