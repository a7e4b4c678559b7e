"""A coach's groups, and who is in them: links in force alone."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from logbook.models import CoachGroup, CoachLink, User

MOST_GROUPS = 30
"""Of a coach (RepStack policy)."""


def groups_of(coach: User) -> QuerySet[CoachGroup]:
    """A coach's groups by name; none of anybody who is no coach."""
    mine = CoachGroup.objects.filter(coach=coach) if coach.is_coach else CoachGroup.objects.none()
    return mine.order_by("name", "pk")


def groups_counted(coach: User) -> QuerySet[CoachGroup]:
    """The groups, each with how many athletes are in it as `athletes`."""
    in_force = Q(links__ended_at=None, links__athlete__is_active=True)
    return groups_of(coach).annotate(athletes=Count("links", filter=in_force))


def links_in(group: CoachGroup) -> QuerySet[CoachLink]:
    """The links in force of a group, with the athletes, by name and address of theirs."""
    found = CoachLink.objects.filter(groups=group, coach_id=group.coach_id).in_force()
    return found.select_related("athlete").order_by("athlete__name", "athlete__email")
