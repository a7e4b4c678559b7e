"""What a coach does to their list: where its lines are, and that they looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from logbook.log.coach_list import Thresholds, digests_due, is_new_visit, written
from logbook.log.coaching import links_of_coach
from logbook.log.locks import lock_lifter
from logbook.log.talks import unread_answers
from logbook.models import CoachLink, CoachList, Comment, User

_AGAIN = dt.timedelta(minutes=5)


@transaction.atomic
def set_thresholds(coach: User, thresholds: Thresholds) -> None:
    """Move the lines of a coach's list."""
    lock_lifter(coach)
    CoachList.objects.update_or_create(coach=coach, defaults=asdict(thresholds))


def note_look(
    coach: User,
    kept: CoachList | None,
    reasons: Mapping[int, tuple[int, str]],
    *,
    now: dt.datetime,
) -> None:
    """Keep how the list stands now; `kept` is what was read of it for the page.

    Nothing is written where it stands as it did some minutes ago.
    """
    if (
        kept is not None
        and kept.seen_at is not None
        and now - kept.seen_at < _AGAIN
        and kept.seen == written(reasons)
    ):
        return
    _note(coach, reasons, now)


@transaction.atomic
def _note(coach: User, reasons: Mapping[int, tuple[int, str]], now: dt.datetime) -> None:
    lock_lifter(coach)
    # Read while the coach is held: who ends a link waits here, and then takes it out.
    there = set(links_of_coach(coach).order_by().values_list("pk", flat=True))
    kept, _ = CoachList.objects.get_or_create(coach=coach)
    if is_new_visit(kept, now):
        kept.before, kept.before_at = kept.seen, kept.seen_at
    kept.seen = written({key: one for key, one in reasons.items() if key in there})
    kept.before = {key: one for key, one in kept.before.items() if int(key) in there}
    kept.seen_at = now
    # What was before the first look is no news.
    kept.notices_at = kept.notices_at or now
    kept.save(update_fields=["seen", "seen_at", "before", "before_at", "notices_at"])


def forget_link(link: CoachLink) -> None:
    """Take a link that ends out of how its coach's list stood; the link is held."""
    kept = CoachList.objects.filter(coach_id=link.coach_id).first()
    if link.coach is None or kept is None:
        return
    lock_lifter(link.coach)
    kept.refresh_from_db()
    for one in (kept.seen, kept.before):
        one.pop(str(link.pk), None)
    kept.save(update_fields=["seen", "before"])


@transaction.atomic
def put_notices_away(coach: User, *, until: dt.datetime, now: dt.datetime) -> None:
    """The answers that were listed at an instant are read, and what began or ended by then is known.

    What came since stays: nobody saw it.
    """
    lock_lifter(coach)
    listed = unread_answers(list(links_of_coach(coach)), until=until)
    Comment.objects.filter(pk__in=[one.pk for one in listed], read_at=None).update(read_at=now)
    CoachList.objects.update_or_create(coach=coach, defaults={"notices_at": until})


@transaction.atomic
def choose_digest(coach: User, *, wants: bool) -> None:
    """Ask for the weekly mail, or for no more of it."""
    lock_lifter(coach)
    CoachList.objects.update_or_create(coach=coach, defaults={"wants_digest": wants})


def claim_digest(coach_id: int, *, now: dt.datetime) -> CoachList | None:
    """Take it on to send a coach's weekly mail; None where it is not due, or not wanted any more.

    What is given back says when the one before was sent.
    """
    kept = digests_due(now).filter(coach_id=coach_id).select_related("coach").first()
    if kept is None:
        return None
    # Of this table alone: beside a join the condition becomes a subquery, which PostgreSQL does not
    # ask again once it waited for whoever took it on at the same time.
    mine = CoachList.objects.filter(pk=kept.pk, wants_digest=True, digest_at=kept.digest_at)
    return kept if mine.update(digest_at=now) else None


def give_digest_back(kept: CoachList) -> None:
    """It could not be sent: it is due again."""
    CoachList.objects.filter(pk=kept.pk).update(digest_at=kept.digest_at)
