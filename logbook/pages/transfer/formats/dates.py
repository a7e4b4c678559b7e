"""Dates as other apps write them: in several languages, in spreadsheets' ways, decided file by file.

Month names are those of Babel's CLDR tables. No date is guessed at: 3/4/2025 is read one way for
the whole file where some other date of it decides, and is asked about where none does.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from logbook.pages.transfer.formats.numbers import shown
from logbook.pages.transfer.formats.values import DateOrder, RowError

# No two of these mean different months by one name; a test holds it.
LANGUAGES = (
    *("en", "pt", "es", "de", "fr", "it"),
    *("nl", "sv", "da", "nb", "fi", "pl", "cs", "ro", "tr", "hu", "ca"),
)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " ") | {"\u200e": None})
_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T ] ?(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?"
    r" ?(Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_TIME = re.compile(
    r"[, ]*(?<!\d)(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?(?: ?([ap])\.? ?m\.?)?(?: ?(?:h|uhr))?$",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})", re.ASCII)
_WRITTEN_IN_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
# In the language's own order, and in that of an app which puts the month's name into its own.
_WRITTEN_IN_KOREAN = re.compile(r"(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일")
_MONTH_IN_KOREAN = re.compile(r"(\d{1,2}) (\d{1,2})월 (\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
# Words that stand beside a written date and say nothing.
_FILLERS = frozenset(
    [
        "de",
        "del",
        "di",
        "do",
        "da",
        "of",
        "the",
        "at",
        "um",
        "à",
        "às",
        "a",
        "las",
        "le",
        "il",
        "el",
        "den",
        "der",
        "am",
        "on",
        "alle",
        "ore",
        "kl",
    ]
)
_LONGEST = 60


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """The number of each month by all its names, long and short, with accents and without."""
    from babel import Locale

    found: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for use in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in months[use][width].items():
                    plain = _plain(name)
                    found[plain] = found[_unaccented(plain)] = number
    # Apps cut names short where CLDR does not, and the other way round.
    return found | {"sept": 9, "set": 9, "ago": 8}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().strip(" .").replace(".", "")


def _unaccented(word: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one)
    )


class Dates:
    """Reads the dates of one file.

    `order` is how slashed dates are read, None until something decides. What was seen on the way
    stays: `seen` are the orders that some date can only be read in, `is_open` whether some date
    can be read both ways.
    """

    def __init__(self, order: DateOrder | None = None) -> None:
        self.order = order
        self.seen: set[DateOrder] = set()
        self.is_open = False
        self._known: dict[str, tuple[dt.datetime, bool]] = {}

    def read(self, text: str) -> tuple[dt.datetime, bool]:
        """The date of a cell, and whether it has a time; an instant where it names a zone.

        Raises `RowError` for what is no date, or no date in the order of the file.
        """
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> tuple[dt.datetime, bool]:
        plain = " ".join(text.translate(_SPACES).split())
        if not plain:
            raise RowError("There is no date.")
        try:
            if len(plain) > _LONGEST:
                raise ValueError
            if iso := _ISO.fullmatch(plain):
                return _of_iso(*iso.groups()), iso[4] is not None
            return self._written(plain.casefold())
        except (ValueError, OverflowError) as fault:
            if isinstance(fault, RowError):
                raise
            if _SERIAL.fullmatch(plain):
                raise RowError(
                    f"Date: “{plain}” is a spreadsheet's number for a date. Show it as a date there."
                ) from fault
            raise RowError(f"Date: “{shown(text)}” is not a date.") from fault

    def _written(self, text: str) -> tuple[dt.datetime, bool]:
        """A date of another form with or without a time; `ValueError` for what is none."""
        found = _TIME.search(text)
        if found and _SLASHED.fullmatch(text):
            found = None
        day = self._day(text[: found.start()].strip(" ,") if found else text)
        if found is None:
            return dt.datetime.combine(day, dt.time()), False
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if found[4]:
            if not 1 <= hour <= 12:
                raise ValueError
            hour = hour % 12 + 12 * (found[4] == "p")
        return dt.datetime.combine(day, dt.time(hour, minute, second)), True

    def _day(self, text: str) -> dt.date:
        if slashed := _SLASHED.fullmatch(text):
            return self._slashed(slashed[1], slashed[2], slashed[3], slashed[4])
        if chinese := _WRITTEN_IN_CHINESE.fullmatch(text):
            return _date(*map(int, chinese.groups()))
        if korean := _WRITTEN_IN_KOREAN.fullmatch(text):
            return _date(*map(int, korean.groups()))
        if korean := _MONTH_IN_KOREAN.fullmatch(text):
            return _date(*map(int, reversed(korean.groups())))
        return _worded(text)

    def _slashed(self, first: str, mark: str, second: str, third: str) -> dt.date:
        if len(first) == 4:
            return _date(int(first), int(second), int(third))
        if len(third) != 4 or len(first) > 2:
            raise ValueError
        one, other, year = int(first), int(second), int(third)
        if mark == ".":
            # Whoever writes points writes the day first.
            return _date(year, other, one)
        day_first, month_first = (
            _date_or_none(year, *pair) for pair in ((other, one), (one, other))
        )
        if day_first is None and month_first is None:
            raise ValueError
        if month_first is None:
            self.seen.add(DateOrder.DAY_FIRST)
        elif day_first is None:
            self.seen.add(DateOrder.MONTH_FIRST)
        elif day_first != month_first:
            self.is_open = True
        wanted = month_first if self.order == DateOrder.MONTH_FIRST else day_first
        if wanted is None and self.order is None:
            wanted = month_first
        if wanted is None:
            order = self.order.replace("_", " ") if self.order else ""
            raise RowError(f"Date: “{first}/{second}/{third}” is no date with the {order}.")
        return wanted

    @property
    def decided(self) -> DateOrder | None:
        """The one order that the dates seen so far allow, None where none or both are needed."""
        return next(iter(self.seen)) if len(self.seen) == 1 else None


def _of_iso(*parts: str | None) -> dt.datetime:
    year, month, day, hour, minute, second, fraction, zone = parts
    at = dt.datetime.combine(
        _date(int(year or 0), int(month or 0), int(day or 0)),
        dt.time(
            int(hour or 0), int(minute or 0), int(second or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
        ),
    )  # fmt: skip
    if zone is None:
        return at
    if zone == "Z":
        return at.replace(tzinfo=dt.UTC)
    digits = zone[1:].replace(":", "")
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return at.replace(tzinfo=dt.timezone(ahead if zone[0] == "+" else -ahead))


def _date(year: int, month: int, day: int) -> dt.date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RowError(f"Date: the year {year} is not one of a training log.")
    return dt.date(year, month, day)


def _date_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _date(year, month, day)
    except RowError:
        raise
    except ValueError:
        return None


def _worded(text: str) -> dt.date:
    """A day with its month in words, in whatever order; `ValueError` for what is none."""
    year = day = month = None
    for word in re.split(r"[ ,/-]+", text):
        plain = _plain(word)
        if plain.isascii() and plain.isdigit():
            if len(plain) == 4 and year is None:
                year = int(plain)
            elif len(plain) <= 2 and day is None:
                day = int(plain)
            else:
                raise ValueError
        elif plain in _FILLERS or not plain:
            continue
        elif month is None:
            month = month_names().get(plain) or month_names().get(_unaccented(plain))
            if month is None:
                raise ValueError
        else:
            raise ValueError
    if year is None or day is None or month is None:
        raise ValueError
    return _date(year, month, day)
