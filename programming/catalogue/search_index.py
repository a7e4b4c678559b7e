"""The words and names of exercises as search looks them up, and where they are kept in memory."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Expression, QuerySet, TextField
from django.db.models.functions import Cast

from programming.catalogue.entries import RELEASES_IN_MEMORY, entries
from programming.choices import Equipment, Muscle, Pattern
from programming.models import Alias, RiskEntry
from programming.names import normalised

# How much a word of each kind says about an exercise, 0 to 1.
_IN_A_NAME = 1.0
_FACT = 0.7
_SECONDARY_MUSCLE = 0.4
_OWN_IN_MEMORY = 64
_AFTER_ALL = "\U0010ffff"


class OwnRow(NamedTuple):
    """One of a lifter's own exercises as search reads it; the muscles are JSON still."""

    exercise_id: int
    name: str
    tier: str
    equipment: str
    pattern: str
    primary_muscles: str
    secondary_muscles: str


@dataclass(frozen=True, slots=True)
class Index:
    """The words and names of some entries: `said_by[word]` is how much it says of which.

    `words` are in order. `names[i]` is one of the names of `entries[named[i]]`, `shuffled[i]` the
    same with its words in order; `names_of` leads the other way.
    """

    entries: Sequence[RiskEntry]
    by_name: Sequence[RiskEntry]
    names: Sequence[str]
    shuffled: Sequence[str]
    named: Sequence[int]
    names_of: Sequence[Sequence[int]]
    words: Sequence[str]
    said_by: Mapping[str, Mapping[int, float]]
    _begun: dict[int, list[str]] = field(default_factory=dict)

    def begun(self, length: int) -> list[str]:
        """The first letters of every word."""
        if length not in self._begun:
            self._begun[length] = [word[:length] for word in self.words]
        return self._begun[length]

    def beginning_with(self, word: str) -> Sequence[str]:
        """The words that begin with `word`."""
        first = bisect_left(self.words, word)
        return self.words[first : bisect_left(self.words, word + _AFTER_ALL, first)]


def own_rows(owner: AbstractBaseUser | Expression) -> QuerySet[RiskEntry, Any]:
    """The rows of `OwnRow` of one lifter (or of an expression for their key)."""
    key = owner.pk if isinstance(owner, AbstractBaseUser) else owner
    return (
        RiskEntry.objects.filter(release=None, exercise__owner_id=key, exercise__merged_into=None)
        .order_by()
        .values_list(
            *OwnRow._fields[:-2],
            Cast("primary_muscles", TextField()),
            Cast("secondary_muscles", TextField()),
        )
    )


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def release_index(release_id: int, _aliases: tuple[int, int]) -> Index:
    """The index of a published release, for one state of the aliases."""
    known = entries(release_id)
    aliases: dict[int, list[str]] = defaultdict(list)
    # What one app alone means by a name is for its logs: here it would rival the usual meaning.
    for exercise_id, name in Alias.objects.filter(app="").values_list("exercise_id", "name"):
        aliases[exercise_id].append(name)
    return _index(list(known.values()), aliases)


@lru_cache(maxsize=_OWN_IN_MEMORY)
def own_index(rows: tuple[tuple[Any, ...], ...]) -> Index:
    """The index of these very rows: whatever changes in one of them makes another."""
    found = []
    for values in rows:
        facts = OwnRow(*values)._asdict()
        for name in ("primary_muscles", "secondary_muscles"):
            facts[name] = json.loads(facts[name])
        found.append(RiskEntry(**facts))
    return _index(found, {})


def _index(found: Sequence[RiskEntry], aliases: Mapping[int, Sequence[str]]) -> Index:
    names: list[str] = []
    named: list[int] = []
    names_of: list[list[int]] = [[] for _ in found]
    said_by: dict[str, dict[int, float]] = defaultdict(dict)

    def say(words: Iterable[str], position: int, weight: float) -> None:
        for word in words:
            said_by[word][position] = max(weight, said_by[word].get(position, 0.0))

    for position, entry in enumerate(found):
        for name in {
            normalised(name) for name in (entry.name, *aliases.get(entry.exercise_id, ()))
        }:
            names_of[position].append(len(names))
            names.append(name)
            named.append(position)
            words = name.split()
            say(words, position, _IN_A_NAME)
            # "pullup" finds "pull up".
            say(map("".join, pairwise(words)), position, _IN_A_NAME)
        facts = [Equipment(entry.equipment).label, Pattern(entry.pattern).label]
        facts += [Muscle(muscle).label for muscle in entry.primary_muscles]
        say(normalised(" ".join(facts)).split(), position, _FACT)
        lesser = " ".join(Muscle(muscle).label for muscle in entry.secondary_muscles)
        say(normalised(lesser).split(), position, _SECONDARY_MUSCLE)
    return Index(
        entries=found,
        by_name=sorted(found, key=lambda entry: entry.name),
        names=names,
        shuffled=[in_order(name) for name in names],
        named=named,
        names_of=names_of,
        words=sorted(said_by),
        said_by=said_by,
    )


def in_order(name: str) -> str:
    """A name with its words in alphabetical order."""
    return " ".join(sorted(name.split()))
