"""Drafts and releases of the catalogue: copied, compared, published, taken back.

A draft is a copy of the release in force. Publishing it needs that release to be in force still:
of two admins at once one wins, and the other is told and can bring the draft up to date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programming.models import CatalogueRelease, PlannedExercise, PlannedSubstitute, RiskEntry
from programming.names import normalised
from programming.releases.changes import (
    EntryChange,
    Facts,
    Merged,
    changes_of,
    entries_of,
    facts_of,
    merge,
)

LONGEST_REASON = 300
LONGEST_PUBLISHER = 254


class ReleaseError(Exception):
    """A release that cannot be made; the text is a sentence for the admin."""


class OutdatedDraftError(ReleaseError):
    """Another release was published since the draft was made; `current` is that one."""

    def __init__(self, current: CatalogueRelease) -> None:
        super().__init__(
            f"{current} was published since this draft was begun"
            f"{f' by {current.publisher}' if current.publisher else ''}. "
            "Bring the draft up to date, look at the changes again, and publish then."
        )
        self.current = current


class DraftFaultsError(ReleaseError):
    """A draft that says what cannot be; `faults` has a sentence for each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


def _id(who: AbstractBaseUser | None) -> int | None:
    return None if who is None else int(who.pk)


def in_force() -> CatalogueRelease | None:
    """The published release with the highest number; None before the first."""
    return CatalogueRelease.objects.published().first()


@transaction.atomic
def new_draft(
    by: AbstractBaseUser | None, *, content_of: CatalogueRelease | None = None
) -> CatalogueRelease:
    """A draft to be edited, with the content of the release in force, or of another one."""
    base = in_force()
    draft = CatalogueRelease.objects.create(based_on=base, created_by_id=_id(by))
    # A full copy, not a list of edits: what the admin sees in the table is what is published.
    fill(draft, {key: facts_of(one) for key, one in entries_of(content_of or base).items()})
    return draft


def fill(draft: CatalogueRelease, content: Mapping[int, Facts]) -> None:
    """Give a draft exactly this content, by exercise. An entry that stays as it is keeps its id."""
    old = entries_of(draft)
    gone = [
        one.pk for key, one in old.items() if key not in content or facts_of(one) != content[key]
    ]
    RiskEntry.objects.filter(pk__in=gone).delete()
    left = {key for key, one in old.items() if one.pk not in set(gone)}
    RiskEntry.objects.bulk_create(
        RiskEntry(release=draft, exercise_id=key, **facts)
        for key, facts in content.items()
        if key not in left
    )


def publish(
    draft: CatalogueRelease, *, by: AbstractBaseUser | None, reason: str, now: dt.datetime
) -> CatalogueRelease:
    """Put a draft in force for every session that starts from now on.

    Raises `ReleaseError` without a reason, for a draft without a change or published already,
    `OutdatedDraftError` where its base is not in force any more, `DraftFaultsError` for content
    that cannot be.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReleaseError("Say why: the reason stays with the release.")
    if len(reason) > LONGEST_REASON:
        raise ReleaseError(f"Say why in at most {LONGEST_REASON} characters.")
    try:
        with transaction.atomic():
            return _publish(draft.pk, by, reason, now)
    except IntegrityError as fault:
        # The number went to another one in the same instant: only without a base to lock.
        current = in_force()
        if current is None or current.pk == draft.based_on_id:
            raise
        raise OutdatedDraftError(current) from fault


def _publish(
    draft_id: int, by: AbstractBaseUser | None, reason: str, now: dt.datetime
) -> CatalogueRelease:
    # Whoever publishes on the same base waits here, and then sees what was published.
    draft = CatalogueRelease.objects.select_for_update(of=("self",)).get(pk=draft_id)
    base = draft.based_on_id
    if base is not None:
        CatalogueRelease.objects.select_for_update(of=("self",)).get(pk=base)
    if not draft.is_draft:
        raise ReleaseError(f"This draft was published already, as {draft}.")
    current = in_force()
    if current is not None and current.pk != base:
        raise OutdatedDraftError(current)
    changes = changes_of(draft)
    if not changes:
        raise ReleaseError("Nothing differs from the release in force.")
    if faults := faults_of(draft, changes):
        raise DraftFaultsError(faults)
    return put_in_force(draft, by=by, reason=reason, now=now)


def put_in_force(
    draft: CatalogueRelease, *, by: AbstractBaseUser | None, reason: str, now: dt.datetime
) -> CatalogueRelease:
    """Publish a draft that was checked. Raises `IntegrityError` where another took its number."""
    current = in_force()
    draft.number = current.number + 1 if current is not None and current.number else 1
    draft.published_at, draft.reason = now, reason
    draft.published_by_id, draft.publisher = _id(by), str(by or "")[:LONGEST_PUBLISHER]
    draft.save()
    return draft


def faults_of(draft: CatalogueRelease, changes: Iterable[EntryChange]) -> list[str]:
    """What of a draft's changes cannot be, a sentence each."""
    faults: list[str] = []
    for change in changes:
        if change.after is None:
            continue
        try:
            change.after.clean_fields(exclude={"release", "exercise"})
            change.after.clean()
        except ValidationError as fault:
            faults += [
                f"{change.name}: {name}: {' '.join(texts)}"
                for name, texts in fault.message_dict.items()
            ]
    # Not against other names: they could keep an earlier release from being brought back.
    content = entries_of(draft)
    named: dict[str, str] = {}
    for entry in sorted(content.values(), key=lambda one: one.pk):
        other = named.setdefault(normalised(entry.name), entry.name)
        if other is not entry.name:
            faults.append(f"{entry.name}: another exercise has this name.")
    planned = (
        PlannedExercise.objects.exclude(exercise__in=list(content))
        # What a lifter planned for themselves stays theirs, and keeps the last entry there was.
        .filter(exercise__owner=None, workout__block__program__owner=None)
        .values_list("workout__name", "exercise__slug")
    )
    substitutes = (
        PlannedSubstitute.objects.exclude(exercise__in=list(content))
        .filter(exercise__owner=None, planned__workout__block__program__owner=None)
        .values_list("planned__workout__name", "exercise__slug")
    )
    faults += [
        f"{slug}: the workout {workout} needs it." for workout, slug in [*planned, *substitutes]
    ]
    return faults


@transaction.atomic
def restore(
    release: CatalogueRelease, *, by: AbstractBaseUser | None, reason: str, now: dt.datetime
) -> CatalogueRelease:
    """Undo: a new release with the content of an earlier one. Raises `ReleaseError`."""
    if release.is_draft:
        raise ReleaseError("Only a published release can be brought back.")
    draft = new_draft(by, content_of=release)
    draft.restores = release
    draft.save(update_fields=["restores"])
    return publish(draft, by=by, reason=reason, now=now)


@transaction.atomic
def bring_up_to_date(draft: CatalogueRelease) -> Merged:
    """Put the draft's own changes on the release in force.

    Of what both changed the draft's stands, and is named: a fact, or an exercise that one side
    took away. Raises `ReleaseError` for a
    release that is published.
    """
    draft = CatalogueRelease.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not draft.is_draft:
        raise ReleaseError(f"This draft was published already, as {draft}.")
    current = in_force()
    merged = merge(
        *(
            {key: facts_of(one) for key, one in entries_of(which).items()}
            for which in (draft.based_on, draft, current)
        )
    )
    fill(draft, merged.facts)
    draft.based_on = current
    draft.save(update_fields=["based_on"])
    return merged
