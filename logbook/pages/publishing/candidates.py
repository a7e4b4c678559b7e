"""Lifters' own exercises as candidates for the catalogue: ranked, adopted, merged.

What one lifter alone made is theirs until they offer it. An admin sees names, never whose they are
or how much was done. A merge gives everyone's history to the catalogue's exercise and leaves what
was judged as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from logbook.acts.habits import hand_over
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.log.locks import lock_sessions
from logbook.models import ExerciseRecord, Favourite, PinnedLoad, SessionExercise, Set, User
from programming.catalogue.entries import current_release, exercise_named, exercises_named
from programming.choices import Tier
from programming.models import (
    Alias,
    CatalogueRelease,
    Exercise,
    PlannedExercise,
    PlannedSubstitute,
    RiskEntry,
)
from programming.names import normalised
from programming.releases.changes import facts_of

_IS_OWN = Q(release=None, exercise__owner__isnull=False, exercise__merged_into=None)


class CandidateError(Exception):
    """What cannot be adopted or merged; the text is a sentence for the admin."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Own exercises of one name: `key` is the form in which names are equal.

    `muscles` and `tiers` (how often each) are those of the offered ones alone; `meant` is the
    catalogue's exercise of exactly this name, if there is one.
    """

    key: str
    name: str
    lifters: int
    muscles: tuple[str, ...]
    tiers: tuple[tuple[str, int], ...]
    meant: RiskEntry | None


@dataclass(frozen=True, slots=True)
class _Own:
    """What is read of an own exercise."""

    name: str
    owner_id: int
    is_offered: bool
    muscles: list[str]
    tier: str


def _shown() -> dict[str, list[_Own]]:
    """The own exercises an admin may know of, by the name they share, in one query.

    Those of two lifters or more, and those that were offered.
    """
    rows = RiskEntry.objects.filter(_IS_OWN).order_by("pk")
    named: dict[str, list[_Own]] = defaultdict(list)
    for row in rows.values_list(
        "name", "exercise__owner_id", "exercise__is_offered", "primary_muscles", "tier"
    ):
        one = _Own(*row)
        named[normalised(one.name)].append(one)
    return {key: same for key, same in named.items() if _lifters(same) > 1 or _offered(same)}


def _lifters(same: Iterable[_Own]) -> int:
    return len({one.owner_id for one in same})


def _offered(same: Iterable[_Own]) -> list[_Own]:
    return [one for one in same if one.is_offered]


def _once(values: Iterable[str]) -> Iterable[str]:
    """Each once, in the order in which they were said."""
    return dict.fromkeys(values)


def candidates() -> list[Candidate]:
    """The names of lifters' own exercises, those of most lifters first, in three queries."""
    shown = _shown()
    meant = exercises_named([same[0].name for same in shown.values()], current_release())
    found = [
        Candidate(
            key=key,
            name=_commonest(one.name for one in same),
            lifters=_lifters(same),
            muscles=tuple(_once(muscle for one in _offered(same) for muscle in one.muscles)),
            tiers=tuple(sorted(Counter(one.tier for one in _offered(same)).items())),
            meant=meant.get(same[0].name),
        )
        for key, same in shown.items()
    ]
    return sorted(found, key=lambda one: (-one.lifters, one.name.casefold()))


def candidate(key: str) -> Candidate:
    """The candidate of this name. Raises `CandidateError` where there is none."""
    for one in candidates():
        if one.key == key:
            return one
    raise CandidateError("No exercise of this name is asked for any more.")


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


def merge(key: str, into: Exercise) -> int:
    """Give the history of every own exercise of this name to one of the catalogue.

    Answers of how many lifters.

    Past targets and verdicts stay, and the entry they were judged by; the next session goes by
    the catalogue's. The name finds it from then on. A lifter at a time, so that nobody waits long.
    Raises `CandidateError`.
    """
    if into.owner_id is not None:
        raise CandidateError("Only an exercise of the catalogue can take others over.")
    candidate(key)
    own = [entry for entry in _own_entries() if normalised(entry.name) == key]
    _name_it(own[0].name, into)
    for entry in own:
        _merge_one(entry.exercise, into)
    return len({entry.exercise.owner_id for entry in own})


def _name_it(name: str, into: Exercise) -> None:
    """Let the name find the exercise, unless it does already or means another one."""
    if exercise_named(name, current_release()) is None:
        Alias.objects.get_or_create(name=name, app="", defaults={"exercise": into})


@transaction.atomic
def _merge_one(own: Exercise, into: Exercise) -> None:
    """Move one lifter's history."""
    done = SessionExercise.objects.filter(athlete_id=own.owner_id, exercise=own)
    # Sessions first: whoever logs a set holds theirs, and reads its exercise after that.
    lock_sessions(done.values_list("session_id", flat=True))
    # The key stays, so a session that starts with it, and holds the lifter, need not wait for this.
    rows = Exercise.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    own = rows.get(pk=own.pk)
    lifter = own.owner
    if lifter is None or own.merged_into_id is not None:
        return
    SessionExercise.objects.visible_to(lifter).filter(exercise=own).update(exercise=into)
    Set.objects.visible_to(lifter).filter(exercise=own).update(exercise=into)
    PlannedExercise.objects.filter(exercise=own).update(exercise=into)
    _merge_beside(lifter, own, into)
    starred = Favourite.objects.visible_to(lifter).filter(exercise=own)
    if starred.delete()[0]:
        Favourite.objects.get_or_create(athlete=lifter, exercise=into)
    hand_over(lifter, own, into)
    own.merged_into = into
    own.save(update_fields=["merged_into"])
    ExerciseRecord.objects.visible_to(lifter).filter(exercise_id=own.pk).delete()
    keep_records(lifter, [into.pk], None)
    keep_what_weeks_say(lifter)


def _merge_beside(lifter: User, own: Exercise, into: Exercise) -> None:
    """Move what names an exercise once: where both are named, the catalogue's stays."""
    named = PlannedSubstitute.objects.filter(exercise=own)
    named.filter(
        planned__in=PlannedSubstitute.objects.filter(exercise=into).values("planned")
    ).delete()
    named.update(exercise=into)
    PlannedSubstitute.objects.filter(exercise=into, planned__exercise=into).delete()
    pins = PinnedLoad.objects.visible_to(lifter)
    if pins.filter(exercise=into).exists():
        pins.filter(exercise=own).delete()
    pins.filter(exercise=own).update(exercise=into)
