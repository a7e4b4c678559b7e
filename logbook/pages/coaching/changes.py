"""What became of a coach's athletes since they last looked at the list, in a few lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from logbook.log.coach_list import TOLD_BACK, Stood, answers_since, sessions_since
from logbook.pages.coaching.ranking import Ranked
from logbook.pages.coaching.reasons import Kind

_NAMES = 3
# Of each reason what is said of who came to it, and who left it.
_SAID: Mapping[Kind, tuple[str, str]] = {
    Kind.STOP: ("Sets to stop", "Nothing open to stop any more"),
    Kind.CLOSE: ("Now too close", "No longer too close"),
    Kind.WORN_OUT: ("Now worn out", "No longer worn out"),
    Kind.SILENT: ("Now silent", "No longer silent"),
    Kind.PROGRAM: ("Program ends or is missing", "Has a program again"),
    Kind.EASY: ("Now too easy", "No longer too easy"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since an instant: one line in short, and the lines behind it."""

    since: dt.datetime
    short: str
    lines: list[str]


def changes_of(ranked: Sequence[Ranked], before: Stood | None, now: dt.datetime) -> Changes | None:
    """What changed since the visit before this one, None at the first; in two queries.

    An athlete who changed what they show meanwhile is not compared: it was another list.
    """
    if before is None or not ranked:
        return None
    at = max(before.at, now - TOLD_BACK)
    links = [one.link for one in ranked]
    breaches = {one.name: sum(each.new for each in one.breaches) for one in ranked}
    new = [one.name for one in ranked if one.link.made_at > before.at]
    into, out = _moved(ranked, before)
    answers, sessions = answers_since(links, at), sessions_since(links, at)
    answered = [one.name for one in ranked if answers.get(one.link.athlete_id)]
    trained = sum(sessions.values())
    lines = [
        _line("New breaches", [f"{name} {n}" for name, n in breaches.items() if n]),
        *(_line(_SAID[kind][0], into[kind]) for kind in _SAID),
        _line("Answered you", answered),
        _line("Began to share with you", new),
        *(_line(_SAID[kind][1], out[kind]) for kind in _SAID),
        f"{_counted(trained, 'session')} by {_counted(len(sessions), 'athlete')}"
        if trained
        else "",
    ]
    worse = {name for kind in _SAID for name in into[kind]}
    parts = [
        _counted(sum(breaches.values()), "new breach", "es"),
        f"{len(worse)} worse off" if worse else "",
        _counted(sum(answers.values()), "answer"),
        _counted(trained, "session"),
    ]
    short = ", ".join(part for part in parts if part)
    return Changes(before.at, short or "nothing new", [line for line in lines if line])


def _moved(
    ranked: Sequence[Ranked], before: Stood
) -> tuple[dict[Kind, list[str]], dict[Kind, list[str]]]:
    """Who came to each reason, and who left it."""
    into: dict[Kind, list[str]] = {kind: [] for kind in _SAID}
    out: dict[Kind, list[str]] = {kind: [] for kind in _SAID}
    for one in ranked:
        version, stood = before.reasons.get(one.link.pk, (0, ""))
        if version != one.link.version:
            continue
        now = {why.kind for why in one.reasons}
        for kind in one.fresh:
            into[kind].append(one.name)
        for kind in _SAID:
            if str(int(kind)) in stood and kind not in now:
                out[kind].append(one.name)
    return into, out


def _line(says: str, names: Sequence[str]) -> str:
    return f"{says}: {_listed(names)}" if names else ""


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = len(found) - _NAMES
    return ", ".join(found[:_NAMES]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, word: str, plural: str = "s") -> str:
    return f"{number} {word}{'' if number == 1 else plural}" if number else ""
