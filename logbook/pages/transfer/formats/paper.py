"""A log as one writes it on paper, typed afterwards: a line a session, then a line an exercise.

2 March 2026 18:05-19:10 Push
Bench press 40x10w 80x8 80x8,7@9
Pull-up bw x8 +10x6f
Plank 60s
# Slept badly
"""

from __future__ import annotations

import re

from logbook.pages.transfer.formats.building import Builder, effort, exercise_name
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, shown, whole
from logbook.pages.transfer.formats.tables import MOST_ROWS
from logbook.pages.transfer.formats.values import (
    Kind,
    NotReadError,
    Reading,
    ReadSession,
    ReadSet,
    RowError,
    Source,
)

SOURCE = Source.PAPER
_BEGINS = "repstack paper"
_KINDS = {"w": Kind.WARM_UP, "d": Kind.DROP, "": Kind.WORKING, "f": Kind.WORKING}
_UNITS = {"": "", "kg": "kg", "lb": "lb", "lbs": "lb"}
_MOST_TIMES = 50
_DATE_WORDS = 4
_TIMES = re.compile(r"(\d{1,2}[:.]\d\d)(?:\s*[-–]\s*(\d{1,2}[:.]\d\d))?(?=\s|$)", re.ASCII)
_SET = re.compile(
    r"(?<![\w.,])"
    r"(?:(?P<load>bw|[+-]?\d{1,4}(?:[.,]\d{1,3})?)\s?(?P<unit>kg|lbs?)?\s?)?"
    r"[x×*]\s?(?P<reps>\d{1,4}(?:,\d{1,4})*)(?:\s?[x×*]\s?(?P<times>\d{1,3}))?"
    r"(?P<kind>[wdf]?)"
    r"(?:\s?@\s?(?P<rpe>\d{1,2}(?:[.,]\d{1,2})?)|\s?(?P<rir>\d{1,2}(?:[.,]\d{1,2})?)\s?rir)?"
    r"(?![\w@]|[.,]\d)",
    re.ASCII | re.IGNORECASE,
)
_TIMED = re.compile(
    r"(?<![\w.,])(?P<count>\d{1,4})\s?(?P<of>s|sec|min)(?!\w|[.,]\d)", re.ASCII | re.IGNORECASE
)


def begun(text: str, unit: str) -> bytes:
    """The file that a page makes of what was typed, with the unit of loads that name none."""
    return f"{_BEGINS} {unit}\n{text}".encode()


def typed(text: str) -> str | None:
    """What was typed, of such a file; None for any other."""
    first, _, rest = text.partition("\n")
    return rest if first.startswith(_BEGINS) else None


def read(text: str, unit: str, dates: Dates) -> Reading:
    """All that was typed. Raises `NotReadError`."""
    first, _, rest = text.partition("\n")
    said = first.removeprefix(_BEGINS).strip()
    paper = _Paper(Builder(SOURCE, dates, _UNITS.get(said) or unit))
    for number, line in enumerate(rest.split("\n"), start=1):
        try:
            paper.line(number, " ".join(line.split()))
        except RowError as fault:
            paper.reading.rows += 1
            paper.reading.errors.append((number, str(fault)))
        if paper.reading.rows > MOST_ROWS:
            raise NotReadError(f"There are more than {MOST_ROWS:,} sets in it.", number)
    if not paper.reading.rows:
        raise NotReadError("There is no set in it.")
    return paper.builder.done()


