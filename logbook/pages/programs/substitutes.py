"""What may be done in a planned exercise's place, as the editor lists it: up to five, the best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from logbook.models import User
from logbook.pages.programs.beside import with_line
from programming.catalogue.entries import current_release, entries_for
from programming.models import CatalogueRelease, RiskEntry, Workout
from programming.models.workouts import MOST_SUBSTITUTES
from programming.programs.editing import moved
from programming.programs.plans import Day, Line, RefusedEditError


@dataclass(frozen=True, slots=True)
class Substitutes:
    """A planned exercise and those that may take its place, by rank."""

    planned: RiskEntry
    ranked: list[RiskEntry]

    @property
    def is_full(self) -> bool:
        """Whether no further one fits."""
        return len(self.ranked) >= MOST_SUBSTITUTES


def substitutes_of(lifter: User, line: Line) -> Substitutes:
    """The exercises of a line, in one query at most."""
    found = entries_for([line.exercise, *line.substitutes], current_release(), lifter)
    return Substitutes(found[line.exercise], [found[one] for one in line.substitutes])


def substitute_names(
    lifter: User, release: CatalogueRelease, workouts: Sequence[Workout]
) -> dict[int, str]:
    """The names of all substitutes in these workouts: in one query where one is the lifter's own."""
    wanted = {
        other.exercise_id
        for workout in workouts
        for one in workout.planned.all()
        for other in one.substitutes.all()
    }
    if not wanted:
        return {}
    return {key: one.name for key, one in entries_for(wanted, release, lifter).items()}


def changed_in(
    day: Day, place: int, exercise: int, change: Callable[[tuple[int, ...]], tuple[int, ...]]
) -> Day:
    """The workout with other substitutes for the exercise at `place`.

    Raises `RefusedEditError` where another exercise stands there by now.
    """
    if not (0 <= place < len(day.lines) and day.lines[place].exercise == exercise):
        raise RefusedEditError("This workout was changed elsewhere since. Choose again.")
    return with_line(day, place, lambda line: replace(line, substitutes=change(line.substitutes)))


def added(ranked: tuple[int, ...], exercise: int) -> tuple[int, ...]:
    """With one more, last; one that is listed stays where it is."""
    return ranked if exercise in ranked else (*ranked, exercise)


def raised(ranked: tuple[int, ...], exercise: int) -> tuple[int, ...]:
    """With one a rank up; one that is not listed changes nothing."""
    return moved(ranked, ranked.index(exercise), -1) if exercise in ranked else ranked


def without(ranked: tuple[int, ...], exercise: int) -> tuple[int, ...]:
    """Without one."""
    return tuple(one for one in ranked if one != exercise)


STEPS = {"add": added, "up": raised, "remove": without}
"""What the page's buttons do, by their names."""
