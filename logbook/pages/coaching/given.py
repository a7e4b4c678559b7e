"""A coach's program and who has a copy of it: which state each has, and what they were offered."""

from __future__ import annotations

from dataclasses import dataclass

from logbook.log.changes import Offered, given_of, offered_last
from logbook.log.coaching import links_of_coach
from logbook.models import CoachLink, GivenProgram, User
from programming.models import Program


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is linked: whose, and how far it is."""

    given: GivenProgram
    name: str
    state: str
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A program with its copies; `open_to` are the links it may be given to, without those who have it."""

    program: Program
    is_own: bool
    copies: list[Copy]
    open_to: list[CoachLink]

    @property
    def behind(self) -> int:
        """How many have an earlier state and were not offered this one."""
        return sum(one.is_behind for one in self.copies)


def read_given(coach: User, program: Program) -> Given:
    """Who has a program of the coach's, and who may get it; in three queries."""
    given = given_of(coach, program)
    offered = offered_last(given)
    has_it = {one.link_id for one in given}
    links = links_of_coach(coach).filter(sets_programs=True).order_by("athlete__name", "pk")
    return Given(
        program=program,
        is_own=program.owner_id == coach.pk,
        copies=[_copy(one, program.version, offered.get(one.pk)) for one in given],
        open_to=[one for one in links if one.pk not in has_it],
    )


def _copy(given: GivenProgram, version: int, offered: Offered | None) -> Copy:
    state, is_behind = "has this state", False
    if given.source_version != version:
        is_behind = offered is None or offered.version != version
        state = "has an earlier state"
        if offered is not None and not is_behind:
            state = "refused this state" if offered.is_refused else "was offered this state"
    return Copy(given, str(given.link.athlete), state, is_behind)