class _Paper:
    """Reads line by line; what was said last is what the next line is about."""

    def __init__(self, builder: Builder) -> None:
        self.builder, self.reading = builder, builder.reading
        self.session: ReadSession | None = None
        self.exercise = ""

    def line(self, number: int, line: str) -> None:
        """One line: a session, an exercise with its sets, more sets, or a note. Raises `RowError`."""
        if not line:
            return
        if self._begins(number, line):
            return
        if self.session is None:
            raise RowError("Begin with the date of the session, like 2 March 2026.")
        if line.startswith("#"):
            self.session.note = f"{self.session.note}\n{line[1:].strip()}".strip()
            return
        self._sets(number, line, self.session)

    def _begins(self, number: int, line: str) -> bool:
        """Begin a session where the line has a date in front, with a weekday before it or not."""
        words = line.split(" ")
        for skipped in (0, 1):
            for until in range(min(len(words), skipped + _DATE_WORDS), skipped, -1):
                date = " ".join(words[skipped:until]).strip(",")
                if not any(one.isdigit() for one in date) or _SET.search(date):
                    continue
                try:
                    at, has_time = self.builder.dates.read(date)
                except RowError:
                    continue
                if skipped and (has_time or any(one.isdigit() for one in words[0])):
                    continue
                del at
                self._session(number, date, " ".join(words[until:]), has_time=has_time)
                return True
        return False

    def _session(self, number: int, date: str, rest: str, *, has_time: bool) -> None:
        times = None if has_time else _TIMES.match(rest.lstrip(", "))
        name = rest.lstrip(", ")[times.end() :] if times else rest.strip(", -–:")
        start = f"{date} {times[1].replace('.', ':')}" if times else date
        end = f"{date} {times[2].replace('.', ':')}" if times and times[2] else ""
        self.session = self.builder.session(number, number, name.strip(), start, end=end)
        self.exercise = ""

    def _sets(self, number: int, line: str, session: ReadSession) -> None:
        found = list(_SET.finditer(line))
        timed = [] if found else list(_TIMED.finditer(line))
        first = (found or timed)[0].start() if found or timed else len(line)
        name = line[:first].strip(" :,-–")
        if name:
            self.exercise = exercise_name(name)
        if not self.exercise:
            raise RowError("There is no exercise in it.")
        if not found and not timed:
            raise RowError(f"“{shown(line)}” has no set: write 80x8, or x8 without a load.")
        self._nothing_else(line[first:], found or timed, first)
        for one in timed:
            took = int(one["count"]) * (60 if one["of"].casefold() == "min" else 1)
            self.reading.rows += 1
            self.builder.aside(session, self.exercise, took, "", "")
        done = [made for one in found for made in self._made(number, one)]
        self.reading.rows += len(done)
        for made in done:
            self.builder.add(session, made)

    @staticmethod
    def _nothing_else(text: str, found: list[re.Match[str]], first: int) -> None:
        """Refuse what stands between the sets and is none. Raises `RowError`."""
        at, left = 0, []
        for one in found:
            left.append(text[at : one.start() - first])
            at = one.end() - first
        rest = " ".join(part.strip(" ,;/") for part in (*left, text[at:])).strip()
        if rest:
            raise RowError(f"“{shown(rest)}” is not a set: write 80x8, 80x8,7 or 80x8x3.")

    def _made(self, number: int, found: re.Match[str]) -> list[ReadSet]:
        """The sets of one group: `80x8,7` are two, `80x8x3` three; an effort is the last one's."""
        counts = found["reps"].split(",") * self._times(found)
        kind = found["kind"].casefold()
        text = found["load"] or ""
        unit = _UNITS[(found["unit"] or "").casefold()] or self.builder.unit
        milli, unit = load("" if text.casefold() == "bw" else text, unit, may_be_below=True)
        left = self.builder.rir(found["rir"] or "")
        if left is None:
            left = self.builder.rpe(found["rpe"] or "")
        sets = []
        for place, count in enumerate(counts, start=1):
            is_last = place == len(counts)
            reps = whole(count, "Reps", MOST_REPS) or 0
            is_failure = reps == 0 or (kind == "f" and is_last)
            rated = effort(left if is_last else None, is_failure=is_failure)
            sets.append(
                ReadSet(
                    number, self.exercise, reps, milli, unit, _KINDS[kind],
                    rated.rir_halves, is_failure, rated.is_by_type, rated.is_conflict,
                )
            )  # fmt: skip
        return sets

    @staticmethod
    def _times(found: re.Match[str]) -> int:
        times = int(found["times"] or 1)
        if not 1 <= times <= _MOST_TIMES:
            raise RowError(f"“{shown(found[0])}” is more sets than anybody does of one.")
        return times
