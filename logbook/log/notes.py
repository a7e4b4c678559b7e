"""Search in what a lifter wrote: notes of sessions, of exercises in them, and of sets.

What has a note lies in partial indexes that hold nothing else, in the order of the log. The notes
are read from there, the latest first, until a page is full: it is the one search whose cost follows
the number of notes. They are folded here, not by the engines, of which one knows no accents and
the other no small letters but English ones.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from heapq import merge
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from logbook.models import ExerciseHabit, SessionExercise, Set, TrainingSession, User
from logbook.models.querysets import AthleteQuerySet

PAGE_SIZE = 20
MOST_WORDS = 8
"""More words than this are not looked for: a note has to have all of them."""
_AT_ONCE = 500
# Letters that Unicode does not take apart, as they are typed where they are not on the keyboard.
_LIKE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})

Start = tuple[dt.datetime, int]


class Of(StrEnum):
    """What a note is on."""

    SESSION = "session"
    EXERCISE = "exercise"
    SET = "set"


_FIRST = {Of.SESSION: 0, Of.EXERCISE: 1, Of.SET: 2}


class Note(NamedTuple):
    """A note: where its session stands in the log, what it is on (`key` is that row's), its text."""

    started_at: dt.datetime
    session_id: int
    of: Of
    key: int
    text: str


class FoundNotes(NamedTuple):
    """The notes of a page, a session at a time, latest first; `next` is where the next one begins."""

    sessions: list[tuple[int, list[Note]]]
    next: Start | None


@lru_cache(maxsize=4096)
def _folded_letter(one: str) -> str:
    plain = unicodedata.normalize("NFKD", one.casefold())
    return "".join(part for part in plain if not unicodedata.combining(part)).translate(_LIKE)


def folded(text: str) -> str:
    """The text in small letters without accents, letter by letter."""
    return "".join(map(_folded_letter, text))


def words_of(query: str) -> tuple[str, ...]:
    """The words of a search, folded; each once."""
    return tuple(dict.fromkeys(filter(None, map(folded, query.split()))))[:MOST_WORDS]


def has_words(text: str, words: Iterable[str]) -> bool:
    """Whether a note has all the words, anywhere in it."""
    plain = folded(text)
    return all(word in plain for word in words)


def parts_of(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text cut where one of the words begins or ends, each part with whether it is one of them."""
    plain, begins = "", []
    for at, one in enumerate(text):
        letters = _folded_letter(one)
        begins += [at] * len(letters)
        plain += letters
    is_hit = [False] * len(text)
    for word in words:
        start = plain.find(word)
        while start >= 0:
            first, last = begins[start], begins[start + len(word) - 1]
            is_hit[first : last + 1] = [True] * (last + 1 - first)
            start = plain.find(word, start + 1)
    for at in range(1, len(text)):
        # An accent of its own belongs to the letter before it.
        if is_hit[at - 1] and unicodedata.combining(text[at]):
            is_hit[at] = True
    cut = groupby(zip(text, is_hit, strict=True), lambda one: one[1])
    return [("".join(one for one, _ in run), hit) for hit, run in cut]


def search_notes(
    lifter: User, words: Sequence[str], before: Start | None = None, size: int = PAGE_SIZE
) -> FoundNotes:
    """The notes that have all the words, of `size` sessions at most.

    Three queries, and one more for every 500 notes that are read.
    """
    hits = (note for note in _notes(lifter, before) if has_words(note.text, words))
    found: list[tuple[int, list[Note]]] = []
    last: Start | None = None
    for start, notes in groupby(hits, lambda note: (note.started_at, note.session_id)):
        if len(found) == size:
            return FoundNotes(found, last)
        found.append((start[1], sorted(notes, key=lambda note: (_FIRST[note.of], note.key))))
        last = start
    return FoundNotes(found, None)


def _notes(lifter: User, before: Start | None) -> Iterator[Note]:
    """All notes of the lifter, session by session, the latest first; read as they are asked for."""
    of_sessions = _rows(TrainingSession.objects.visible_to(lifter), Of.SESSION, "pk", before)
    of_items = _rows(SessionExercise.objects.visible_to(lifter), Of.EXERCISE, "session_id", before)
    of_sets = _rows(Set.objects.visible_to(lifter).live(), Of.SET, "session_id", before)
    return merge(
        of_sessions,
        of_items,
        of_sets,
        key=lambda note: (note.started_at, note.session_id),
        reverse=True,
    )


def _rows(
    rows: AthleteQuerySet[TrainingSession]
    | AthleteQuerySet[SessionExercise]
    | AthleteQuerySet[Set],
    of: Of,
    session: str,
    before: Start | None,
) -> Iterator[Note]:
    """Notes of one kind, so many at a time: a cursor held open would not survive a pooler."""
    rows = rows.exclude(note="")
    order = ("-started_at", f"-{session}", "-pk")
    columns = ("started_at", session, "pk", "note")
    after = Q() if before is None else _after(session, before)
    while True:
        chunk = list(rows.filter(after).order_by(*order).values_list(*columns)[:_AT_ONCE])
        for started_at, session_id, key, text in chunk:
            yield Note(started_at, session_id, of, key, text)
        if len(chunk) < _AT_ONCE:
            return
        started_at, session_id, key, _ = chunk[-1]
        rest = Q(("started_at", started_at), (session, session_id), pk__lt=key)
        after = _after(session, (started_at, session_id)) | rest & Q(started_at__lte=started_at)


def _after(session: str, start: Start) -> Q:
    """What comes after a session in the order of the log; the last part is where the index begins."""
    at, pk = start
    later = Q(started_at__lt=at) | Q(("started_at", at), (f"{session}__lt", pk))
    return later & Q(started_at__lte=at)


def standing_notes(lifter: User, words: Sequence[str]) -> list[tuple[int, str]]:
    """The notes that stay with an exercise and have all the words: (exercise, text), in one query.

    A row for each exercise the lifter ever set up: dozens, whatever the length of the log.
    """
    rows = ExerciseHabit.objects.visible_to(lifter).exclude(note="")
    found = rows.order_by("exercise_id").values_list("exercise_id", "note")
    return [(exercise, text) for exercise, text in found if has_words(text, words)]
