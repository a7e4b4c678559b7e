"""A coach's list as they read it: where its lines are, and how it stood when they last looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from django.db.models import BigIntegerField, Count, Q, QuerySet

from logbook.choices import Side
from logbook.models import CoachLink, CoachList, Comment, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, columns_of, row_of

VISIT = dt.timedelta(hours=2)
"""Who looks again within so long is still at the same visit (RepStack policy)."""
A_WEEK = dt.timedelta(days=7) - dt.timedelta(hours=2)
"""Between two weekly mails: a job that runs once a week is a little early now and then."""
TOLD_BACK = dt.timedelta(weeks=4)
"""What happened is told for so long, however long the coach was away (RepStack policy)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the reasons of a list begin (RepStack policy): shares in per cent, days, red check-ins."""

    close_percent: int = 30
    easy_percent: int = 40
    red_days: int = 2
    silent_days: int = 7
    silent_unplanned_days: int = 14


USUAL = Thresholds()
PRESETS: Mapping[str, Thresholds] = {
    "strict": Thresholds(20, 30, 1, 5, 10),
    "usual": USUAL,
    "relaxed": Thresholds(40, 50, 3, 10, 21),
}
LIMITS: Mapping[str, tuple[int, int]] = {
    "close_percent": (5, 95),
    "easy_percent": (5, 95),
    "red_days": (1, 4),
    "silent_days": (2, 60),
    "silent_unplanned_days": (2, 90),
}


@dataclass(frozen=True, slots=True)
class Stood:
    """The list at an instant: of each link by its key, the version of its ticks and the reasons."""

    at: dt.datetime
    reasons: Mapping[int, tuple[int, str]] = field(default_factory=dict)


_LIST = Compiled(
    lambda: CoachList.objects.filter(
        coach_id=Given("coach", output_field=BigIntegerField())
    ).values_list(*columns_of(CoachList))
)


def list_of(coach: User) -> CoachList | None:
    """What is kept of a coach's list; None before the first look."""
    found = _LIST(coach=coach.pk)
    return row_of(CoachList, iter(found[0])) if found else None


def thresholds_of(kept: CoachList | None) -> Thresholds:
    """The coach's own lines, else the usual ones."""
    if kept is None:
        return USUAL
    return Thresholds(**{name: getattr(kept, name) for name in asdict(USUAL)})


def is_new_visit(kept: CoachList, now: dt.datetime) -> bool:
    """Whether a look now begins a visit."""
    return kept.seen_at is not None and now - kept.seen_at > VISIT


def stood_before(kept: CoachList | None, now: dt.datetime) -> Stood | None:
    """How the list stood at the end of the visit before this one; None at the first."""
    if kept is None:
        return None
    at, said = (
        (kept.seen_at, kept.seen) if is_new_visit(kept, now) else (kept.before_at, kept.before)
    )
    return Stood(at, _read(said)) if at is not None else None


def _read(said: object) -> dict[int, tuple[int, str]]:
    items = said.items() if isinstance(said, dict) else ()
    return {int(key): (int(one[0]), str(one[1])) for key, one in items}


def written(reasons: Mapping[int, tuple[int, str]]) -> dict[str, list[object]]:
    """The reasons as the column keeps them."""
    return {str(key): list(one) for key, one in reasons.items()}


def sessions_since(links: Sequence[CoachLink], at: dt.datetime) -> dict[int, int]:
    """How many sessions each athlete ended after an instant, as far as the link shows them."""
    since = {one.athlete_id: one.since for one in links}
    rows = (
        TrainingSession.objects.filter(
            athlete_id__in=list(since),
            # Who trains ends within two days; so the index of starts answers.
            started_at__gte=at - dt.timedelta(days=2),
            finished_at__gt=at,
        )
        .order_by()
        .values("athlete_id", "local_date")
        .annotate(number=Count("pk"))
        .values_list("athlete_id", "local_date", "number")
    )
    found: dict[int, int] = {}
    for pk, day, number in rows:
        first = since[pk]
        if first is None or day >= first:
            found[pk] = found.get(pk, 0) + number
    return found


def answers_since(links: Sequence[CoachLink], at: dt.datetime) -> dict[int, int]:
    """How often each athlete answered through these links after an instant."""
    rows = (
        Comment.objects.filter(
            athlete_id__in=[one.athlete_id for one in links],
            link_id__in=[one.pk for one in links],
            by=Side.ATHLETE,
            made_at__gt=at,
        )
        .order_by()
        .values("athlete_id")
        .annotate(number=Count("pk"))
    )
    return dict(rows.values_list("athlete_id", "number"))


def digests_due(now: dt.datetime) -> QuerySet[CoachList]:
    """The lists whose coach asked for the weekly mail, and was sent none for a week."""
    a_week = Q(digest_at=None) | Q(digest_at__lte=now - A_WEEK)
    return CoachList.objects.filter(
        a_week, wants_digest=True, coach__is_active=True, coach__is_coach=True
    )
