"""Rulebook section 7: what the next session of an exercise has to beat, in a few numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from programming.rulebook.one_set.estimates import epley_parts, estimated_1rm
from programming.rulebook.one_set.performed import Effort, is_same_load
from programming.rulebook.over_time.history import LoggedSet
from programming.rulebook.words.vocabulary import EndedBy

Mark = tuple[int, int]
"""A load in whole units of the caller's, 0 for none known, and reps."""


@dataclass(frozen=True, slots=True)
class ExerciseBests:
    """All sessions of an exercise so far, as far as a record has to beat them (rulebook 7).

    e1rm: the best, in sixtieths of the unit, RIR not told counted as 0; volume: the most
    load × reps of a session; both 0 for none. marks: by load and reps the most RIR that was
    rated there, None where none was. A mark another one outdoes in every way is left out.
    """

    e1rm: int = 0
    volume: int = 0
    marks: Mapping[Mark, float | None] = field(default_factory=dict)

    @property
    def heaviest(self) -> int:
        """The heaviest load, 0 for none."""
        return max((load for load, _ in self.marks), default=0)

    def most_reps(self, load: int) -> int | None:
        """The most reps at a load or a heavier one, without a load the most without; or None."""
        return max(self._reps_from(load), default=None)

    def most_left(self, load: int, reps: int) -> float | None:
        """The most RIR that was rated at the same load and reps; None for none."""
        known = (
            left
            for (other, count), left in self.marks.items()
            if left is not None and load and count == reps and is_same_load(load, other)
        )
        return max(known, default=None)

    def _reps_from(self, load: int) -> Iterator[int]:
        has_load = bool(load)
        return (reps for other, reps in self.marks if other >= load and bool(other) is has_load)

    def adds(self, load: int, reps: int, left: float | None) -> bool:
        """Whether a set there is one more thing to beat."""
        if (load, reps) in self.marks:
            before = self.marks[load, reps]
            return left is not None and (before is None or left > before)
        return left is not None or reps > max(self._reps_from(load), default=0)


def can_be_a_record(done: Effort) -> bool:
    """Return whether a set can set a record and has to be beaten (rulebook 7).

    A working set with reps that did not end in technical failure.
    """
    return done.counts and done.reps > 0 and done.ended_by != EndedBy.TECHNICAL_FAILURE


def e1rm_to_beat(done: Effort) -> int | None:
    """Return a set's e1RM in sixtieths of the unit, RIR not told counted as 0; None if refused."""
    left = done.good_reps_left or 0
    if not done.load or estimated_1rm(done.load, done.reps, left).refused:
        return None
    return done.load * epley_parts(done.reps + left)[0]


def bests_after(bests: ExerciseBests, sets: Iterable[LoggedSet]) -> ExerciseBests:
    """Return what is to be beaten after one more session of the exercise (rulebook 7).

    sets: the exercise's sets in that session; what cannot be a record is passed over. A long
    log is read session by session and never again.
    """
    marks = dict(bests.marks)
    after = ExerciseBests(marks=marks)
    e1rm, volume = bests.e1rm, 0
    for done in sets:
        if not can_be_a_record(done):
            continue
        load = done.load or 0
        volume += load * done.reps
        e1rm = max(e1rm, e1rm_to_beat(done) or 0)
        # Effort is compared at a load alone.
        left = done.rated_rir if load else None
        if after.adds(load, done.reps, left):
            marks[load, done.reps] = left
    return ExerciseBests(e1rm, max(bests.volume, volume), marks)
