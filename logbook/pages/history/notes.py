"""Search in notes: what was found, with the words marked, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from logbook.log.names import names_of
from logbook.log.notes import Note, Of, parts_of, search_notes, standing_notes, words_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.web.addresses import page_begin, page_begin_in
from logbook.wording.sets import set_text

LONGEST_QUERY = 100
# So much of a long note is shown around the first word that was found.
_AROUND = 160

Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note: what it is on, and its text with the words marked, escaped."""

    on: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session with the notes found in it."""

    session: TrainingSession
    notes: Sequence[FoundNote]


@dataclass(frozen=True, slots=True)
class FoundStanding:
    """A note that stays with an exercise."""

    exercise_id: int
    name: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The page; nothing is found while no word is asked for. `older` is the next page's address."""

    query: str
    asked: bool
    sessions: Sequence[FoundSession]
    standing: Sequence[FoundStanding]
    here: str
    older: str
    is_first: bool


def read_notes(lifter: User, typed: str, begin: str) -> NotesPage:
    """The page of a search, of a bounded number of sessions."""
    query = typed.replace("\0", "")[:LONGEST_QUERY].strip()
    words = words_of(query)
    if not words:
        return NotesPage(
            query, asked=False, sessions=(), standing=(), here="", older="", is_first=True
        )
    before = page_begin_in(begin)
    found = search_notes(lifter, words, before)
    here = urlencode({"q": query})
    older = ""
    if found.next is not None:
        older = f"{here}&{urlencode({'before': page_begin(*found.next)})}"
    return NotesPage(
        query=query,
        asked=True,
        sessions=_worded(lifter, found.sessions, words),
        standing=_standing(lifter, words) if before is None else (),
        here=here,
        older=older,
        is_first=before is None,
    )


def _worded(
    lifter: User, found: Sequence[tuple[int, Sequence[Note]]], words: Sequence[str]
) -> list[FoundSession]:
    sessions = TrainingSession.objects.visible_to(lifter).in_bulk([pk for pk, _ in found])
    every = [note for _, notes in found for note in notes]
    items = _names(lifter, [note.key for note in every if note.of is Of.EXERCISE])
    sets = Set.objects.visible_to(lifter).select_related("risk")
    rows = sets.in_bulk([note.key for note in every if note.of is Of.SET])

    def on(note: Note) -> str:
        if note.of is Of.SESSION:
            return "Session"
        if note.of is Of.EXERCISE:
            return items.get(note.key, "")
        row = rows[note.key]
        done = set_text(row.reps, row.typed_load, row.rir_halves, lifter, row.load_kind)
        return f"{row.risk.name}, set {row.number}: {done}"

    return [
        FoundSession(
            sessions[pk],
            [
                FoundNote(on(note), marked(excerpt(note.text, words)))
                for note in notes
                if _stands(note, rows)
            ],
        )
        for pk, notes in found
        if pk in sessions
    ]


def _stands(note: Note, rows: dict[int, Set]) -> bool:
    """Whether what the note is on is still there: it may be deleted between two queries."""
    return note.of is not Of.SET or note.key in rows


def _names(lifter: User, keys: Sequence[int]) -> dict[int, str]:
    if not keys:
        return {}
    rows = SessionExercise.objects.visible_to(lifter).filter(pk__in=keys)
    return dict(rows.values_list("pk", "risk__name"))


def _standing(lifter: User, words: Sequence[str]) -> list[FoundStanding]:
    found = standing_notes(lifter, words)
    names = names_of(lifter, [exercise for exercise, _ in found])
    return [
        FoundStanding(exercise, names[exercise], marked(excerpt(text, words)))
        for exercise, text in found
        if exercise in names
    ]


def excerpt(text: str, words: Sequence[str]) -> Parts:
    """A note in parts; of a long one what stands around the first word that was looked for."""
    parts = parts_of(text, words)
    if len(text) <= 2 * _AROUND:
        return parts
    at = len(parts[0][0]) if not parts[0][1] else 0
    begin, end = max(at - _AROUND, 0), at + _AROUND
    shown, place = [], 0
    for part, is_hit in parts:
        cut = part[max(begin - place, 0) : max(end - place, 0)]
        place += len(part)
        if cut:
            shown.append((cut, is_hit))
    before = [("… ", False)] if begin else []
    after = [(" …", False)] if end < len(text) else []
    return [*before, *shown, *after]


def marked(parts: Parts) -> SafeString:
    """The parts as HTML; each is escaped by itself, so that a note is never markup."""
    every = (format_html("<mark>{}</mark>" if is_hit else "{}", part) for part, is_hit in parts)
    return format_html_join("", "{}", ((one,) for one in every))
