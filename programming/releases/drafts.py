"""Edits of a draft: one admin at a time, and only while it is one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from programming.catalogue.entries import current_release, exercise_named
from programming.datafiles import APPS, AliasRow
from programming.models import (
    Alias,
    CatalogueRelease,
    Exercise,
    PlannedExercise,
    PlannedSubstitute,
    RiskEntry,
)
from programming.names import clean_name, normalised
from programming.releases.changes import entries_of, facts_of
from programming.releases.publish import ReleaseError

_LONGEST_STEM = 70


@contextmanager
def held(draft_id: int) -> Iterator[CatalogueRelease]:
    """The draft, in a transaction that keeps others from writing to it or publishing it.

    Raises `ReleaseError` where it is published or gone.
    """
    with transaction.atomic():
        draft = (
            CatalogueRelease.objects.select_for_update(of=("self",))
            .select_related("based_on")
            .filter(pk=draft_id)
            .first()
        )
        if draft is None:
            raise ReleaseError("This draft is gone: somebody discarded it.")
        if not draft.is_draft:
            by = f" by {draft.publisher}" if draft.publisher else ""
            raise ReleaseError(f"This draft was published already{by}, as {draft}.")
        yield draft


def content_digest(draft: CatalogueRelease) -> str:
    """Tells two contents of a draft apart: whoever publishes means the one that was seen."""
    content = [[key, facts_of(entry)] for key, entry in sorted(entries_of(draft).items())]
    written = json.dumps([draft.based_on_id, content], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def discard(draft: CatalogueRelease) -> None:
    """Delete a held draft, and the exercises that only it knew."""
    known = list(draft.entries.values_list("exercise_id", flat=True))
    draft.entries.all().delete()
    draft.delete()
    forget_unused(known)


def remove(entries: Iterable[RiskEntry]) -> None:
    """Take entries out of a held draft, and forget exercises nothing speaks of any more."""
    gone = list(entries)
    RiskEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    forget_unused(entry.exercise_id for entry in gone)


def forget_unused(exercise_ids: Iterable[int]) -> None:
    """Delete those exercises of the catalogue that no release, draft or workout names."""
    unused = Exercise.objects.filter(pk__in=list(exercise_ids), owner=None, entries=None)
    unused.exclude(
        Q(pk__in=PlannedExercise.objects.values("exercise"))
        | Q(pk__in=PlannedSubstitute.objects.values("exercise"))
    ).delete()


def add(draft: CatalogueRelease, entry: RiskEntry, aliases: Sequence[AliasRow]) -> None:
    """Put a new exercise with its other names into a held draft.

    Its slug comes from its name; one that an earlier release had is that exercise again. The
    names mean nothing before the draft is published: a name leads to an entry of a release.
    """
    entry.release = draft
    entry.exercise = _identity(draft, entry.name)
    entry.save()
    Alias.objects.bulk_create(
        Alias(exercise=entry.exercise, name=one.name, app=one.app) for one in aliases
    )


def _identity(draft: CatalogueRelease, name: str) -> Exercise:
    stem = slugify(name)[:_LONGEST_STEM].strip("-") or "exercise"
    here = set(draft.entries.values_list("exercise__slug", flat=True))
    slug, number = stem, 1
    while slug in here:
        number += 1
        slug = f"{stem}-{number}"
    return Exercise.objects.get_or_create(slug=slug, owner=None)[0]


def read_aliases(lines: str) -> list[AliasRow]:
    """Other names, one a line, `name@app` for one that one app alone uses.

    Raises `ValueError` with a sentence for the admin, also for a name that is taken.
    """
    found: dict[tuple[str, str], AliasRow] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _, app = (part.strip() for part in line.partition("@"))
        if app and app not in APPS:
            raise ValueError(f"{line}: {app} is none of {', '.join(APPS)}.")
        if "|" in name:
            raise ValueError(f"{line}: | divides names in a file. Leave it out.")
        row = AliasRow(clean_name(name), app)
        if (taken := named_already(row.name, row.app)) is not None:
            raise ValueError(f"{line}: this already names {taken}.")
        found[row.key] = row
    return list(found.values())


def named_already(name: str, app: str) -> str | None:
    """What a name means now, but for case and punctuation; None where it means nothing."""
    same = [
        alias.exercise.slug
        for alias in Alias.objects.filter(app=app).select_related("exercise")
        if normalised(alias.name) == normalised(name)
    ]
    if not app and (meant := exercise_named(name, current_release())) is not None:
        same.append(meant.name)
    return same[-1] if same else None


def another_name_of(name: str, draft_id: int | None, exercise_id: int | None) -> str | None:
    """The other exercise that this is another name of for everyone; None where it is free.

    Of the exercises of the draft, and of those that are new in any: a name would lead to two.
    """
    # What a single app calls another exercise stays free: it means nothing outside of its logs.
    wanted = normalised(name)
    meant = [
        key
        for alias, key in Alias.objects.filter(app="").values_list("name", "exercise_id")
        if key != exercise_id and normalised(alias) == wanted
    ]
    if not meant:
        return None
    published = RiskEntry.objects.filter(exercise__in=meant, release__published_at__isnull=False)
    found = RiskEntry.objects.filter(
        Q(release=draft_id) | ~Q(exercise__in=published.values("exercise")),
        exercise__in=meant,
        release__published_at=None,
        release__isnull=False,
    )
    return found.values_list("name", flat=True).first()


def refuse_second(entry: RiskEntry) -> None:
    """Refuse a new exercise whose name another draft or another exercise has.

    Published both, one name would lead to two. Raises `ReleaseError`.
    """
    others = RiskEntry.objects.filter(release__in=CatalogueRelease.objects.drafts())
    others = others.exclude(release=entry.release_id).select_related("release__created_by")
    for other in others:
        if other.release is not None and normalised(other.name) == normalised(entry.name):
            raise ReleaseError(
                f"{other.release}{_begun(other.release)} has an exercise of this name already. Go on "
                "there, or take it out there first."
            )
    meant = another_name_of(entry.name, entry.release_id, entry.exercise_id)
    if meant is not None:
        raise ReleaseError(f"{entry.name} is another name of {meant}.")


def _begun(draft: CatalogueRelease) -> str:
    return f", begun by {draft.created_by}," if draft.created_by else ""
