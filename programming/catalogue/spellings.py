"""Names of other apps' files that are spelled otherwise than the catalogue has them.

Accents, the place of the equipment ("Bench Press (Barbell)", "Barbell Bench Press", "Supino
(Barra)") and its language are spelling; all other words and their order are the name. What may
mean two exercises means none: no name is guessed at (rulebook 3).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from programming.catalogue.entries import RELEASES_IN_MEMORY, alias_state, entries
from programming.models import Alias, CatalogueRelease, RiskEntry
from programming.names import LONGEST_NAME, normalised

# The equipment as apps write it in brackets, without accents.
_EQUIPMENT = {
    "barbell": "barbell bb langhantel barra barre bilanciere halter",
    "dumbbell": "dumbbell dumbbells db kurzhantel kurzhanteln mancuerna mancuernas halteres"
    " haltere manubrio manubri",
    "cable": "cable kabel kabelzug polea poulie polia cabo corda cavo cavi",
    "machine": "machine maschine maquina macchina",
    "smith_machine": "smith multipresse",
    "kettlebell": "kettlebell kettlebells kb",
    "band": "band bands banda bande elastico",
    "bodyweight": "bodyweight",
}
_SEVERAL_WORDS = {
    "smith machine": "smith_machine",
    "maquina smith": "smith_machine",
    "leverage machine": "machine",
    "plate loaded": "machine",
    "peso corporal": "bodyweight",
}
# In Portuguese `halter` is a dumbbell, in German the bar: it says nothing by itself.
_WORDS = {
    word: kind for kind, words in _EQUIPMENT.items() for word in words.split() if word != "halter"
} | _SEVERAL_WORDS
_IN_BRACKETS = re.compile(
    r"^(?P<name>.*\S)\s*(?:\((?P<bracket>[^()]+)\)|,\s*(?P<comma>[^,()]+))\s*$"
)

# The words of a name and the equipment beside them, "" where none is named.
_Key = tuple[str, str]


def exercises_spelled(
    names: Iterable[str], release: CatalogueRelease, app: str = ""
) -> dict[str, RiskEntry]:
    """The entries of `release` that the names mean but for their spelling, those that mean one.

    One query, however many names.
    """
    known = entries(release.pk)
    spelled = _by_spelling(release.pk, alias_state())
    found = {}
    for name in names:
        meant = _meant(_key(name), spelled, known, app)
        if meant is not None:
            found[name] = known[meant]
    return found


def _meant(
    key: _Key,
    spelled: Mapping[tuple[_Key, str], frozenset[int]],
    known: Mapping[int, RiskEntry],
    app: str,
) -> int | None:
    words, equipment = key
    if not words:
        return None
    for whose in dict.fromkeys((app, "")):
        exercises = spelled.get((key, whose), frozenset())
        if equipment and not exercises:
            # The bare name, where it means an exercise with just this equipment.
            exercises = frozenset(
                pk
                for pk in spelled.get(((words, ""), whose), ())
                if known[pk].equipment == equipment
            )
        if exercises:
            return next(iter(exercises)) if len(exercises) == 1 else None
    return None


@lru_cache(maxsize=RELEASES_IN_MEMORY)
def _by_spelling(
    release_id: int, _aliases: tuple[int, int]
) -> Mapping[tuple[_Key, str], frozenset[int]]:
    known, found = entries(release_id), dict[tuple[_Key, str], frozenset[int]]()
    aliases = Alias.objects.values_list("name", "app", "exercise_id")
    names = [(entry.name, "", pk) for pk, entry in known.items()]
    for name, app, pk in (*names, *aliases):
        if pk in known:
            key = _key(name), app
            found[key] = found.get(key, frozenset()) | {pk}
    return found


def _key(name: str) -> _Key:
    plain = _without_accents(name)
    parts = _IN_BRACKETS.match(plain)
    if parts:
        equipment = _WORDS.get(normalised(parts["bracket"] or parts["comma"]), "")
        if equipment:
            return normalised(parts["name"]), equipment
    words = normalised(plain)
    for count in (2, 1):
        first = words.split(" ", count)
        if len(first) > count and (equipment := _WORDS.get(" ".join(first[:count]), "")):
            return first[count], equipment
    return words, ""


def _without_accents(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name[:LONGEST_NAME])
    return "".join(mark for mark in apart if not unicodedata.combining(mark))
