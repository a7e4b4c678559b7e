"""A coach sorts athletes into groups. Nothing of it tells or changes anything of an athlete's."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.http import Http404

from logbook.log.coaching import links_of_coach
from logbook.log.groups import MOST_GROUPS, groups_of
from logbook.log.locks import lock_lifter, lock_links
from logbook.models import CoachGroup, User


class RefusedGroupError(Exception):
    """A name that cannot be, or one group too many; its text says why to the coach."""


@transaction.atomic
def make_group(coach: User, name: str) -> CoachGroup:
    """An empty group. Raises `RefusedGroupError`."""
    lock_lifter(coach)
    if groups_of(coach).count() >= MOST_GROUPS:
        raise RefusedGroupError(
            f"You have {MOST_GROUPS} groups. Delete one before you make another."
        )
    _free(coach, name)
    return CoachGroup.objects.create(coach=coach, name=name)


@transaction.atomic
def change_group(coach: User, group_id: int, *, name: str, athlete_ids: Collection[int]) -> int:
    """Name a group, and say who is in it; how many of those are not the coach's (any more).

    They are left out: a link may have ended while the form was open. An athlete may be in several
    groups. Raises `Http404` for a group of nobody's or another's, and `RefusedGroupError`.
    """
    # Links before people: who ends one waits here, and takes it out of every group after that.
    links = lock_links(links_of_coach(coach).filter(athlete_id__in=athlete_ids))
    lock_lifter(coach)
    group = _own(coach, group_id)
    if group.name != name:
        _free(coach, name, but=group)
        group.name = name
        group.save(update_fields=["name"])
    group.links.set(links)
    return len(set(athlete_ids)) - len(links)


@transaction.atomic
def delete_group(coach: User, group_id: int) -> None:
    """Delete a group; its athletes stay the coach's. Raises `Http404`."""
    lock_lifter(coach)
    _own(coach, group_id).delete()


def _own(coach: User, group_id: int) -> CoachGroup:
    found = groups_of(coach).filter(pk=group_id).first()
    if found is None:
        raise Http404("No group of yours.")
    return found


def _free(coach: User, name: str, but: CoachGroup | None = None) -> None:
    """Raises `RefusedGroupError` where another group of the coach's has this name."""
    # By the letters as Python folds them: SQLite folds those of English alone.
    taken = [one.name for one in groups_of(coach) if but is None or one.pk != but.pk]
    if name.casefold() in {one.casefold() for one in taken}:
        raise RefusedGroupError(f"You have a group “{name}” already.")
