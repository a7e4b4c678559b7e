"""Files as they get damaged on their way: brought in exactly, or refused with line and reason. Long: every damage."""

import csv
import io
import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.tables import first_record, text_of
from logbook.pages.transfer.formats.values import NotReadError, Reading
from tests.logbook.pages.transfer.reading import (
    OTHER_SAMPLES,
    SAMPLES,
    is_accounted_for,
    sample,
    told,
)

HEADLESS = {"strong_semicolon_lbs_no_header.csv", "alpha_progression.csv"}
TABLES = [name for name in SAMPLES if name not in HEADLESS]


def rows_of(content: bytes) -> tuple[list[list[str]], str]:
    """The cells of a file, and its delimiter."""
    text = text_of(content)
    delimiter = max(",;", key=lambda one: len((first_record(text, one) or (0, []))[1]))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter


def written(
    rows: list[list[str]], delimiter: str = ",", *, quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def rewritten(delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> Callable[[bytes], bytes]:
    return lambda content: written(rows_of(content)[0], delimiter, quoting=quoting)


def by_cells(change: Callable[[list[list[str]]], list[list[str]]]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        rows, delimiter = rows_of(content)
        return written(change(rows), delimiter)

    return changed


# What changes nothing that a file says.
SAME = {
    "a mark": lambda content: b"\xef\xbb\xbf" + content,
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "UTF-16, big end first": lambda content: b"\xfe\xff" + content.decode().encode("utf-16-be"),
    "UTF-16 without a mark": lambda content: content.decode().encode("utf-16-le"),
    "CR LF": lambda content: content.replace(b"\n", b"\r\n"),
    "CR alone": lambda content: content.replace(b"\n", b"\r"),
    "no last line end": lambda content: content.rstrip(b"\n"),
    "empty lines at the end": lambda content: content + b"\n\n\r\n",
}
SAME_OF_TABLES = {
    "tabs": rewritten("\t"),
    "semicolons": rewritten(";"),
    "commas": rewritten(","),
    "bars": rewritten("|"),
    "everything quoted": rewritten(";", csv.QUOTE_ALL),
    "a line for the spreadsheet": lambda content: b"sep=;\n" + rewritten(";")(content),
    "columns turned around": by_cells(lambda rows: [row[::-1] for row in rows]),
    "one column more": by_cells(lambda rows: [[*rows[0], "Mood"], *([*row, "ok"] for row in rows[1:])]),
    "empty cells beyond": by_cells(lambda rows: [rows[0], *([*row, "", ""] for row in rows[1:])]),
    "headers in capitals": by_cells(lambda rows: [[one.upper() for one in rows[0]], *rows[1:]]),
    "headers with spaces": by_cells(lambda rows: [[f" {one} " for one in rows[0]], *rows[1:]]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("mutation", SAME)
def test_another_encoding_or_line_end_says_the_same(name, mutation):
    content = sample(name)

    assert told(read(SAME[mutation](content))) == told(read(content))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("mutation", SAME_OF_TABLES)
def test_another_delimiter_or_order_says_the_same(name, mutation):
    content = sample(name)

    assert told(read(SAME_OF_TABLES[mutation](content))) == told(read(content))


@pytest.mark.parametrize("name", ["hevy_portuguese.csv", "strong_comma_no_unit.csv"])
def test_what_windows_wrote_says_the_same(name):
    content = sample(name)

    assert told(read(content.decode().encode("cp1252"))) == told(read(content))


@pytest.mark.parametrize("name", TABLES)
def test_a_decimal_comma_says_the_same(name):
    rows, _ = rows_of(sample(name))
    headers = [one.casefold() for one in rows[0]]
    numbers = [at for at, one in enumerate(headers) if "weight" in one or one in {"rpe", "reps"}]
    for row in rows[1:]:
        for at in numbers:
            row[at] = row[at].replace(".", ",")

    assert told(read(written(rows, ";"))) == told(read(sample(name)))


# What is wrong in a cell of the first set, by the column's name or the beginning of it.
WRONG_CELLS = {
    "a load with an exponent": ("weight", "1e1000000"),
    "a load in words": ("weight", "heavy"),
    "a load below zero": ("weight", "-5"),
    "a load nobody lifts": ("weight", "99999"),
    "a load read two ways": ("weight", "1,000"),
    "a formula for a load": ("weight", "=1+1"),
    "no exercise": ("exercise", "  "),
    "an exercise of marks": ("exercise", "***"),
    "a bell in the exercise": ("exercise", "Bench\x07"),
    "an exercise too long": ("exercise", "x" * 121),
    "half a rep": ("reps", "8.5"),
    "reps below zero": ("reps", "-8"),
    "too many reps": ("reps", "100000"),
    "no date": ("date", ""),
    "a day that never was": ("date", "2025-02-30 10:00:00"),
    "a spreadsheet's number": ("date", "45600.77"),
    "another century": ("date", "1025-03-03 10:00:00"),
    "a date in words": ("date", "yesterday"),
}
_COLUMN = {"date": ("date", "start_time", "workout datetime", "workout start", "timestamp"),
           "exercise": ("exercise name", "exercise_title", "exercise"),
           "reps": ("reps", "completed reps"),
           "weight": ("weight", "weight_kg", "weight_lbs", "weight (kg)", "weight (lbs)", "weight (lb)",
                      "completed weight value")}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("mutation", WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_line(name, mutation):
    column, text = WRONG_CELLS[mutation]
    rows, delimiter = rows_of(sample(name))
    headers = [one.casefold() for one in rows[0]]
    at = headers.index(next(one for one in _COLUMN[column] if one in headers))
    # There a weight below zero is assistance.
    is_below = name in {"repcount.csv", "generic.csv", "liftlog.csv"}
    text = "-5x" if is_below and text == "-5" else text
    rows[2][at] = text
    reading = read(written(rows, delimiter))
    line = 3 + sum(cell.count("\n") for cell in rows[1])

    assert [where for where, _ in reading.errors] == [line]
    assert all(reason.endswith((".", "?")) and len(reason) < 200 for _, reason in reading.errors)
    assert is_accounted_for(reading)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_too_short_or_too_long_is_named_with_its_line(name):
    for change in (lambda row: row[:-1], lambda row: [*row, "more"]):
        rows, delimiter = rows_of(sample(name))
        rows[-1] = change(rows[-1])
        reading = read(written(rows, delimiter))
        line = 1 + sum(1 + sum(cell.count("\n") for cell in row) for row in rows[:-1])

        assert [where for where, _ in reading.errors] == [line]
        assert "cells" in reading.errors[0][1]


@pytest.mark.parametrize("name", TABLES)
def test_two_files_pasted_together_are_refused(name):
    content = sample(name)
    twice = read(content.rstrip(b"\n") + b"\n" + content)
    lines = content.rstrip(b"\n").count(b"\n") + 1

    assert [where for where, _ in twice.errors] == [lines + 1]
    assert "two files" in twice.errors[0][1]


@pytest.mark.parametrize("name", TABLES)
def test_another_apps_file_below_is_refused(name):
    other = "hevy_kg.csv" if name.startswith("strong") else "strong_comma_no_unit.csv"
    content = sample(name).rstrip(b"\n") + b"\n" + sample(other)
    try:
        errors = read(content).errors
    except NotReadError as refused:
        errors = [(refused.line, refused.reason)]

    assert errors
    assert all(line > sample(name).rstrip(b"\n").count(b"\n") for line, _ in errors)


def refusal(content: bytes) -> NotReadError:
    with pytest.raises(NotReadError) as refused:
        read(content)
    assert refused.value.reason.endswith(".")
    return refused.value


@pytest.mark.parametrize("name", TABLES)
def test_a_header_with_a_column_twice_is_refused(name):
    rows, delimiter = rows_of(sample(name))
    wide = [[*row, row[0]] for row in rows]

    assert f"{rows[0][0].casefold()} twice" in refusal(written(wide, delimiter)).reason


@pytest.mark.parametrize("name", TABLES)
def test_a_header_without_its_exercise_is_refused_with_what_was_seen(name):
    rows, delimiter = rows_of(sample(name))
    headers = [one.casefold() for one in rows[0]]
    at = headers.index(next(one for one in _COLUMN["exercise"] if one in headers))
    refused = refusal(written([[*row[:at], *row[at + 1 :]] for row in rows], delimiter))

    assert refused.line == 1
    assert rows[0][0] in refused.reason
    assert rows[0][at + 1] in refused.reason


@pytest.mark.parametrize("name", SAMPLES)
def test_a_quote_that_is_never_closed_is_refused_at_its_record(name):
    content = sample(name).rstrip(b"\n") + b'\n"2025-01-01 10:00:00'
    refused = refusal(content)

    assert refused.line == content.count(b"\n") + 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_nul_is_refused_at_its_line(name):
    content = sample(name)
    cut = content.index(b"\n", content.index(b"\n") + 1) + 3

    assert refusal(content[:cut] + b"\0" + content[cut:]).line == 3


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_of_200_kb_is_refused_at_its_line(name):
    rows, delimiter = rows_of(sample(name))
    rows[1][0] = "x" * 200_000

    assert refusal(written(rows, delimiter)).line == 2


@pytest.mark.parametrize("written_so", ["Curl 👨‍👩‍👧", "Übung №1", "飞鸟", "Row\u00adMachine", "a"])
def test_whatever_letters_a_name_has_it_is_a_name(written_so):
    content = sample("hevy_lbs_us_dates.csv").replace(
        b"Leg Extension (Machine)", written_so.encode()
    )

    assert {done.exercise for one in read(content).sessions for done in one.sets} == {written_so}


@pytest.mark.parametrize("name", TABLES)
def test_a_formula_in_a_name_is_only_a_name(name):
    rows, delimiter = rows_of(sample(name))
    headers = [one.casefold() for one in rows[0]]
    at = headers.index(next(one for one in _COLUMN["exercise"] if one in headers))
    for row in rows[1:]:
        row[at] = "=cmd|' /C calc'!A0"
    reading = read(written(rows, delimiter))

    assert reading.errors == []
    assert {done.exercise for one in reading.sessions for done in one.sets} == {
        "=cmd|' /C calc'!A0"
    }


@pytest.mark.parametrize("name", OTHER_SAMPLES)
@pytest.mark.parametrize("mutation", SAME)
def test_another_encoding_or_line_end_of_what_is_no_one_table_says_the_same(name, mutation):
    content = sample(name)

    assert told(read(SAME[mutation](content))) == told(read(content))


JSONS = [name for name in OTHER_SAMPLES if name.endswith(".json")]


def turned(value: object) -> object:
    """The same JSON with the keys of every object the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", JSONS)
@pytest.mark.parametrize("indent", [None, 4, "\t"])
def test_json_in_another_layout_says_the_same(name, indent):
    found = turned(json.loads(sample(name)))

    assert told(read(json.dumps(found, indent=indent).encode())) == told(read(sample(name)))


@pytest.mark.parametrize("name", JSONS)
@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_json_that_was_cut_off_is_refused(name, percent):
    content = sample(name)
    refused = refusal(content[: len(content) * percent // 100])

    assert "JSON" in refused.reason
    assert 1 <= refused.line <= content.count(b"\n") + 1


@pytest.mark.parametrize("name", JSONS)
def test_two_json_files_in_one_are_refused(name):
    assert "JSON" in refusal(sample(name) * 2).reason


@pytest.mark.parametrize("space", ["\u202f", "\u00a0", "\u2009", ""])
@pytest.mark.parametrize("half", ["PM", "pm", "p.m.", "p. m."])
def test_the_half_of_the_day_is_read_behind_whatever_space(space, half):
    header = "date,time,exercise,reps\n"
    with_half = read(f'{header}"Mar 3, 2025",6:05{space}{half},Curl,8\n'.encode())

    assert told(with_half) == told(read(f"{header}2025-03-03,18:05,Curl,8\n".encode()))


# ---- at random -----------------------------------------------------------------------------------


def edits(content: bytes) -> Iterator[st.SearchStrategy[bytes]]:
    places = st.integers(0, len(content) - 1)
    some = st.sampled_from(
        [
            b'"',
            b";",
            b",",
            b"\n",
            b"\r",
            b"\0",
            b"\xff",
            b"-",
            b"1e9",
            b"W",
            b"\t",
            b"9" * 30,
            b"F",
            b".",
        ]
    )
    yield st.builds(lambda at, put: content[:at] + put + content[at:], places, some)
    yield st.builds(lambda at, put: content[:at] + put + content[at + 1 :], places, some)
    yield st.builds(
        lambda at, until: content[: min(at, until)] + content[max(at, until) :], places, places
    )
    yield st.builds(lambda at, until: content[:at] + content[min(at, until) :], places, places)
    yield st.builds(
        lambda at, put: content[:at] + put + content[at:], places, st.binary(max_size=8)
    )


def read_or_refused(content: bytes) -> Reading | NotReadError:
    try:
        return read(content, unit="kg")
    except NotReadError as refused:
        return refused


DAMAGED = st.sampled_from([*SAMPLES, *OTHER_SAMPLES]).flatmap(
    lambda name: st.one_of(*edits(sample(name)))
)


@settings(max_examples=300, deadline=None)
@given(DAMAGED)
def test_whatever_happens_to_a_file_every_row_is_accounted_for(content):
    assert_accounted_for(content)


@pytest.mark.deep
@settings(max_examples=20_000, deadline=None)
@given(DAMAGED)
def test_whatever_happens_to_many_files_every_row_is_accounted_for(content):
    assert_accounted_for(content)


def assert_accounted_for(content: bytes) -> None:
    found = read_or_refused(content)
    if isinstance(found, NotReadError):
        assert found.line >= 1
        assert found.reason.endswith(".")
        return

    reading = found
    assert is_accounted_for(reading)
    assert all(line >= 1 and reason for line, reason in reading.errors)
    for session in reading.sessions:
        for done in session.sets:
            assert 0 <= done.reps <= 9_999
            assert done.rir_halves is None or 0 <= done.rir_halves <= 10
            assert done.unit or not done.milli
