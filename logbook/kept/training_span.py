"""What ten years of sessions say to the level, kept when one ends (rulebook 2, 10)."""

from __future__ import annotations

from logbook.clock import Moment
from logbook.log.sessions import last_ended
from logbook.log.training_span import Change, span_from, span_of
from logbook.models import TrainingSpan, User
from logbook.speed.compiled import Compiled, athlete, columns_of, row_of, update
from programming.rulebook import RULEBOOK_VERSION

_SAID = ("days", "months", "new_movements", "known_movements")
_COLUMNS = ("rulebook_version", *_SAID)
_KEPT = Compiled(
    lambda: TrainingSpan.objects.filter(athlete_id=athlete()).values_list(*columns_of(TrainingSpan))
)


def keep_span(lifter: User, last: Moment | None, change: Change | None = None) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did.

    `last` is the start of the latest session that has ended; but for the `change` all is as it
    was. Call it where `keep_records` was called: it holds the lifter.
    """
    kept = _kept(lifter)
    stood = None
    if kept is not None and kept.rulebook_version == RULEBOOK_VERSION:
        stood = span_from(*(getattr(kept, name) for name in _SAID))
    span = span_of(lifter, last, stood, change)
    found = {"rulebook_version": RULEBOOK_VERSION, **span.stored()}
    if kept is None:
        TrainingSpan.objects.update_or_create(athlete=lifter, defaults=found)
        return
    changed = tuple(name for name in _COLUMNS if getattr(kept, name) != found[name])
    for name in changed:
        setattr(kept, name, found[name])
    if changed:
        update(kept, changed)


def differing_span(lifter: User) -> list[str]:
    """Where what is kept is not what the log says, a line each; nothing kept is no difference."""
    kept, found = _kept(lifter), span_of(lifter, last_ended(lifter)).stored()
    if kept is None or kept.rulebook_version != RULEBOOK_VERSION:
        return []
    return [
        f"{name} kept {getattr(kept, name)}, rebuilt {found[name]}"
        for name in found
        if getattr(kept, name) != found[name]
    ]


def _kept(lifter: User) -> TrainingSpan | None:
    found = _KEPT(athlete=lifter.pk)
    return row_of(TrainingSpan, iter(found[0])) if found else None
