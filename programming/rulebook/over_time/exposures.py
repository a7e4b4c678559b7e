"""The log by exercise and session: what sections 4.2, 8 and 9 compare (rulebook 1, exposure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programming.rulebook.one_set.estimates import exact_e1rm
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.vocabulary import ReadinessState


@dataclass(frozen=True, slots=True)
class Exposure:
    """A session with a working set of an exercise, and those sets in order (rulebook 1)."""

    exercise: Identity
    session: Identity
    day: date
    sets: tuple[LoggedSet, ...]

    @property
    def is_evidence(self) -> bool:
        """Whether sections 8 and 9 read it: they leave out red days and deloads (rulebook 1)."""
        last = self.sets[-1]
        return last.readiness is not ReadinessState.RED and not last.is_deload

    @property
    def has_pain(self) -> bool:
        """Whether the lifter marked pain on the exercise in the session."""
        return any(done.has_pain for done in self.sets)

    @property
    def exact_e1rm(self) -> int | None:
        """The session e1RM in sixtieths of the unit, unrounded; None without one (rulebook 7)."""
        return max((exact_e1rm(done) or 0 for done in self.sets), default=0) or None


def exposures(history: Iterable[LoggedSet]) -> dict[Identity, tuple[Exposure, ...]]:
    """Return each exercise's exposures in time order, red days and deloads among them."""
    grouped: dict[Identity, dict[Identity, list[LoggedSet]]] = {}
    for done in history:
        if done.counts and not done.is_slip:
            grouped.setdefault(done.exercise, {}).setdefault(done.session, []).append(done)
    return {
        exercise: tuple(
            Exposure(exercise, session, sets[0].day, tuple(sets))
            for session, sets in sessions.items()
        )
        for exercise, sessions in grouped.items()
    }


def exposures_of(history: Iterable[LoggedSet], exercise: Identity) -> tuple[Exposure, ...]:
    """Return one exercise's exposures in time order, red days and deloads left out.

    This is what sections 8 and 9 read; `exposures` has them all.
    """
    all_of_it = exposures(done for done in history if done.exercise == exercise)
    return tuple(one for one in all_of_it.get(exercise, ()) if one.is_evidence)


def reference_e1rm(before: Sequence[Exposure]) -> int | None:
    """Return the reference e1RM in sixtieths of the unit, exactly (rulebook 9).

    before: the exposures before the ones judged, in time order. The median of the last 5
    with an estimate, red days and deloads passed over; None with fewer.
    """
    wanted = rule("reference").numbers["exposures"]
    found: list[int] = []
    for one in reversed(before):
        value = one.exact_e1rm if one.is_evidence else None
        if value is not None:
            found.append(value)
        if len(found) == wanted:
            return sorted(found)[wanted // 2]
    return None


def week_of(day: date) -> date:
    """Return the Monday of a day's week (rulebook 1)."""
    return day - timedelta(days=day.weekday())
