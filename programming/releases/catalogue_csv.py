"""The catalogue as a CSV file: written of any release or draft, read into a new draft.

The columns are those of the reviewed `data/exercises.csv`. A cell that a spreadsheet would take for
a formula is written as text, and comes back the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from programming.datafiles import (
    COLUMNS,
    AliasRow,
    DataFileError,
    ExerciseRow,
    as_text,
    parse_exercises,
)
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.names import normalised
from programming.releases.changes import entries_of, facts_of
from programming.releases.publish import ReleaseError, fill, in_force

LARGEST = 5 * 1024 * 1024


class _Several(Widget):  # type: ignore[misc]
    """A list in one cell."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "|".join(value)


class _Yes(Widget):  # type: ignore[misc]
    """`yes` or `no`."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class ExerciseResource(resources.Resource):  # type: ignore[misc]
    """An entry as a row of the file."""

    slug = Field("exercise__slug", "slug")
    name = Field("name", "name")
    equipment = Field("equipment", "equipment")
    pattern = Field("pattern", "pattern")
    compound = Field("is_compound", "compound", _Yes())
    primary_muscles = Field("primary_muscles", "primary_muscles", _Several())
    secondary_muscles = Field("secondary_muscles", "secondary_muscles", _Several())
    load_kind = Field("load_kind", "load_kind")
    bodyweight_percent = Field("bodyweight_percent", "bodyweight_percent")
    unilateral = Field("is_unilateral", "unilateral", _Yes())
    lower_body = Field("is_lower_body", "lower_body", _Yes())
    role = Field("default_role", "role")
    tier = Field("tier", "tier")
    floor = Field("floor", "floor")
    floor_with_safeties = Field("floor_with_safeties", "floor_with_safeties")
    safeties = Field("safeties", "safeties", _Several())
    rationale = Field("rationale", "rationale")
    aliases = Field(column_name="aliases")

    class Meta:
        export_order = COLUMNS

    def export_field(self, field: Field, instance: RiskEntry, **kwargs: Any) -> Any:
        """The cell; import-export's own escaping drops the sign, and the name with it."""
        cell = super().export_field(field, instance, **kwargs)
        return as_text(cell) if isinstance(cell, str) else cell

    def dehydrate_aliases(self, entry: RiskEntry) -> str:
        """Its other names as they were added, `name@app` where one app alone uses it."""
        known = sorted(entry.exercise.aliases.all(), key=lambda one: one.pk)
        return "|".join(
            f"{one.name}@{one.app}" if one.app else one.name
            for one in known
            if not _is_name(one, entry.name)
        )


def _is_name(alias: Alias, name: str) -> bool:
    """Whether it says what the name says: an exercise may be renamed to another name of it."""
    return not alias.app and normalised(alias.name) == normalised(name)


def written(release: CatalogueRelease) -> str:
    """The content of a release or a draft as CSV, in the order its exercises were made."""
    entries = RiskEntry.objects.filter(release=release).order_by("exercise_id")
    found = entries.select_related("exercise").prefetch_related("exercise__aliases")
    return str(ExerciseResource().export(found).csv)


@dataclass(frozen=True, slots=True)
class AliasDifferences:
    """How many other names an import left alone: in the file alone, in the catalogue alone."""

    only_in_file: int
    only_in_catalogue: int

    def __bool__(self) -> bool:
        return bool(self.only_in_file or self.only_in_catalogue)

    def __str__(self) -> str:
        return (
            f"Other names are not part of a draft: {self.only_in_file} in the file are not in the "
            f"catalogue, {self.only_in_catalogue} of the catalogue are not in the file."
        )


def draft_of(
    content: bytes, by: AbstractBaseUser | None, name: str = "The file"
) -> tuple[CatalogueRelease, AliasDifferences]:
    """A new draft, based on the release in force, with exactly the content of a CSV file.

    A slug is an identity: one that the catalogue has is that exercise, whose other names stay as
    they are; another one is a new exercise with the other names of its row. Raises
    `DataFileError` with every fault found, `ReleaseError` where nothing differs; then nothing was
    written.
    """
    if len(content) > LARGEST:
        raise DataFileError([f"{name}: larger than {LARGEST // 1024**2} MB."])
    rows = parse_exercises(content, name).rows
    try:
        with transaction.atomic():
            return _draft_of(rows, by, name)
    except IntegrityError as fault:
        raise ReleaseError(
            "Somebody wrote to the catalogue in the same moment. Upload the file again."
        ) from fault


def _draft_of(
    rows: Sequence[ExerciseRow], by: AbstractBaseUser | None, name: str
) -> tuple[CatalogueRelease, AliasDifferences]:
    aliases = list(Alias.objects.filter(exercise__owner=None).select_related("exercise"))
    known = {one.slug: one for one in Exercise.objects.filter(owner=None)}
    new = [row for row in rows if row.slug not in known]
    if faults := _taken(new, aliases, name):
        raise DataFileError(faults)
    differences = _differences([row for row in rows if row.slug in known], aliases)
    current = in_force()
    base = {one.exercise.slug: facts_of(one) for one in entries_of(current).values()}
    if base == {row.slug: facts_of(row.entry) for row in rows}:
        text = "Nothing differs from the release in force."
        raise ReleaseError(f"{text} {differences}" if differences else text)
    for row in new:
        known[row.slug] = Exercise.objects.create(slug=row.slug)
    # Of new exercises alone: a name holds for all releases, and this draft nobody has published.
    Alias.objects.bulk_create(
        Alias(exercise=known[row.slug], name=one.name, app=one.app)
        for row in new
        for one in row.aliases
    )
    draft = CatalogueRelease.objects.create(
        based_on=current, created_by_id=None if by is None else int(by.pk)
    )
    fill(draft, {known[row.slug].pk: facts_of(row.entry) for row in rows})
    return draft, differences


def _taken(new: Sequence[ExerciseRow], aliases: Sequence[Alias], name: str) -> list[str]:
    """Names of new exercises that mean another exercise of the catalogue already."""
    meant = {(normalised(one.name), one.app): one.exercise.slug for one in aliases}
    return [
        f"{name} line {row.line} ({row.entry.name}): {one.name!r} already names {meant[one.key]}."
        for row in new
        for one in (AliasRow(row.entry.name, ""), *row.aliases)
        if one.key in meant
    ]


def _differences(known: Sequence[ExerciseRow], aliases: Sequence[Alias]) -> AliasDifferences:
    names = {row.slug: row.entry.name for row in known}
    stored = {
        (one.exercise.slug, one.name, one.app)
        for one in aliases
        if one.exercise.slug in names and not _is_name(one, names[one.exercise.slug])
    }
    filed = {(row.slug, one.name, one.app) for row in known for one in row.aliases}
    return AliasDifferences(len(filed - stored), len(stored - filed))
