"""A set as it was typed, and the ways in which it can be refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from http import HTTPStatus

from logbook.choices import EndedBy, SetKind
from logbook.models import Set
from programming.loads import Load, LoadKind


@dataclass(frozen=True, slots=True)
class SetEntry:
    """A set as the form says it: `rir_halves` is RIR in halves, None where left blank.

    `is_last` is read only where nothing was planned; `safeties` only when a set is edited.
    """

    reps: int
    load: Load | None
    load_kind: str = LoadKind.EXTERNAL
    rir_halves: int | None = None
    rir_in_words: bool = False
    kind: str = SetKind.WORKING
    ended_by: str = EndedBy.STOPPED
    is_last: bool = False
    is_test: bool = False
    note: str = ""
    seconds: int | None = None
    """How long a timed set was held; it has no reps."""

    def digest(self, item_id: int, number: int) -> str:
        """SHA-256 of the content with the slot it is for."""
        says = asdict(self)
        if self.seconds is None:
            # As it was before there were timed sets: a set sent again is still the same.
            del says["seconds"]
        content = [item_id, number, says]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class SetRefusedError(Exception):
    """A set that was not saved, with the lifter's sentence, the answer's status and the field.

    `field` is the form's field the sentence belongs to, empty where it is about the whole set.
    """

    says = ""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    field = ""

    def __init__(self) -> None:
        super().__init__(self.says)


class WrongLoadError(SetRefusedError):
    """The load does not fit the exercise: the form is older than how it is loaded."""

    says = "Reload the page: this exercise is loaded in another way."
    field = "load"


class SetClashError(SetRefusedError):
    """Another set is on record in its place: `saved`. The page puts both side by side."""

    def __init__(self, saved: Set) -> None:
        super().__init__()
        self.saved = saved


class KeyReusedError(SetClashError):
    """The key was accepted before with other content; `saved` is the set it made."""

    says = "This form already saved a set."


class SlotTakenError(SetClashError):
    """Another set stands in the slot already: it was logged from another tab or phone."""

    says = "This set was logged elsewhere."
    status = HTTPStatus.CONFLICT


class ChangedElsewhereError(SetClashError):
    """The set changed since the form was made; `saved` is how it stands now."""

    says = "This set was changed elsewhere."
    status = HTTPStatus.CONFLICT


class DeletedElsewhereError(ChangedElsewhereError):
    """The set was deleted since the form was made; `saved` is how it was."""

    says = "This set was deleted elsewhere."


def entry_of(row: Set) -> SetEntry:
    """The row's content as an entry, to compare and to fill a form with."""
    return SetEntry(
        reps=row.reps,
        load=row.typed_load,
        load_kind=row.load_kind,
        rir_halves=row.rir_halves,
        rir_in_words=row.rir_in_words,
        kind=row.kind,
        ended_by=row.ended_by,
        is_last=row.is_final,
        is_test=row.is_test,
        note=row.note,
        seconds=row.seconds,
    )


def same_content(one: SetEntry, other: SetEntry) -> bool:
    """Whether two entries say the same of a saved set: what was decided at logging aside."""
    return _content(one) == _content(other)


def _content(entry: SetEntry) -> tuple[object, ...]:
    return (
        entry.reps,
        entry.load,
        entry.load_kind,
        entry.rir_halves,
        entry.kind,
        entry.ended_by,
        entry.note,
        entry.seconds,
    )
