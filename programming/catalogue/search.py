"""Exercise search while logging: by name, alias, muscle and equipment, forgiving typing errors.

The words of a release are held in memory, and those of a lifter's own exercises for as long as
they stay the same. Search only ever offers a list to choose from: no name is taken for an
exercise by likeness (rulebook 3).
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from programming.catalogue.entries import alias_state
from programming.catalogue.search_index import Index, in_order, own_index, own_rows, release_index
from programming.models import CatalogueRelease, RiskEntry
from programming.names import normalised

# Typing errors are forgiven from this likeness on, and in words of four letters or more.
_LIKENESS = 0.7
_SHORTEST_FORGIVEN = 4
_MOST_WORDS = 6
# What words that stand together in a name add: a lateral leg raise is no lateral raise.
_SIDE_BY_SIDE = 6
_NO_BOOST: Mapping[int, float] = MappingProxyType({})

# An exercise's score of the words asked for, and whether it has them all.
_Scores = dict[int, tuple[float, bool]]


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
    own = tuple(own_rows(user)) if user is not None else ()
    return search_in(query, release.pk, alias_state(), own, limit=limit, boost=boost)


def search_in(
    query: str,
    release_id: int,
    aliases: tuple[int, int],
    own: tuple[tuple[Any, ...], ...],
    *,
    limit: int,
    boost: Mapping[int, float] = _NO_BOOST,
) -> list[RiskEntry]:
    """As `search`, with what it reads: the state of the aliases and the rows of `own_rows`.

    No query once the release is in memory.
    """
    indexes = [release_index(release_id, aliases)]
    if own:
        indexes.append(own_index(own))
    asked = normalised(query)
    if asked:
        return _best(asked, indexes, limit, boost)
    return [] if query.strip() else _all(indexes, limit, boost)


def _all(indexes: Sequence[Index], limit: int, boost: Mapping[int, float]) -> list[RiskEntry]:
    """Everything by name, the boosted before the rest."""
    known = list(chain.from_iterable(index.by_name for index in indexes))
    first = [entry for entry in known if entry.exercise_id in boost] if boost else []
    first.sort(key=lambda entry: (-boost[entry.exercise_id], entry.name))
    others = (
        entry
        for entry in sorted(
            chain.from_iterable(index.by_name[: limit + len(first)] for index in indexes),
            key=lambda entry: entry.name,
        )
        if entry.exercise_id not in boost
    )
    return [*first, *others][:limit]


def _best(
    asked: str, indexes: Sequence[Index], limit: int, boost: Mapping[int, float]
) -> list[RiskEntry]:
    """What has all the words asked for, else what has some; the likeliest first."""
    scores = [_scores(asked, index) for index in indexes]
    is_whole = any(whole for found in scores for _, whole in found.values())
    scored: list[tuple[float, str, int, RiskEntry]] = []
    for index, found in zip(indexes, scores, strict=True):
        wanted = {at: score for at, (score, whole) in found.items() if whole is is_whole}
        likeness = _name_likeness(asked, index, wanted)
        for at, score in wanted.items():
            entry, like = index.entries[at], likeness[at]
            total = 60 * score + 40 * like + 20 * (like == 1) + boost.get(entry.exercise_id, 0.0)
            total += _SIDE_BY_SIDE * _has_side_by_side(asked, index, at)
            scored.append((-total, entry.name, entry.exercise_id, entry))
    return [entry for *_, entry in nsmallest(limit, scored)]


def _has_side_by_side(asked: str, index: Index, position: int) -> bool:
    """Whether a name has the words asked for one after the other, the last perhaps only begun."""
    if " " not in asked:
        return False
    joined = asked.replace(" ", "")
    names = [index.names[place] for place in index.names_of[position]]
    return any(
        f" {text}" in f" {name}" for text in (asked, joined) for name in names if text in name
    )


def _scores(asked: str, index: Index) -> _Scores:
    """Each entry that has some of the words: what they say of it, and whether it has them all."""
    words = asked.split()[:_MOST_WORDS]
    found_by = {word: _said(word, index) for word in words}
    readings = [words]
    # "pull down" finds "pulldown".
    for place, (first, second) in enumerate(pairwise(words)):
        found_by[first + second] = _said(first + second, index, is_forgiving=False)
        if found_by[first + second]:
            readings.append([*words[:place], first + second, *words[place + 2 :]])
    found: _Scores = {}
    for reading in readings:
        sums: dict[int, tuple[float, int]] = {}
        for word in reading:
            for position, weight in found_by[word].items():
                total, hits = sums.get(position, (0.0, 0))
                sums[position] = (total + weight, hits + 1)
        for position, (total, hits) in sums.items():
            weight, is_whole = total / len(reading), hits == len(reading)
            before, was_whole = found.get(position, (weight, is_whole))
            if (is_whole, weight) >= (was_whole, before):
                found[position] = (weight, is_whole)
    return found


def _said(word: str, index: Index, *, is_forgiving: bool = True) -> dict[int, float]:
    """How much of `word` each entry has: the word itself, its beginning, or one much like it."""
    alike = {known: 0.75 + 0.2 * len(word) / len(known) for known in index.beginning_with(word)}
    if word in alike:
        alike[word] = 1.0
    if is_forgiving and not alike and len(word) >= _SHORTEST_FORGIVEN:
        for choices, weight in ((index.words, 0.8), (index.begun(len(word)), 0.7)):
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
            had = likeness * weight
            if had > said.get(position, 0.0):
                said[position] = had
    return said


def _name_likeness(asked: str, index: Index, wanted: Iterable[int]) -> dict[int, float]:
    """How like `asked` the likest name of each wanted entry is, 0 to 1."""
    best = dict.fromkeys(wanted, 0.0)
    places = [place for position in best for place in index.names_of[position]]
    readings = [(asked, index.names, 0.01)]
    if " " in asked:
        # The same words in another order are almost as good.
        readings.append((in_order(asked), index.shuffled, 0.0095))
    for text, names, weight in readings:
        among = [names[place] for place in places]
        for _, likeness, at in process.extract(text, among, scorer=fuzz.ratio, limit=None):
            position = index.named[places[at]]
            if likeness * weight > best[position]:
                best[position] = likeness * weight
    return best
