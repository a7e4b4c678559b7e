"""Dates in the ways apps, phones and spreadsheets write them."""

import datetime as dt

import pytest
from babel import Locale

from logbook.pages.transfer.formats import dates as module
from logbook.pages.transfer.formats.dates import LANGUAGES, Dates
from logbook.pages.transfer.formats.values import DateOrder, RowError
from tests.logbook.pages.transfer.reading import wall

SEVEN = wall(2024, 9, 24, 15, 29)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2025-03-03 18:02:11", wall(2025, 3, 3, 18, 2, 11)),
        ("2025-03-03 6:02:11\u202fPM", wall(2025, 3, 3, 18, 2, 11)),
        ("2025-03-03 12:02:11\u202fAM", wall(2025, 3, 3, 0, 2, 11)),
        ("2018/1/24 5:57", wall(2018, 1, 24, 5, 57)),
        ("20.11.2024 14:37", wall(2024, 11, 20, 14, 37)),
        ("11/20/2024 14:37", wall(2024, 11, 20, 14, 37)),
        ("20/11/2024, 2:37 p.m.", wall(2024, 11, 20, 14, 37)),
        ("7 Apr 2026, 10:14", wall(2026, 4, 7, 10, 14)),
        ("7 Ago 2023, 18:10", wall(2023, 8, 7, 18, 10)),
        ("10 Mai 2025, 18:00", wall(2025, 5, 10, 18)),
        ("15 ago 2026, 18:00", wall(2026, 8, 15, 18)),
        ("7 sept 2026, 8:05", wall(2026, 9, 7, 8, 5)),
        ("24 de set. de 2024, 15:29", SEVEN),
        ("24 sept. 2024, 15:29", SEVEN),
        ("24 Settembre 2024, 15:29", SEVEN),
        ("24 de septiembre de 2024, 15:29", SEVEN),
        ("24 septembre 2024 à 15:29", SEVEN),
        ("24. September 2024 um 15:29", SEVEN),
        ("25 Juli 2026, 14:21", wall(2026, 7, 25, 14, 21)),
        ("3 Mär 2026, 14:21", wall(2026, 3, 3, 14, 21)),
        ("3 März 2026, 14:21", wall(2026, 3, 3, 14, 21)),
        ("9 févr. 2026, 14:21", wall(2026, 2, 9, 14, 21)),
        ("9 fev 2026, 14:21", wall(2026, 2, 9, 14, 21)),
        ("9 Dez. 2025, 14:21", wall(2025, 12, 9, 14, 21)),
        ("9 gen 2025, 14:21", wall(2025, 1, 9, 14, 21)),
        ("Sep 17, 2024, 4:39 PM", wall(2024, 9, 17, 16, 39)),
        ("Jul 29, 2026 at 6:00\u202fPM", wall(2026, 7, 29, 18)),
        ("Jul 29, 2026 at 12:00 AM", wall(2026, 7, 29)),
        ("2026-02-19 4:54 h", wall(2026, 2, 19, 4, 54)),
        ("2024年9月24日 15:29", SEVEN),
        ("2024년 9월 24일 15:29", SEVEN),
        ("24 9월 2024, 15:29", SEVEN),
        ("2026-02-03T17:02:33.120Z", dt.datetime(2026, 2, 3, 17, 2, 33, 120_000, dt.UTC)),
    ],
)
def test_a_date_is_read_to_the_minute(written, at):
    assert Dates().read(written) == (at, True)


@pytest.mark.parametrize("written", ["2020-09-01", "1 Sep 2020", "01.09.2020", "2020/9/1"])
def test_a_day_alone_has_no_time(written):
    assert Dates().read(written) == (wall(2020, 9, 1), False)


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "yesterday", "2025-13-01", "2025-02-30 10:00", "30 Feb 2025, 10:00",
        "7 Apr", "Apr 2026", "7 Foo 2026, 10:14", "7 Apr May 2026", "7 8 Apr 2026", "1/2/24 10:00",
        "2025-03-03 25:00", "2025-03-03 13:00 PM", "0001-01-01 10:00", "9999-01-01 10:00",
        "13/13/2024", "=TODAY()", "45600", "45600.77", "1e10", "x" * 5_000, "7 Apr 99999, 10:00",
        "３ Apr 2026", "2025-03-03 10:00:61",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(written):
    with pytest.raises(RowError) as refused:
        Dates().read(written)

    assert len(str(refused.value)) < 160


def test_a_spreadsheets_number_for_a_date_is_called_that():
    with pytest.raises(RowError, match="spreadsheet's number"):
        Dates().read("45600.77")


def test_slashed_dates_say_what_they_can_be():
    open_one, day_first, month_first = Dates(), Dates(), Dates()
    open_one.read("3/4/2025 10:00")
    day_first.read("13/4/2025 10:00")
    month_first.read("3/14/2025 10:00")
    same = Dates()
    same.read("4/4/2025 10:00")

    assert (open_one.is_open, open_one.decided) == (True, None)
    assert day_first.decided == DateOrder.DAY_FIRST
    assert month_first.decided == DateOrder.MONTH_FIRST
    assert not same.is_open


@pytest.mark.parametrize(
    ("order", "day"),
    [(DateOrder.DAY_FIRST, dt.date(2024, 12, 11)), (DateOrder.MONTH_FIRST, dt.date(2024, 11, 12))],
)
def test_an_order_that_is_given_is_kept_to(order, day):
    assert Dates(order).read("11/12/2024")[0].date() == day
    other = "11/13/2024" if order == DateOrder.DAY_FIRST else "13/11/2024"
    with pytest.raises(RowError, match=order.replace("_", " ")):
        Dates(order).read(other)


@pytest.mark.parametrize("language", ["en", "pt", "es", "de", "fr", "it"])
@pytest.mark.parametrize("width", ["abbreviated", "wide"])
def test_every_month_of_a_language_is_known(language, width):
    months = Locale.parse(language).months

    for use in ("format", "stand-alone"):
        for number, name in months[use][width].items():
            assert Dates().read(f"5 {name} 2025, 10:00")[0] == wall(2025, number, 5, 10)


def test_no_name_means_two_months():
    meant: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for widths in Locale.parse(language).months.values():
            for width in ("abbreviated", "wide"):
                for number, name in widths[width].items():
                    plain = module._plain(name)
                    meant.setdefault(plain, set()).add(number)
                    meant.setdefault(module._unaccented(plain), set()).add(number)

    assert {name: numbers for name, numbers in meant.items() if len(numbers) > 1} == {}
