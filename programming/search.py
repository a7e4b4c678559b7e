"""Exercise search while logging: by name, alias, muscle and equipment, forgiving typing errors.

The words of a release are held in memory. Search only ever offers a list to choose from: no
name is taken for an exercise by likeness (rulebook 3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from django.contrib.auth.base_user import AbstractBaseUser
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from programming.catalogue import RELEASES_IN_MEMORY, alias_state, entries, own_entries
from programming.choices import Equipment, Muscle, Pattern
from programming.models import Alias, CatalogueRelease, RiskEntry
from programming.names import normalised

# How much a word of each kind says about an exercise, 0 to 1.
_IN_A_NAME = 1.0
_FACT = 0.7
_SECONDARY_MUSCLE = 0.4
# Typing errors are forgiven from this likeness on, and in words of four letters or more.
_LIKENESS = 0.7
_SHORTEST_FORGIVEN = 4
_MOST_WORDS = 6
_NO_BOOST: Mapping[int, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Index:
    """The words and names of some entries: `said_by[word]` is how much it says of which."""

    entries: Sequence[RiskEntry]
    names: Sequence[str]
    named: Sequence[int]
    words: Sequence[str]
    said_by: Mapping[str, Mapping[int, float]]


def search(
    query: str,
    user: AbstractBaseUser | None,
    release: CatalogueRelease,
    limit: int = 20,
    boost: Mapping[int, float] = _NO_BOOST,
) -> list[RiskEntry]:
    """The entries of `release` and of `user`'s own exercises that `query` may mean, best first.

    `boost` adds to the score of an exercise id (scores go from 0 to about 120), so that recent
    and favourite ones rise. An empty query lists everything, the boosted first. Two queries.
    """
    indexes = [_release_index(release.pk, alias_state())]
    if user is not None and (own := own_entries(user)):
        indexes.append(_index(own, {}))
    asked = normalised(query)
    scored: list[tuple[float, RiskEntry]] = []
    if asked:
        whole: list[tuple[float, RiskEntry]] = []
        partly: list[tuple[float, RiskEntry]] = []
        for index in indexes:
            for position, (score, is_whole) in _scores(asked, index).items():
                (whole if is_whole else partly).append((score, index.entries[position]))
        scored = whole or partly
    elif not query.strip():
        scored = [(0.0, entry) for index in indexes for entry in index.entries]
    scored.sort(key=lambda pair: (-pair[0] - boost.get(pair[1].exercise_id, 0.0), pair[1].name))
    return [entry for _, entry in scored[:limit]]


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def _release_index(release_id: int, _aliases: tuple[int, int]) -> Index:
    known = entries(release_id)
    aliases: dict[int, list[str]] = defaultdict(list)
    # What one app alone means by a name is for its logs: here it would rival the usual meaning.
    for exercise_id, name in Alias.objects.filter(app="").values_list("exercise_id", "name"):
        aliases[exercise_id].append(name)
    return _index(list(known.values()), aliases)


def _index(found: Sequence[RiskEntry], aliases: Mapping[int, Sequence[str]]) -> Index:
    names: list[str] = []
    named: list[int] = []
    said_by: dict[str, dict[int, float]] = defaultdict(dict)

    def say(words: Iterable[str], position: int, weight: float) -> None:
        for word in words:
            said_by[word][position] = max(weight, said_by[word].get(position, 0.0))

    for position, entry in enumerate(found):
        for name in {
            normalised(name) for name in (entry.name, *aliases.get(entry.exercise_id, ()))
        }:
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
    return Index(found, names, named, list(said_by), said_by)


def _scores(asked: str, index: Index) -> dict[int, tuple[float, bool]]:
    """Each entry that has some of the words: its score, and whether it has them all."""
    words = asked.split()[:_MOST_WORDS]
    found_by = {word: _said(word, index) for word in words}
    readings = [words]
    # "pull down" finds "pulldown".
    for place, (first, second) in enumerate(pairwise(words)):
        found_by[first + second] = _said(first + second, index, is_forgiving=False)
        readings.append([*words[:place], first + second, *words[place + 2 :]])
    found: dict[int, tuple[bool, float]] = {}
    for reading in readings:
        sums: dict[int, tuple[float, int]] = {}
        for word in reading:
            for position, weight in found_by[word].items():
                total, hits = sums.get(position, (0.0, 0))
                sums[position] = (total + weight, hits + 1)
        for position, (total, hits) in sums.items():
            had = (hits == len(reading), total / len(reading))
            found[position] = max(found.get(position, had), had)
    likeness = _name_likeness(asked, index, found)
    return {
        position: (60 * weight + 40 * likeness[position] + 20 * (likeness[position] == 1), is_whole)
        for position, (is_whole, weight) in found.items()
    }


def _said(word: str, index: Index, *, is_forgiving: bool = True) -> dict[int, float]:
    """How much of `word` each entry has: the word itself, its beginning, or one much like it."""
    alike = {known: 1.0 for known in (word,) if known in index.said_by}
    for known in index.words:
        if known.startswith(word) and known != word:
            alike[known] = 0.75 + 0.2 * len(word) / len(known)
    if is_forgiving and not alike and len(word) >= _SHORTEST_FORGIVEN:
        begun = [known[: len(word)] for known in index.words]
        for choices, weight in ((index.words, 0.8), (begun, 0.7)):
            for _, likeness, place in process.extract(
                word,
                choices,
                scorer=OSA.normalized_similarity,
                score_cutoff=_LIKENESS,
                limit=20,
            ):
                known = index.words[place]
                alike[known] = max(alike.get(known, 0.0), likeness * weight)
    said: dict[int, float] = {}
    for known, likeness in alike.items():
        for position, weight in index.said_by[known].items():
            said[position] = max(said.get(position, 0.0), likeness * weight)
    return said


def _name_likeness(asked: str, index: Index, wanted: Iterable[int]) -> dict[int, float]:
    """How like `asked` the likest name of each wanted entry is, 0 to 1."""
    best = dict.fromkeys(wanted, 0.0)
    among = {place: name for place, name in enumerate(index.names) if index.named[place] in best}
    # The same words in another order are almost as good.
    for scorer, weight in ((fuzz.ratio, 0.01), (fuzz.token_sort_ratio, 0.0095)):
        for _, likeness, place in process.extract(asked, among, scorer=scorer, limit=None):
            position = index.named[place]
            best[position] = max(best[position], likeness * weight)
    return best
