"""Which athletes of a coach come first, and which of them are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from logbook.advice.adherence import DAYS
from logbook.choices import Breach
from logbook.clock import local_date
from logbook.log.coaching import links_of_coach
from logbook.log.groups import groups_by_link
from logbook.log.roster import (
    Effort,
    Open,
    courses_of,
    effort_between,
    effort_kept,
    excused_since,
    open_breaches,
    states_of,
)
from logbook.models import CoachLink, EffortLately, User
from logbook.pages.coaching.reasons import FROM_SETS, Kind, Seen, Why, reasons_of
from logbook.web.requests import row_id
from programming.rulebook import RULEBOOK_VERSION

STOPS, CAUTIONS, OPEN, FINE = "stop", "caution", "open", "fine"
SORTS = {
    "worst": "Worst first",
    "name": "Name",
    "target": "Least on target",
    "last": "Longest away",
}
PAGE_SIZE = 50
# So far back a list looks: eight weeks.
BACK = dt.timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An athlete with what decides their place: reasons, effort over four weeks, open breaches."""

    link: CoachLink
    seen: Seen
    reasons: list[Why]
    groups: Sequence[int] = ()

    @property
    def athlete(self) -> User:
        """Whose row it is."""
        return self.link.athlete

    @property
    def name(self) -> str:
        """The name, or the address where there is none."""
        return str(self.link.athlete)

    @property
    def worst(self) -> Why:
        """The reason that decides the place."""
        return self.reasons[0]

    @property
    def effort(self) -> Effort:
        """Over four weeks up to the last session; nothing before the first."""
        return self.seen.effort or Effort()

    @property
    def breaches(self) -> Sequence[Open]:
        """Those nobody answered."""
        return self.seen.breaches


