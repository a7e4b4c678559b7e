"""What the names of a file mean: what was said before, then exactly, else nothing but suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from logbook.acts.imported_entries import BroughtExercise
from logbook.log.imports import remembered_names
from logbook.models import User
from logbook.pages.transfer.formats.values import Reading
from programming.catalogue.entries import (
    alias_state,
    current_release,
    entries_for,
    exercises_named,
)
from programming.catalogue.own import names_taken_over, own_entries
from programming.catalogue.search import search_in
from programming.catalogue.search_index import own_rows
from programming.catalogue.spellings import exercises_spelled
from programming.loads import LoadKind
from programming.models import RiskEntry
from programming.names import normalised

MOST_SUGGESTIONS = 5


def names_in(reading: Reading) -> Counter[str]:
    """The names under which the file has sets, with how many."""
    return Counter(done.exercise for session in reading.sessions for done in session.sets)


def meanings(
    lifter: User, reading: Reading, answers: Mapping[str, int] | None = None
) -> dict[str, BroughtExercise]:
    """What each name of the file means to the lifter, in a handful of queries.

    `answers` are exercises by compared name, said just now; they and what was said at an earlier
    import go before the catalogue, which is asked exactly but for spelling (rulebook 3: no name is
    guessed at).
    """
    names, release = list(names_in(reading)), current_release()
    said = {**remembered_names(lifter, reading.source), **(answers or {})}
    known = _entries(lifter, said.values())
    exactly = exercises_named(names, release, reading.source)
    own = {normalised(entry.name): entry for entry in own_entries(lifter)}
    taken_over = names_taken_over(lifter)
    # An own exercise the catalogue has by now is the catalogue's.
    known |= _entries(lifter, taken_over.values())
    spelled = exercises_spelled(names, release, reading.source)
    kinds = _kinds(reading)
    found = {}
    for name in names:
        key = normalised(name)
        entry = known.get(said[key]) if key in said else None
        entry = entry or exactly.get(name) or own.get(key) or known.get(taken_over.get(key, 0))
        entry = entry or spelled.get(name)
        found[name] = BroughtExercise(
            name,
            entry,
            kinds.get(name, LoadKind.EXTERNAL),
            is_matched=entry is not None and entry.release_id is not None,
        )
    return found


def _entries(lifter: User, exercise_ids: Iterable[int]) -> dict[int, RiskEntry]:
    """The entries that still are the lifter's or the catalogue's."""
    release, found = current_release(), {}
    wanted = set(exercise_ids)
    try:
        return entries_for(wanted, release, lifter)
    except KeyError as gone:
        found = entries_for(wanted - set(gone.args), release, lifter)
    return found


def _kinds(reading: Reading) -> dict[str, str]:
    """What the numbers under a name mean: our own file says; one below 0 is taken off."""
    found: dict[str, str] = {}
    for done in (one for session in reading.sessions for one in session.sets):
        if done.own is not None:
            # A set without load says the least.
            if found.get(done.exercise, LoadKind.BODYWEIGHT) == LoadKind.BODYWEIGHT:
                found[done.exercise] = done.own.load_kind
        elif done.milli is not None and done.milli < 0:
            found[done.exercise] = LoadKind.ASSISTED
    return found


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that means nothing yet, how many sets it has, and what it may mean, the likeliest first."""

    name: str
    sets: int
    suggestions: tuple[RiskEntry, ...]


def unknown_names(
    lifter: User, reading: Reading, exercises: Mapping[str, BroughtExercise], most: int
) -> list[Unknown]:
    """The names that mean nothing yet, those with most sets first; four queries, however many."""
    release, aliases, own = current_release(), alias_state(), tuple(own_rows(lifter))
    unknown = (
        (name, sets)
        for name, sets in names_in(reading).most_common()
        if exercises[name].entry is None
    )
    return [
        Unknown(
            name,
            sets,
            tuple(search_in(name, release.pk, aliases, own, limit=MOST_SUGGESTIONS)),
        )
        for name, sets in islice(unknown, most)
    ]
