"""What a row points to, said so that another account, or another installation, finds it again.

The lifter's own rows are named by their place in the file; what all lifters share by the name that
is its identity: an exercise's slug, a release's number, a ready-made program's slug.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import models

from logbook.log.carried import Table
from logbook.models import CheckIn, FollowedProgram, User
from programming.catalogue.entries import current_release
from programming.models import (
    CatalogueRelease,
    Exercise,
    Program,
    RiskEntry,
    Workout,
)

POINTED_TO: tuple[type[models.Model], ...] = (
    Exercise, RiskEntry, CatalogueRelease, Program, Workout, CheckIn, FollowedProgram,
)  # fmt: skip
"""The tables that a carried column may point to."""

Said = int | str | list[Any] | None


class OutReferences:
    """Says what a lifter's rows point to, while they are read in the order of the file."""

    def __init__(self, lifter: User) -> None:
        self._lifter = lifter
        self._places: dict[type[models.Model], dict[int, int]] = defaultdict(dict)
        self._slugs: dict[type[models.Model], dict[int, str]] = {}
        self._releases = dict(CatalogueRelease.objects.values_list("pk", "number"))
        self._entries: dict[int, list[Any]] = {}

    def placed(self, table: Table, pk: int) -> None:
        """Remember a row that was written: its place is how many there were."""
        places = self._places[table.model]
        places[pk] = len(places)

    def left_out(self, table: Table, pk: int) -> None:
        """Forget the row that was remembered last: it is not in the file."""
        del self._places[table.model][pk]

    def said(self, to: type[models.Model], pk: int | None) -> Said:
        """What a column that points to this row says. Raises `KeyError` where nothing tells it."""
        if pk is None:
            return None
        if (place := self._places[to].get(pk)) is not None:
            return place
        if to is CatalogueRelease:
            return self._releases[pk]
        if to is RiskEntry:
            return self._entry(pk)
        return self._slug(to, pk)

    def said_or_none(self, to: type[models.Model], pk: int | None) -> Said:
        """What a column says that may also point to nothing, as it does where nothing tells the row."""
        try:
            return self.said(to, pk)
        except KeyError:
            return None

    def said_all(self, to: type[models.Model], pks: list[int]) -> list[Said]:
        """What a list of keys says; a row that is gone since, or somebody else's, is left out of it."""
        found = (self.said_or_none(to, pk) for pk in pks)
        return [one for one in found if one is not None]

    def own_exercise(self, pk: int) -> int | None:
        """The place of an exercise of the lifter's own; None where it is none any more."""
        return self._places[Exercise].get(pk)

    def _entry(self, pk: int) -> Said:
        if pk not in self._entries:
            row = RiskEntry.objects.values_list("release_id", "exercise__slug").get(pk=pk)
            self._entries[pk] = [self._releases[row[0]], row[1]]
        return self._entries[pk]

    def _slug(self, to: type[models.Model], pk: int) -> str:
        if to not in self._slugs:
            shared = {
                Exercise: Exercise.objects.filter(owner=None),
                Program: Program.objects.filter(owner=None),
                Workout: Workout.objects.filter(block__program__owner=None),
            }[to]
            self._slugs[to] = dict(shared.values_list("pk", "slug"))
        return self._slugs[to][pk]


class UnknownReferenceError(Exception):
    """A file points to what is not there; `what` says to what, in words."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class InReferences:
    """Finds what a file's rows point to, while its own rows are written in their order."""

    def __init__(self) -> None:
        self._written: dict[type[models.Model], list[int]] = defaultdict(list)
        self._shared: dict[type[models.Model], dict[str, int]] = {
            Exercise: dict(Exercise.objects.filter(owner=None).values_list("slug", "pk")),
            Program: dict(Program.objects.filter(owner=None).values_list("slug", "pk")),
            Workout: dict(
                Workout.objects.filter(block__program__owner=None).values_list("slug", "pk")
            ),
        }
        self._releases = dict(CatalogueRelease.objects.published().values_list("number", "pk"))
        self._current = current_release().pk
        self._entries: dict[tuple[int, str], int] = {}

    def written(self, model: type[models.Model], pk: int) -> None:
        """Remember a row that was written."""
        self._written[model].append(pk)

    def found(self, to: type[models.Model], said: Any) -> int | None:
        """The key of the row that is meant. Raises `UnknownReferenceError`."""
        if said is None:
            return None
        if type(said) is int and to is not CatalogueRelease:
            rows = self._written[to]
            if 0 <= said < len(rows):
                return rows[said]
            raise UnknownReferenceError(f"row {said} of {to._meta.verbose_name_plural}")  # noqa: SLF001
        if to is CatalogueRelease and type(said) is int:
            # Another installation counts its releases in its own way: the one in force is what holds.
            return self._releases.get(said, self._current)
        if to is RiskEntry and isinstance(said, list) and len(said) == 2:
            return self._entry(*said)
        if to in self._shared and isinstance(said, str):
            if said in self._shared[to]:
                return self._shared[to][said]
            raise UnknownReferenceError(f"{to._meta.verbose_name} {said[:60]}")  # noqa: SLF001
        raise UnknownReferenceError(f"{to._meta.verbose_name} {str(said)[:60]}")  # noqa: SLF001

    def own_exercise(self, said: Any) -> int | None:
        """The key of an exercise of the lifter's own at this place, None where there is none."""
        rows = self._written[Exercise]
        return rows[said] if type(said) is int and 0 <= said < len(rows) else None

    def _entry(self, number: Any, slug: Any) -> int:
        """The entry of an exercise in a release; in the one in force where that release is not here."""
        if type(number) is not int or not isinstance(slug, str):
            raise UnknownReferenceError("an entry of the catalogue")
        exercise = self._shared[Exercise].get(slug)
        if exercise is None:
            raise UnknownReferenceError(f"exercise {slug[:60]}")
        release = self._releases.get(number, self._current)
        key = (release, slug)
        if key not in self._entries:
            rows = RiskEntry.objects.filter(exercise=exercise, release__number__isnull=False)
            found = (
                rows.filter(release=release).first() or rows.order_by("-release__number").first()
            )
            if found is None:
                raise UnknownReferenceError(f"exercise {slug[:60]}")
            self._entries[key] = found.pk
        return self._entries[key]


def points_to(column: models.Field[Any, Any]) -> type[models.Model] | None:
    """The table a column points to, None for a plain one."""
    to = column.related_model
    return to if isinstance(to, type) and issubclass(to, models.Model) else None
