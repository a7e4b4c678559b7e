"""Lifters' own exercises as candidates for the catalogue: ranked by use, adopted, merged.

An admin sees names and numbers, never whose they are. A merge gives everyone's history to the
catalogue's exercise and leaves what was judged as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.text import slugify

from logbook.kept.deload import keep_deload_advice
from logbook.kept.records import keep_records
from logbook.log.locks import lock_sessions
from logbook.models import ExerciseRecord, Favourite, SessionExercise, Set
from programming.catalogue.entries import current_release, exercise_named, exercises_named
from programming.choices import Tier
from programming.models import Alias, CatalogueRelease, Exercise, PlannedExercise, RiskEntry
from programming.names import normalised
from programming.releases.changes import facts_of

_IS_OWN = Q(release=None, exercise__owner__isnull=False, exercise__merged_into=None)


class CandidateError(Exception):
    """What cannot be adopted or merged; the text is a sentence for the admin."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Own exercises of one name: `key` is the form in which names are equal.

    `tiers` counts how their lifters classified them; `meant` is the catalogue's exercise of
    exactly this name, if there is one.
    """

    key: str
    name: str
    lifters: int
    sets: int
    tiers: tuple[tuple[str, int], ...]
    meant: RiskEntry | None


@dataclass(frozen=True, slots=True)
class MergedHistory:
    """What a merge moved."""

    lifters: int
    sets: int


def candidates() -> list[Candidate]:
    """The names of lifters' own exercises, the most used first, in four queries."""
    named: dict[str, list[RiskEntry]] = defaultdict(list)
    for entry in _own_entries():
        named[normalised(entry.name)].append(entry)
    rows = Set.objects.live().filter(exercise__owner__isnull=False)
    logged = dict(rows.values_list("exercise_id").annotate(sets=Count("pk")).order_by())
    meant = exercises_named([entries[0].name for entries in named.values()], current_release())
    found = [
        Candidate(
            key=key,
            name=_commonest(entry.name for entry in entries),
            lifters=len({entry.exercise.owner_id for entry in entries}),
            sets=sum(logged.get(entry.exercise_id, 0) for entry in entries),
            tiers=tuple(sorted(Counter(entry.tier for entry in entries).items())),
            meant=meant.get(entries[0].name),
        )
        for key, entries in named.items()
    ]
    return sorted(found, key=lambda one: (-one.lifters, -one.sets, one.name))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that lifters gave an exercise of their own and that means none of the catalogue."""

    name: str
    lifters: int


def wanted(release: CatalogueRelease) -> list[Wanted]:
    """The candidates the release lacks, those of most lifters first; no set is counted for it."""
    spelled: dict[str, list[str]] = defaultdict(list)
    owners: dict[str, set[int]] = defaultdict(set)
    own = RiskEntry.objects.filter(_IS_OWN).order_by("pk")
    for name, owner in own.values_list("name", "exercise__owner_id"):
        spelled[normalised(name)].append(name)
        owners[normalised(name)].add(owner)
    known = exercises_named([names[0] for names in spelled.values()], release)
    found = [
        Wanted(_commonest(names), len(owners[key]))
        for key, names in spelled.items()
        if names[0] not in known
    ]
    return sorted(found, key=lambda one: (-one.lifters, one.name.casefold()))


def candidate(key: str) -> Candidate:
    """The candidate of this name. Raises `CandidateError` where there is none any more."""
    for one in candidates():
        if one.key == key:
            return one
    raise CandidateError("No lifter has an exercise of this name any more.")


def _own_entries() -> list[RiskEntry]:
    return list(RiskEntry.objects.filter(_IS_OWN).select_related("exercise").order_by("pk"))


def _commonest(names: Iterable[str]) -> str:
    """The spelling most lifters use; of equally common ones the first by alphabet."""
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name))


@transaction.atomic
def adopt(key: str, draft: CatalogueRelease) -> RiskEntry:
    """Put a candidate into a draft as an exercise of the catalogue, to be completed there.

    It begins as careful as its lifters were: the highest floor among theirs. Merging their
    history is another step, once it is published. Raises `CandidateError`.
    """
    found = candidate(key)
    if found.meant is not None:
        raise CandidateError(f"The catalogue has it already, as {found.meant.name}.")
    if any(normalised(name) == key for name in draft.entries.values_list("name", flat=True)):
        raise CandidateError(f"{draft} has an exercise of this name already.")
    entries = [entry for entry in _own_entries() if normalised(entry.name) == key]
    order = [Tier.SAFER, Tier.CAUTION, Tier.AVOID]
    careful = max(entries, key=lambda entry: (entry.floor, order.index(Tier(entry.tier))))
    facts = {**facts_of(careful), "name": found.name}
    return RiskEntry.objects.create(
        release=draft, exercise=Exercise.objects.create(slug=_free_slug(found.name)), **facts
    )


def _free_slug(name: str) -> str:
    stem = slugify(name)[:70].strip("-") or "exercise"
    taken = set(
        Exercise.objects.filter(owner=None, slug__startswith=stem).values_list("slug", flat=True)
    )
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def merge(key: str, into: Exercise) -> MergedHistory:
    """Give the history of every own exercise of this name to one of the catalogue.

    Past targets and verdicts stay, and the entry they were judged by; the next session goes by
    the catalogue's. The name finds it from then on. A lifter at a time, so that nobody waits long.
    Raises `CandidateError`.
    """
    if into.owner_id is not None:
        raise CandidateError("Only an exercise of the catalogue can take others over.")
    candidate(key)
    own = [entry for entry in _own_entries() if normalised(entry.name) == key]
    _name_it(own[0].name, into)
    moved = [_merge_one(entry.exercise, into) for entry in own]
    lifters = {entry.exercise.owner_id for entry in own}
    return MergedHistory(len(lifters), sum(moved))


def _name_it(name: str, into: Exercise) -> None:
    """Let the name find the exercise, unless it does already or means another one."""
    if exercise_named(name, current_release()) is None:
        Alias.objects.get_or_create(name=name, app="", defaults={"exercise": into})


@transaction.atomic
def _merge_one(own: Exercise, into: Exercise) -> int:
    """Move one lifter's history; how many sets."""
    done = SessionExercise.objects.filter(athlete_id=own.owner_id, exercise=own)
    # Sessions first: whoever logs a set holds theirs, and reads its exercise after that.
    lock_sessions(done.values_list("session_id", flat=True))
    # The key stays, so a session that starts with it, and holds the lifter, need not wait for this.
    rows = Exercise.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    own = rows.get(pk=own.pk)
    lifter = own.owner
    if lifter is None or own.merged_into_id is not None:
        return 0
    SessionExercise.objects.visible_to(lifter).filter(exercise=own).update(exercise=into)
    moved = Set.objects.visible_to(lifter).filter(exercise=own).update(exercise=into)
    PlannedExercise.objects.filter(exercise=own).update(exercise=into)
    starred = Favourite.objects.visible_to(lifter).filter(exercise=own)
    if starred.delete()[0]:
        Favourite.objects.get_or_create(athlete=lifter, exercise=into)
    own.merged_into = into
    own.save(update_fields=["merged_into"])
    ExerciseRecord.objects.visible_to(lifter).filter(exercise_id=own.pk).delete()
    keep_records(lifter, [into.pk], None)
    keep_deload_advice(lifter)
    return moved
