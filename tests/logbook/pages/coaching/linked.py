"""Coaches and athletes, and the links between them, made by the acts of the pages."""

import datetime as dt
from typing import Any

from logbook.acts.coaching import accept_invitation, invite
from logbook.acts.looks import Consent
from logbook.models import CoachLink, User
from tests.logbook.given import NOON, a_lifter

EVERYTHING: dict[str, Any] = {
    "sees_notes": True,
    "sees_bodyweight": True,
    "sees_readiness": True,
    "sees_program": True,
    "sets_targets": True,
    "sets_programs": True,
    "shows_all": True,
}


def a_coach(**named: Any) -> User:
    """A coach who does not lift."""
    return a_lifter(**({"is_lifter": False, "is_coach": True, "name": "Cleo"} | named))


def coached(athlete: User, coach: User, *, at: dt.datetime = NOON, **ticks: Any) -> CoachLink:
    """A link between the two, as the athlete invites and the coach accepts; what is not named is not ticked."""
    _, token = invite(athlete, Consent(**ticks), now=at)
    return accept_invitation(coach, token, now=at)
