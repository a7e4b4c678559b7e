"""One dumbbell or the pair: what the loads of a file are of, and what they are kept as.

Apps do not say. It is asked once of an app, and remembered with the import; a load is kept as the
lifter means it here (what was said of the exercise), else as the file does, which is then said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from logbook.acts.imported_entries import BroughtExercise
from logbook.advice.kit import is_by_the_piece
from logbook.choices import LoadOf
from logbook.log.imports import habits_of_load, last_report
from logbook.models import User
from logbook.pages.transfer.formats.values import Reading, Source


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """What the loads of dumbbells in a file are of: `said` now or before, empty where nobody did.

    `kept` is what each is kept as, by compared name; `sets` how many there are.
    """

    said: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    sets: int = 0

    def converted(self, key: str, milli: int) -> int:
        """A load in thousandths as it is kept for the exercise of this name."""
        kept = self.kept.get(key, self.said)
        if not self.said or kept == self.said:
            return milli
        # Of a pair that cannot be halved in thousandths the greater half.
        return milli * 2 if kept == LoadOf.PAIR else -(-milli // 2)

    @property
    def figures(self) -> dict[str, Any]:
        """What an import keeps of it, so that the same file means the same again."""
        if not self.said:
            return {}
        return {"dumbbells": self.said, "dumbbells_kept": dict(sorted(self.kept.items()))}


AS_WRITTEN = Dumbbells()


def dumbbells_in(
    lifter: User, reading: Reading, exercises: Mapping[str, BroughtExercise], said: str
) -> Dumbbells:
    """What the loads of dumbbells in this file are of; our own file says it otherwise."""
    if reading.source == Source.REPSTACK:
        return AS_WRITTEN
    pieces = {one.key: exercise_id for one, exercise_id in _pieces(exercises)}
    if not pieces:
        return AS_WRITTEN
    names = {name for name, one in exercises.items() if one.key in pieces}
    sets = sum(
        done.exercise in names and bool(done.milli) for one in reading.sessions for done in one.sets
    )
    before = last_report(lifter, reading.source.value)
    said = said or str(before.get("dumbbells") or "")
    if not sets or said not in LoadOf.values:
        return Dumbbells(sets=sets)
    then, habits = before.get("dumbbells_kept") or {}, habits_of_load(lifter)
    kept = {key: then.get(key) or habits.get(pk) or said for key, pk in pieces.items()}
    return Dumbbells(said, kept, sets)


def load_of_exercises(found: Dumbbells, exercises: Mapping[str, BroughtExercise]) -> dict[int, str]:
    """By exercise: what its loads were kept as."""
    return {pk: found.kept[one.key] for one, pk in _pieces(exercises) if one.key in found.kept}


def _pieces(
    exercises: Mapping[str, BroughtExercise],
) -> Iterator[tuple[BroughtExercise, int]]:
    """The exercises that take two dumbbells, or may."""
    for one in exercises.values():
        if one.entry is not None and is_by_the_piece(one.entry) and not one.entry.is_unilateral:
            yield one, one.entry.exercise_id