FILTERS: dict[str, tuple[str, Callable[[Ranked], bool]]] = {
    "": ("All", lambda one: True),
    STOPS: ("Stop", lambda one: one.worst.kind is Kind.STOP),
    CAUTIONS: ("Caution", lambda one: Kind.STOP < one.worst.kind < Kind.FINE),
    OPEN: ("Open breaches", lambda one: bool(one.breaches)),
    FINE: ("On plan", lambda one: one.worst.kind is Kind.FINE),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the list; nonsense asks for all of it, worst first."""

    chosen: str = ""
    sort: str = "worst"
    query: str = ""
    group: int | None = None
    page: int = 1


def asked_in(values: Mapping[str, str], *, groups: Container[int | None] = ()) -> Asked:
    """What the query of an address says; `groups` are the coach's."""
    chosen, sort, page = values.get("show", ""), values.get("sort", ""), values.get("page", "")
    group = row_id(values.get("group", ""))
    return Asked(
        chosen if chosen in FILTERS else "",
        sort if sort in SORTS else "worst",
        values.get("q", "").strip()[:80],
        group if group in groups else None,
        int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1,
    )


def rank(coach: User, now: dt.datetime) -> list[Ranked]:
    """All athletes of a coach, worst first."""
    links = list(links_of_coach(coach))
    if not links:
        return []
    keys = [one.athlete_id for one in links]
    today = {one.athlete_id: local_date(now, one.athlete.zone) for one in links}
    kept = effort_kept(keys)
    effort = _effort(links, kept)
    breaches = open_breaches(links)
    states = states_of([one.athlete_id for one in links if one.sees_readiness], now - BACK)
    shown = [one.athlete_id for one in links if one.sees_program]
    groups = groups_by_link(coach)
    back = (now - BACK).date()
    courses, excused = courses_of(shown, back), excused_since(shown, back)
    found = []
    for link in links:
        pk = link.athlete_id
        row = kept.get(pk)
        began = link.since or local_date(link.made_at, link.athlete.zone)
        is_shown = row is not None and (link.since is None or row.day >= link.since)
        seen = Seen(
            today=today[pk],
            since=began,
            last_day=row.day if row is not None and is_shown else None,
            effort=effort.get(pk),
            breaches=[one for one in breaches.get(pk, ()) if may_see(link, one.breach, one.day)],
            states=_shown(link, states.get(pk, [])) if link.sees_readiness else None,
            shows_program=link.sees_program,
            course=courses.get(pk),
            excused=excused.get(pk, {}),
        )
        found.append(Ranked(link, seen, reasons_of(seen), groups.get(link.pk, ())))
    return sorted(found, key=_place)


def may_see(link: CoachLink, breach: str, day: dt.date) -> bool:
    """Whether a breach of this day is shown: a red day is a readiness answer (rulebook 6)."""
    if link.since is not None and day < link.since:
        return False
    return link.sees_readiness or breach != Breach.RED_DAY


def _shown(link: CoachLink, states: Sequence[tuple[dt.date, str]]) -> list[tuple[dt.date, str]]:
    return [one for one in states if link.since is None or one[0] >= link.since]


def window_of(link: CoachLink, last_day: dt.date) -> tuple[dt.date, dt.date]:
    """The four weeks up to a day, as far as they are shown."""
    since = last_day - dt.timedelta(days=DAYS - 1)
    return max(since, link.since or since), last_day


def _effort(links: Sequence[CoachLink], kept: Mapping[int, EffortLately]) -> dict[int, Effort]:
    """Four weeks' effort: what the athlete reads themselves, counted anew where part is not shown."""
    found: dict[int, Effort] = {}
    days: dict[int, tuple[dt.date, dt.date]] = {}
    for link in links:
        row = kept.get(link.athlete_id)
        if row is None or (link.since is not None and row.day < link.since):
            continue
        window = window_of(link, row.day)
        is_whole = link.since is None or link.since <= row.day - dt.timedelta(days=DAYS - 1)
        if is_whole and row.rulebook_version == RULEBOOK_VERSION:
            said = row.found
            found[link.athlete_id] = Effort(
                0, said["on_target"], said["too_close"], said["too_easy"]
            )
        else:
            days[link.athlete_id] = window
    return found | effort_between(days)


def _place(one: Ranked) -> tuple[int, int, str, int]:
    return one.worst.kind, -one.worst.number, one.name.casefold(), one.link.athlete_id


_ORDERS: dict[str, Callable[[Ranked], tuple[object, ...]]] = {
    "name": lambda one: (one.name.casefold(), one.link.athlete_id),
    "target": lambda one: (
        one.effort.on_target / one.effort.rated if one.effort.rated >= FROM_SETS else 2,
        one.name.casefold(),
    ),
    "last": lambda one: (one.seen.last_day or dt.date.min, one.name.casefold()),
}


def among(ranked: Sequence[Ranked], asked: Asked) -> list[Ranked]:
    """Those of the group and the name asked for, of whom the filters say how many they show."""
    words = asked.query.casefold()
    return [
        one
        for one in ranked
        if (asked.group is None or asked.group in one.groups)
        and (not words or words in one.name.casefold())
    ]


def choose(ranked: Sequence[Ranked], asked: Asked) -> list[Ranked]:
    """Those asked for, in the order asked for."""
    found = [one for one in among(ranked, asked) if FILTERS[asked.chosen][1](one)]
    order = _ORDERS.get(asked.sort)
    return sorted(found, key=order) if order is not None else found


def shown_on(ranked: Sequence[Ranked], asked: Asked) -> list[Ranked]:
    """Those on the page asked for; of a page behind the last one those on the last."""
    found = choose(ranked, asked)
    begin = (page_number(len(found), asked) - 1) * PAGE_SIZE
    return found[begin : begin + PAGE_SIZE]


def pages_for(number: int) -> int:
    """How many pages so many athletes take, at least one."""
    return max(-(-number // PAGE_SIZE), 1)


def page_number(number: int, asked: Asked) -> int:
    """The page shown of so many athletes."""
    return min(asked.page, pages_for(number))
