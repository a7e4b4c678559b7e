"""Rulebook section 7: what the next session of an exercise has to beat, in a few numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from programming.rulebook.one_set.estimates import epley_parts, estimated_1rm
from programming.rulebook.one_set.performed import Effort, is_same_load
from programming.rulebook.over_time.history import LoggedSet
from programming.rulebook.words.vocabulary import EndedBy

Mark = tuple[int | None, int]
"""A load as records compare it, None for none known, and reps."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last records of load, estimate and volume were set with (rulebook 7).

    A load counts as heavier only beyond *same load*. So more that comes of such a load alone, as
    of a switch of unit, is no record, and small steps add up against the last one that was.
    heaviest: the load. e1rm_load, e1rm_reps: of the set, its reps to failure. volume, volume_reps:
    of the session. None and 0 where there was none yet.
    """

    heaviest: int | None = None
    e1rm_load: int = 0
    e1rm_reps: float = 0
    volume: int = 0
    volume_reps: int = 0


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
    standing: Standing = field(default_factory=Standing)

    @property
    def heaviest(self) -> int | None:
        """The heaviest load, None for none."""
        return max((load for load, _ in self.marks if load is not None), default=None)

    def most_reps(self, load: int | None) -> int | None:
        """The most reps at a load, the same or a heavier one; None: the most without; or None."""
        known = (
            reps
            for other, reps in self.marks
            if (other is None) is (load is None)
            and (load is None or other is None or other >= load or is_same_load(load, other))
        )
        return max(known, default=None)

    def most_left(self, load: int | None, reps: int) -> float | None:
        """The most RIR that was rated at the same load and reps; None for none."""
        known = (
            left
            for (other, count), left in self.marks.items()
            if left is not None and count == reps and is_same_load(load, other)
        )
        return max(known, default=None)

    def is_heaviest(self, load: int | None) -> bool:
        """Whether a load is a record: above all before, and heavier than the last record."""
        if load is None or (self.heaviest is not None and load <= self.heaviest):
            return False
        return not is_same_load(load, self.standing.heaviest)

    def is_best_e1rm(self, done: Effort) -> bool:
        """Whether a set's e1RM is a record, and not by a load alone that is the same."""
        exact, last = e1rm_to_beat(done), self.standing
        if exact is None or exact <= self.e1rm:
            return False
        return reps_to_beat(done) > last.e1rm_reps or not is_same_load(done.load, last.e1rm_load)

    def is_most_volume(self, volume: int, reps: int) -> bool:
        """Whether a session's load × reps is a record, and not by a load alone that is the same."""
        last = self.standing
        if volume <= self.volume:
            return False
        # Means of the load, multiplied out: whole numbers compare exactly.
        return reps > last.volume_reps or not is_same_load(
            volume * last.volume_reps, last.volume * reps
        )

    def _reps_from(self, load: int | None) -> Iterator[int]:
        return (
            reps
            for other, reps in self.marks
            if (other is None) is (load is None)
            and (load is None or other is None or other >= load)
        )

    def adds(self, load: int | None, reps: int, left: float | None) -> bool:
        """Whether a set there is one more thing to beat."""
        if (load, reps) in self.marks:
            before = self.marks[load, reps]
            return left is not None and (before is None or left > before)
        return left is not None or reps > max(self._reps_from(load), default=0)


def can_be_a_record(done: Effort) -> bool:
    """Return whether a set can set a record and has to be beaten (rulebook 7).

    A working set with reps that did not end in technical failure, and is no slip that is not
    confirmed yet.
    """
    if done.is_slip:
        return False
    return done.counts and done.reps > 0 and done.ended_by != EndedBy.TECHNICAL_FAILURE


def reps_to_beat(done: Effort) -> float:
    """Return a set's reps to failure, RIR not told counted as 0."""
    return done.reps + (done.good_reps_left or 0)


def e1rm_to_beat(done: Effort) -> int | None:
    """Return a set's e1RM in sixtieths of the unit, RIR not told counted as 0; None if refused."""
    left = done.good_reps_left or 0
    if not done.load or estimated_1rm(done.load, done.reps, left).refused:
        return None
    return done.load * epley_parts(done.reps + left)[0]


def best_by_e1rm(sets: Sequence[LoggedSet]) -> LoggedSet:
    """Return the first set with the best e1RM, a rated one before an equal that is not."""
    return max(sets, key=lambda one: (e1rm_to_beat(one) or 0, one.rated_rir is not None))


def volume_of(sets: Iterable[LoggedSet]) -> tuple[int, int]:
    """Return load × reps of a session's sets, and the reps it was done with."""
    loaded = [one for one in sets if one.load]
    return sum((one.load or 0) * one.reps for one in loaded), sum(one.reps for one in loaded)


def bests_after(bests: ExerciseBests, sets: Iterable[LoggedSet]) -> ExerciseBests:
    """Return what is to be beaten after one more session of the exercise (rulebook 7).

    sets: the exercise's sets in that session; what cannot be a record is passed over. A long
    log is read session by session and never again.
    """
    able = [done for done in sets if can_be_a_record(done)]
    if not able:
        return bests
    marks = dict(bests.marks)
    after = ExerciseBests(marks=marks)
    for done in able:
        load = done.compared_load
        # Effort is compared at a load alone.
        left = None if load is None else done.rated_rir
        if after.adds(load, done.reps, left):
            marks[load, done.reps] = left
    volume, reps = volume_of(able)
    best = max(e1rm_to_beat(done) or 0 for done in able)
    return ExerciseBests(
        max(bests.e1rm, best),
        max(bests.volume, volume),
        marks,
        _standing(bests, able, volume, reps),
    )


def _standing(bests: ExerciseBests, able: Sequence[LoggedSet], volume: int, reps: int) -> Standing:
    """What records stand after a session's sets."""
    last = bests.standing
    loads = [done.compared_load for done in able if done.compared_load is not None]
    heaviest = max(loads, default=None)
    best = best_by_e1rm(able)
    is_best, is_most = bests.is_best_e1rm(best), bests.is_most_volume(volume, reps)
    return Standing(
        heaviest if bests.is_heaviest(heaviest) else last.heaviest,
        (best.load or 0) if is_best else last.e1rm_load,
        reps_to_beat(best) if is_best else last.e1rm_reps,
        volume if is_most else last.volume,
        reps if is_most else last.volume_reps,
    )
