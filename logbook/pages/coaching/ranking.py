"""Which athletes of a coach come first, and which of them are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from logbook.advice.adherence import DAYS
from logbook.choices import ReadinessState
from logbook.clock import local_date
from logbook.log.coach_list import Stood, stood_before, thresholds_of
from logbook.log.ranked import Lately, Open, read_athletes
from logbook.log.roster import PAGE_SIZE, Effort, effort_between
from logbook.models import CoachLink, CoachList, User
from logbook.pages.coaching.reasons import (
    FROM_SETS,
    OF_SESSIONS,
    WORN_OUT_DAYS,
    Kind,
    Seen,
    Why,
    reasons_of,
)
from logbook.web.requests import row_id
from programming.rulebook import RULEBOOK_VERSION

STOPS, CAUTIONS, OPEN, FINE = "stop", "caution", "open", "fine"
SORTS = {
    "worst": "Worst first",
    "name": "Name",
    "target": "Least on target",
    "breaches": "Most open breaches",
    "readiness": "Most red",
    "last": "Longest away",
}
# So far back a list looks: eight weeks. For who is worn out it looks no further than that asks, in any zone.
BACK = dt.timedelta(weeks=8)
_WORN_OUT_BACK = dt.timedelta(days=WORN_OUT_DAYS + 2)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An athlete with what decides their place: reasons, effort over four weeks, open breaches."""

    link: CoachLink
    seen: Seen
    reasons: list[Why]
    groups: Sequence[int] = ()
    fresh: frozenset[Kind] = frozenset()
    """The reasons that did not stand when the coach was here last."""

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


def rank(
    coach: User, now: dt.datetime, kept: CoachList | None = None, *, sort: str = "worst"
) -> list[Ranked]:
    """All athletes of a coach, worst first, by the lines of their list as it is `kept`.

    Readiness of eight weeks is read of all where the list is to be sorted by it, of two weeks else.
    """
    before = stood_before(kept, now)
    read = read_athletes(
        coach,
        before=before.at if before is not None else None,
        states_from=now - (BACK if sort == "readiness" else _WORN_OUT_BACK),
        since=(now - BACK).date(),
    )
    effort = _effort(read.links, read.lately)
    lines = thresholds_of(kept)
    found = []
    for link in read.links:
        pk = link.athlete_id
        zone = link.athlete.zone
        row = read.lately.get(pk)
        is_shown = row is not None and (link.since is None or row.day >= link.since)
        seen = Seen(
            today=local_date(now, zone),
            since=link.since or local_date(link.made_at, zone),
            last_day=row.day if row is not None and is_shown else None,
            effort=effort.get(pk),
            breaches=read.breaches.get(pk, ()),
            states=shown_to(link, read.states.get(pk, ())) if link.sees_readiness else None,
            shows_program=link.sees_program,
            course=read.courses.get(pk),
            excused=read.excused.get(pk, {}),
        )
        reasons = reasons_of(seen, lines)
        fresh = _fresh(link, reasons, before)
        found.append(Ranked(link, seen, reasons, read.groups.get(link.pk, ()), fresh))
    return sorted(found, key=_place)


def _fresh(link: CoachLink, reasons: Sequence[Why], before: Stood | None) -> frozenset[Kind]:
    """The reasons that did not stand at the last visit; none where what is shown was another then."""
    version, stood = before.reasons.get(link.pk, (0, "")) if before is not None else (0, "")
    if version != link.version:
        return frozenset()
    return frozenset(
        one.kind for one in reasons if one.kind is not Kind.FINE and str(int(one.kind)) not in stood
    )


def stands(ranked: Iterable[Ranked]) -> dict[int, tuple[int, str]]:
    """The reasons of each link by its key, as they are kept at a look."""
    return {
        one.link.pk: (
            one.link.version,
            "".join(str(int(why.kind)) for why in one.reasons if why.kind is not Kind.FINE),
        )
        for one in ranked
    }


def shown_to(
    link: CoachLink, states: Sequence[tuple[dt.date, str]]
) -> Sequence[tuple[dt.date, str]]:
    """What a link shows of how an athlete was, by days."""
    if link.since is None:
        return states
    return [one for one in states if one[0] >= link.since]


def window_of(link: CoachLink, last_day: dt.date) -> tuple[dt.date, dt.date]:
    """The four weeks up to a day, as far as they are shown."""
    since = last_day - dt.timedelta(days=DAYS - 1)
    return max(since, link.since or since), last_day


def _effort(links: Sequence[CoachLink], kept: Mapping[int, Lately]) -> dict[int, Effort]:
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


def _red(one: Ranked) -> int:
    """Red ones among the last sessions; who does not show it, or was not asked, comes last."""
    states = [state for _, state in one.seen.states or () if state][-OF_SESSIONS:]
    return states.count(ReadinessState.RED) if states else -1


_ORDERS: dict[str, Callable[[Ranked], tuple[object, ...]]] = {
    "name": lambda one: (one.name.casefold(), one.link.athlete_id),
    "target": lambda one: (
        one.effort.on_target / one.effort.rated if one.effort.rated >= FROM_SETS else 2,
        one.name.casefold(),
    ),
    "breaches": lambda one: (
        -sum(each.number for each in one.breaches),
        one.name.casefold(),
    ),
    "readiness": lambda one: (-_red(one), one.name.casefold()),
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


def choose(those: Sequence[Ranked], asked: Asked) -> list[Ranked]:
    """Of those of the group and name the ones the filter shows, in the order asked for."""
    found = [one for one in those if FILTERS[asked.chosen][1](one)]
    order = _ORDERS.get(asked.sort)
    return sorted(found, key=order) if order is not None else found


def shown_on(ranked: Sequence[Ranked], asked: Asked) -> list[Ranked]:
    """Those on the page asked for; of a page behind the last one those on the last."""
    found = choose(among(ranked, asked), asked)
    begin = (page_number(len(found), asked) - 1) * PAGE_SIZE
    return found[begin : begin + PAGE_SIZE]


def pages_for(number: int) -> int:
    """How many pages so many athletes take, at least one."""
    return max(-(-number // PAGE_SIZE), 1)


def page_number(number: int, asked: Asked) -> int:
    """The page shown of so many athletes."""
    return min(asked.page, pages_for(number))
