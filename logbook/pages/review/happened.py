"""One set as the page of a rule begins with it: what was done, against which target and floor."""

from __future__ import annotations

from django.http import Http404
from django.utils.dateformat import format as date_text

from logbook.choices import SetKind
from logbook.log.own import own_set
from logbook.log.verdicts import stored_target, warnings_of
from logbook.models import Set, User
from logbook.web.addresses import session_url
from logbook.wording.effort import ended_text, left_text, range_text
from logbook.wording.sets import MARKS
from logbook.wording.timed import row_text
from programming.rulebook_pages.happened import Happened


def happened_on(lifter: User, set_id: int, code: str) -> Happened:
    """What happened on a set of the lifter's, and what the rule `code` said of it, if it did.

    Raises `Http404` for a set of somebody else, or one that was deleted.
    """
    row = own_set(lifter, set_id)
    if row.deleted_at is not None:
        raise Http404("A deleted set.")
    target = stored_target(row)
    done = [
        row_text(row, lifter),
        left_text(row.rir, lifter),
        ended_text(row),
    ]
    aimed = []
    if target is not None:
        aimed = [f"Target {range_text(target, lifter)}", f"floor {target.floor_in_force}"]
    return Happened(
        title=f"Your {_name(row)} of {row.session_exercise.risk.name}",
        text=". ".join(", ".join(one for one in part if one) for part in (done, aimed) if part)
        + ".",
        warning=next((one for one in warnings_of(row) if str(one.code) == code), None),
        back=f"{session_url(row.session_id)}#set-row-{row.pk}",
        back_to=f"{row.session.name}, {date_text(row.session.local_date, 'D j M')}",
    )


def _name(row: Set) -> str:
    """`set 3`, as the session counts its working sets, else what kind of set it was."""
    if row.kind != SetKind.WORKING:
        return MARKS[SetKind(row.kind)][1]
    before = row.session_exercise.sets.live().filter(kind=row.kind, number__lte=row.number)
    return f"set {before.count()}"
