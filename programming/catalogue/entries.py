"""The exercise catalogue as the rest of the product reads it, and a lifter's own exercises.

A published release never changes, so its entries are held in memory and shared by all requests:
treat them as read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BigIntegerField, Count, Func, Max, Q, Subquery, Value
from django.db.models.functions import Coalesce

from programming.models import Alias, CatalogueRelease, RiskEntry
from programming.names import normalised
from programming.rulebook import CompetitionLift

# Sessions finished on an old release are read from their own rows; few releases are in use at once.
RELEASES_IN_MEMORY = 4
# The barbell lifts of a powerlifting total, by the slug that is their identity (rulebook 10, 13).
_COMPETITION_LIFTS = {
    "barbell-squat": CompetitionLift.SQUAT,
    "barbell-bench-press": CompetitionLift.BENCH,
    "barbell-deadlift": CompetitionLift.DEADLIFT,
}


def current_release() -> CatalogueRelease:
    """The release in force: the published one with the highest number, in one query.

    Raises `CatalogueRelease.DoesNotExist` before the first one is loaded.
    """
    # Every page asks: Django would write the same SQL anew each time, which costs more than it does.
    for release in CatalogueRelease.objects.raw(_in_force()):
        return release
    raise CatalogueRelease.DoesNotExist("No exercise catalogue yet: run load_catalogue.")


@cache
def _in_force() -> str:
    sql, parameters = CatalogueRelease.objects.published()[:1].query.sql_with_params()
    if parameters:
        raise ValueError(f"The release in force is asked for without values, not {parameters}.")
    return sql


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def entries(release_id: int) -> Mapping[int, RiskEntry]:
    """The entries of a published release by exercise id, in memory after the first call.

    Raises `CatalogueRelease.DoesNotExist` for any other id, a draft's included.
    """
    release = CatalogueRelease.objects.published().get(pk=release_id)
    found = RiskEntry.objects.filter(release=release).select_related("exercise")
    return MappingProxyType({entry.exercise_id: entry for entry in found})


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def _by_name(release_id: int) -> Mapping[str, RiskEntry]:
    return {normalised(entry.name): entry for entry in entries(release_id).values()}


def alias_state() -> tuple[int, int]:
    """Aliases are added and removed, never changed, so these two numbers tell any two states apart."""
    state = Alias.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return state["count"], state["last"] or 0


def alias_state_columns() -> tuple[Subquery, Subquery]:
    """What `alias_state` tells, as two columns of another query."""
    kinds = (("COUNT", Value(0)), ("MAX", Value(0)))
    count, last = (
        Subquery(
            Alias.objects.order_by()
            .annotate(
                told=Coalesce(Func("pk", function=name), none, output_field=BigIntegerField())
            )
            .values("told")
        )
        for name, none in kinds
    )
    return count, last


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def _by_alias(release_id: int, _aliases: tuple[int, int]) -> Mapping[tuple[str, str], RiskEntry]:
    known = entries(release_id)
    aliases = Alias.objects.values_list("name", "app", "exercise_id")
    return {(normalised(name), app): known[key] for name, app, key in aliases if key in known}


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def competition_lifts(release_id: int) -> Mapping[int, CompetitionLift]:
    """The competition lifts of a published release by exercise id; no query but the first.

    An exercise keeps its identity through all releases, so older sessions count with them.
    """
    marked = {
        exercise_id: _COMPETITION_LIFTS.get(entry.exercise.slug)
        for exercise_id, entry in entries(release_id).items()
    }
    return MappingProxyType({key: lift for key, lift in marked.items() if lift is not None})


def entry_for(
    exercise_id: int, release: CatalogueRelease, lifter: AbstractBaseUser | None = None
) -> RiskEntry:
    """The entry of an exercise in `release`, else the one of an exercise of `lifter`'s own.

    No query for the catalogue's. Raises `RiskEntry.DoesNotExist` for another lifter's exercise
    as for one that does not exist, and for every own one without a lifter.
    """
    found = entries(release.pk).get(exercise_id)
    if found is not None:
        return found
    if lifter is None:
        raise RiskEntry.DoesNotExist("Not an exercise of this release.")
    return RiskEntry.objects.select_related("exercise").get(
        release=None,
        exercise_id=exercise_id,
        exercise__owner_id=lifter.pk,
        exercise__merged_into=None,
    )


def entries_for(
    exercise_ids: Iterable[int], release: CatalogueRelease, lifter: AbstractBaseUser
) -> dict[int, RiskEntry]:
    """The entries of exercises that `lifter` planned: of `release`, of their own, else the last there was.

    A plan outlives an exercise that leaves the catalogue. In one query at most. Raises `KeyError`
    for another lifter's exercise as for one that never was.
    """
    wanted = set(exercise_ids)
    known = entries(release.pk)
    found = {key: known[key] for key in wanted if key in known}
    if missing := wanted - found.keys():
        own = Q(release=None, exercise__owner_id=lifter.pk)
        gone = Q(release__published_at__isnull=False, exercise__owner=None)
        rows = RiskEntry.objects.filter(own | gone, exercise_id__in=missing)
        for entry in rows.select_related("exercise").order_by("release__number"):
            found[entry.exercise_id] = entry
    if unknown := wanted - found.keys():
        raise KeyError(*sorted(unknown))
    return found


def last_entry(exercise_id: int) -> RiskEntry | None:
    """The entry of the newest published release that has this exercise, in one query."""
    published = RiskEntry.objects.exclude(release__published_at=None)
    found = published.filter(exercise_id=exercise_id, exercise__owner=None)
    return found.select_related("exercise").order_by("-release__number").first()


def exercise_named(name: str, release: CatalogueRelease, app: str = "") -> RiskEntry | None:
    """The one entry of `release` that `name` means in `app`, exactly but for case and punctuation.

    What the app itself means by it goes before what everyone means. None where nothing does:
    a name is never guessed at (rulebook 3). One query.
    """
    return exercises_named([name], release, app).get(name)


def exercises_named(
    names: Iterable[str], release: CatalogueRelease, app: str = ""
) -> dict[str, RiskEntry]:
    """The same of many names, those that mean something, in one query."""
    by_alias, by_name = _by_alias(release.pk, alias_state()), _by_name(release.pk)
    found: dict[str, RiskEntry] = {}
    for name in names:
        wanted = normalised(name)
        own = by_alias.get((wanted, app)) if app else None
        meant = own or by_name.get(wanted) or by_alias.get((wanted, ""))
        if wanted and meant is not None:
            found[name] = meant
    return found
