"""Damages to a small catalogue CSV: of each the line it is in, if any, and what does it."""

import csv
import io
from typing import Any

from programming.datafiles import COLUMNS
from programming.datafiles.exercises import MOST_ROWS


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(rows, columns=COLUMNS, **options):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", **options)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _cell(column, value, line=5):
    """That cell of one line is something else; line 2 has a floor with safeties."""

    def damage(rows):
        rows[line - 2][column] = value(rows) if callable(value) else value
        return text_of(rows).encode()

    return line, damage


def _columns(change):
    def damage(rows):
        return text_of([row | {"more": ""} for row in rows], change(list(COLUMNS))).encode()

    return 1, damage


def _bytes(change, line=None):
    def damage(rows):
        return change(text_of(rows, lineterminator="\n").encode())

    return line, damage


def _in_line(number, change):
    def changed(content):
        lines = content.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return _bytes(changed, number)


def _without(column):
    return _columns(lambda columns: [one for one in columns if one != column])


def _renamed(column, name):
    return _columns(lambda columns: [name if one == column else one for one in columns])


DAMAGES: dict[str, Any] = {
    **{f"without {column}": _without(column) for column in COLUMNS},
    "renamed": _renamed("tier", "risk"),
    "in capitals": _renamed("slug", "Slug"),
    "with a space": _renamed("slug", " slug"),
    "one more": _columns(lambda columns: [*columns, "more"]),
    "one twice": _columns(lambda columns: [*columns, "tier"]),
    "one instead of another": _renamed("role", "tier"),
    "another order": _columns(lambda columns: columns[::-1]),
    "too few cells": _in_line(4, lambda line: line.rsplit(b",", 1)[0].rsplit(b",", 2)[0]),
    "one cell": _in_line(4, lambda line: b"curl"),
    "too many cells": _in_line(4, lambda line: line + b",more"),
    "spaces alone": _in_line(4, lambda line: b"   "),
    "semicolons in one row": _in_line(4, lambda line: line.replace(b",", b";")),
    "semicolons in the header": (
        2,
        _in_line(1, lambda line: line.replace(b",", b";"))[1],
    ),
    "tabs": _bytes(lambda content: content.replace(b",", b"\t"), 1),
    **{
        f"{column} {word!r}": _cell(column, word)
        for column in ("equipment", "pattern", "load_kind", "role", "tier")
        for word in ("wrong", "", "SAFER")
    },
    **{
        f"{column} {word!r}": _cell(column, word)
        for column in ("compound", "unilateral", "lower_body")
        for word in ("true", "YES", "")
    },
    **{
        f"{column} {word!r}": _cell(column, word)
        for column in ("bodyweight_percent", "floor", "floor_with_safeties")
        for word in ("1.5", "-1", "one", "１", "²", "1e1", "1000", "0x1", "1_0", "NaN")
    },
    "no floor": _cell("floor", ""),
    "no bodyweight": _cell("bodyweight_percent", ""),
    "bodyweight of an external load": _cell("bodyweight_percent", "10"),
    "bodyweight 0 of an added load": _cell("bodyweight_percent", "0", 3),
    "bodyweight 101": _cell("bodyweight_percent", "101", 3),
    "unknown muscle": _cell("primary_muscles", "soul"),
    "unknown second muscle": _cell("secondary_muscles", "soul"),
    "no muscle": _cell("primary_muscles", ""),
    "no muscle between": _cell("primary_muscles", "biceps||chest"),
    "commas between": _cell("primary_muscles", "biceps,chest"),
    "spaces between": _cell("primary_muscles", "biceps | chest"),
    "muscle twice": _cell("secondary_muscles", lambda rows: rows[3]["primary_muscles"]),
    "floor 5": _cell("floor", "5"),
    "floor 999": _cell("floor", "999"),
    "unknown safety": _cell("safeties", "luck", 2),
    "safeties without a floor": _cell("floor_with_safeties", "", 2),
    "a floor without safeties": _cell("safeties", "", 2),
    "safeties that raise the floor": _cell("floor_with_safeties", "4", 2),
    "no name": _cell("name", ""),
    "a name without a letter": _cell("name", "!?"),
    "a name of 121": _cell("name", "n" * 121),
    "a name of two lines": _bytes(lambda content: content.replace(b",Curl,", b',"Cu\nrl",'), 6),
    "a name that turns": _cell("name", "Curl\u202egnp"),
    "a name twice": _cell("name", lambda rows: rows[0]["name"].upper(), 6),
    "no reason": _cell("rationale", ""),
    "a reason of spaces": _cell("rationale", "   "),
    "a reason of 301": _cell("rationale", "r" * 301),
    "no slug": _cell("slug", ""),
    "an odd slug": _cell("slug", "Curl!"),
    "a slug with a space": _cell("slug", "a curl"),
    "a slug with an accent": _cell("slug", "cürl"),
    "a slug of 81": _cell("slug", "s" * 81),
    "a slug twice": _cell("slug", lambda rows: rows[0]["slug"], 6),
    "an alias that is a name": _cell("aliases", lambda rows: rows[0]["name"].lower(), 6),
    "an alias that is an alias": _cell("aliases", lambda rows: rows[0]["aliases"].split("|")[0], 6),
    "an alias twice": _cell("aliases", "Odd one|odd ONE"),
    "an alias that is its name": _cell("aliases", "curl"),
    "an alias of an unknown app": _cell("aliases", "Odd one@abacus"),
    "an alias with two apps": _cell("aliases", "Odd one@hevy@strong"),
    "an app alone": _cell("aliases", "@hevy"),
    "an empty alias": _cell("aliases", "Odd one||Odder"),
    "an alias of 121": _cell("aliases", "a" * 121),
    "an alias that turns": _cell("aliases", "Odd\u202e one"),
    "a huge cell": _cell("rationale", "r" * 140_000, 5),
    "a new exercise with a name that is taken": _cell("slug", "brand-new", 2),
    "NUL": _in_line(5, lambda line: line[:6] + b"\0" + line[6:]),
    "NUL in the header": _in_line(1, lambda line: b"\0" + line),
    "Latin-1": _in_line(5, lambda line: line.replace(b"Curl", "Cürl".encode("latin-1"))),
    "half a character": _in_line(5, lambda line: line + b"\xc3"),
    "a surrogate": _in_line(5, lambda line: line + b"\xed\xa0\x80"),
    "UTF-16": _bytes(lambda content: content.decode().encode("utf-16"), 1),
    "UTF-16 without its mark": _bytes(lambda content: content.decode().encode("utf-16-le"), 1),
    "UTF-32": _bytes(lambda content: content.decode().encode("utf-32"), 1),
    "an unclosed quote": _in_line(5, lambda line: b'"' + line),
    "text after a quote": _in_line(5, lambda line: b'"a"b' + line),
    "a quote unclosed in the header": _in_line(1, lambda line: b'"' + line),
    "an empty file": _bytes(lambda content: b"", 1),
    "a mark alone": _bytes(lambda content: b"\xef\xbb\xbf", 1),
    "line ends alone": _bytes(lambda content: b"\n\n\n", 1),
    "no header": _bytes(lambda content: content.split(b"\n", 1)[1], 1),
    "a header alone": _bytes(lambda content: content.split(b"\n", 1)[0]),
    "the file twice": _bytes(lambda content: content * 2, 8),
    "6 MB": _bytes(lambda content: content + b"x" * 6 * 1024**2),
    "too many rows": _bytes(lambda content: content + b"a\n" * MOST_ROWS),
    "a picture": _bytes(lambda content: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1),
    "a web page": _bytes(lambda content: b"<!doctype html><p>Log in</p>", 1),
    "a workbook": _bytes(lambda content: b"PK\x03\x04\x14\0\x06\0", 1),
}
