"""What an athlete ticked, as one value; and writing into the log they read who looked, and at what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from logbook.choices import Looked
from logbook.clock import local_date
from logbook.log.coaching import links_of_coach
from logbook.log.locks import lock_links
from logbook.models import AccessEntry, CoachLink, User


@dataclass(frozen=True, slots=True)
class Consent:
    """What an athlete ticked, by the columns it is kept in; `shows_all`: the log of before too."""

    sees_notes: bool = False
    sees_bodyweight: bool = False
    sees_readiness: bool = False
    sees_program: bool = False
    sets_targets: bool = False
    sets_programs: bool = False
    shows_all: bool = False

    @property
    def ticks(self) -> dict[str, bool]:
        """The ticks that are columns of a link as well."""
        return {name: value for name, value in asdict(self).items() if name != "shows_all"}


def consent_of(link: CoachLink) -> Consent:
    """What was ticked for a coach."""
    return Consent(
        **{name: getattr(link, name) for name in Consent().ticks}, shows_all=link.since is None
    )


@transaction.atomic
def write_down_look(
    coach: User, athlete_ids: Sequence[int], what: Looked, *, now: dt.datetime
) -> list[CoachLink]:
    """Write into the log of each athlete that the coach opened a page; the links as they stand.

    In a number of queries that does not grow. Links that ended meanwhile are not among those given
    back: what is shown is shown of these alone.
    """
    wanted = links_of_coach(coach).filter(athlete_id__in=athlete_ids)
    links = lock_links(wanted.only("athlete_id", "version", "athlete__zone"))
    of_day: dict[dt.date, list[CoachLink]] = defaultdict(list)
    for one in links:
        of_day[local_date(now, one.athlete.zone)].append(one)
    for day, some in sorted(of_day.items()):
        write_down(some, what, day, now)
    return links


def write_down(
    links: Sequence[CoachLink],
    what: Looked,
    day: dt.date,
    now: dt.datetime,
    *,
    consent: Consent | None = None,
) -> None:
    """One row for a link, page and day: opened again, it moves its last instant."""
    AccessEntry.objects.bulk_create(
        [
            AccessEntry(
                athlete_id=one.athlete_id,
                link=one,
                what=what,
                version=one.version,
                day=day,
                first_at=now,
                last_at=now,
                ticks=asdict(consent) if consent is not None else {},
            )
            for one in links
        ],
        update_conflicts=True,
        unique_fields=["link", "what", "version", "day"],
        update_fields=["last_at"],
    )
