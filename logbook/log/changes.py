"""What coaches set and gave: what waits for the athlete's answer, and what became of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from logbook.choices import Change, ChangeState, FollowState
from logbook.models import CoachChange, CoachLink, FollowedProgram, GivenProgram, User
from programming.models import Program

# RepStack policy, all of them.
MOST_WAITING = 20
"""Of one coach's changes that the athlete has not answered."""
SHOWN = 20
OF_A_PROGRAM = 5

OF_PLANS = (Change.TARGET, Change.PROGRAM)
"""Changes of a program of the athlete's, which stand between two plans."""


def _told() -> QuerySet[CoachChange]:
    """Changes with who made them; nothing was changed yet in those that only began."""
    found = CoachChange.objects.exclude(state=ChangeState.BEGUN)
    return found.select_related("link__coach", "program")


def waiting_for(athlete: User) -> list[CoachChange]:
    """What the athlete has to answer, in time order. In one query.

    What a coach offers is gone with their right to; what they changed can be taken back after it too.
    """
    found = _told().filter(athlete=athlete, state=ChangeState.MADE)
    over = Q(link__ended_at__isnull=False) | Q(link__sets_programs=False)
    return list(found.exclude(over, kind=Change.OFFER).order_by("made_at", "pk"))


def is_told(athlete: User, change_id: int) -> bool:
    """Whether this is a change the athlete has read of."""
    return _told().filter(athlete=athlete, pk=change_id).exists()


def changes_in(athlete: User, program: Program) -> list[CoachChange]:
    """What coaches changed lately in a program, answered too, the latest first."""
    found = _told().filter(athlete=athlete, program=program)
    return list(
        found.exclude(state=ChangeState.REPLACED).order_by("-made_at", "-pk")[:OF_A_PROGRAM]
    )


def level_set_by(athlete: User) -> str:
    """The coach who set the level in force, by name; empty where none did."""
    last = _told().filter(athlete=athlete, kind=Change.LEVEL).order_by("-made_at", "-pk").first()
    is_theirs = (
        last is not None
        and last.state in {ChangeState.MADE, ChangeState.KEPT}
        and (last.after or {}).get("level") == athlete.level
    )
    return coach_name(last.link) if last is not None and is_theirs else ""


def changes_by(link: CoachLink) -> list[CoachChange]:
    """What a coach changed through a link, with what the athlete said, the latest first."""
    return list(_told().filter(link=link).order_by("-made_at", "-pk")[:SHOWN])


def coach_name(link: CoachLink) -> str:
    """Who coaches, as plans and reasons name them: an address is nobody's to pass on."""
    return (link.coach.name if link.coach is not None else "") or "your coach"


class Held(NamedTuple):
    """A program an athlete has: whether it runs, waits, or is not followed (empty)."""

    program: Program
    state: str


def programs_of(athlete: User) -> list[Held]:
    """The programs a coach may change: the athlete's own, and the ready-made ones they follow.

    The one that runs first. In two queries.
    """
    followed = FollowedProgram.objects.visible_to(athlete).exclude(state=FollowState.ENDED)
    states = dict(followed.order_by("pk").values_list("program_id", "state"))
    whose = Q(owner=athlete) | Q(owner=None, pk__in=list(states))
    rows = Program.objects.filter(whose, is_removed=False).order_by("-pk")
    order = {FollowState.RUNNING.value: 0, FollowState.WAITING.value: 1}
    found = [Held(one, states.get(one.pk, "")) for one in rows]
    return sorted(found, key=lambda one: order.get(one.state, 2))


def given_of(coach: User, source: Program) -> list[GivenProgram]:
    """The copies of a coach's program that are linked to it now, by athlete."""
    found = GivenProgram.objects.filter(
        source=source,
        source__owner=coach,
        program__is_removed=False,
        link__coach=coach,
        link__ended_at=None,
        link__sets_programs=True,
        link__athlete__is_active=True,
    )
    return list(found.select_related("link__athlete", "program").order_by("link__made_at", "pk"))


class Offered(NamedTuple):
    """The state of a source that an athlete was offered last, and whether they refused it."""

    version: int
    is_refused: bool


def offered_last(given: Sequence[GivenProgram]) -> dict[int, Offered]:
    """What the athlete of each copy was offered last and has not taken over."""
    rows = CoachChange.objects.filter(
        given__in=[one.pk for one in given],
        kind=Change.OFFER,
        state__in=(ChangeState.MADE, ChangeState.REFUSED),
    ).order_by("pk")
    return {
        pk: Offered((before or {}).get("version", 0), state == ChangeState.REFUSED)
        for pk, before, state in rows.values_list("given", "before", "state")
    }


def given_to(athlete: User) -> dict[int, list[GivenProgram]]:
    """The programs coaches gave that are linked now, by link."""
    rows = GivenProgram.objects.visible_to(athlete).filter(link__ended_at=None)
    found: dict[int, list[GivenProgram]] = defaultdict(list)
    for one in rows.exclude(program__is_removed=True).select_related("program").order_by("pk"):
        found[one.link_id].append(one)
    return found


def linked_with(link: CoachLink) -> list[GivenProgram]:
    """The programs that would not be linked any more if the link ended."""
    found = link.given.filter(program__is_removed=False, source__is_removed=False)
    return list(found.select_related("program").order_by("pk"))
