"""The catalogue as CSV: what goes out comes back the same, and a damaged file changes nothing."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from logbook.models import User
from programming.catalogue_csv import LARGEST, draft_of, written
from programming.datafiles import COLUMNS, EXERCISES, DataFileError, parse_exercises
from programming.datafiles.exercises import MOST_ROWS
from programming.drafts import discard, read_aliases
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.release_changes import changes_of
from programming.releases import ReleaseError, new_draft
from tests.programming.drafting import one, said

UPLOAD = "admin:programming_cataloguerelease_upload"


def _there():
    return tuple(kind.objects.count() for kind in (CatalogueRelease, Exercise, RiskEntry, Alias))


def _rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _text(rows, columns=COLUMNS, **options):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", **options)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _edited(release, slug="curl", **cells):
    rows = _rows(written(release))
    next(row for row in rows if row["slug"] == slug).update(cells)
    return _text(rows).encode()


def _changes(draft):
    return {
        change.name: (change.kind, [(f.field, f.before, f.after) for f in change.fields])
        for change in changes_of(draft)
    }


def _upload(client, content, name="mine.csv"):
    return client.post(reverse(UPLOAD), {"file": SimpleUploadedFile(name, content)}, follow=True)


def _slug(release, name):
    return release.entries.get(name=name).exercise.slug


# Out and in


def test_what_is_loaded_goes_out_as_the_reviewed_file(release):
    text = written(release)
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert _rows(text) == _rows(EXERCISES.read_text(encoding="utf-8"))


def test_what_went_out_comes_in_without_a_difference(release):
    before = _there()
    with pytest.raises(ReleaseError, match=r"^Nothing differs from the release in force\.$"):
        draft_of(written(release).encode(), None)
    assert _there() == before


def test_one_edit_in_the_text_is_one_change_of_the_draft(release, anna):
    draft, differences = draft_of(_edited(release, _slug(release, "Curl"), floor="1"), anna)

    assert _changes(draft) == {"Curl": ("changed", [("floor", 0, 1)])}
    assert (draft.based_on, draft.created_by, draft.digest, draft.is_draft) == (
        release,
        anna,
        "",
        True,
    )
    assert not differences


def test_a_draft_goes_out_and_in_too(draft):
    entry = one(draft, "Curl")
    entry.floor, entry.rationale = 1, '=HYPERLINK("http://x")'
    entry.save()
    again, _ = draft_of(written(draft).encode(), None)
    assert _changes(again) == _changes(draft)
    assert len(_changes(again)) == 1


@pytest.mark.parametrize("sign", list("=+-@"))
def test_what_looks_like_a_formula_comes_back_the_same(release, sign):
    name, text = f"{sign}Curl", f'{sign}1+1 "quoted", a; b'
    slug = _slug(release, "Curl")
    draft, _ = draft_of(_edited(release, slug, name=name, rationale=text), None)
    row = next(row for row in _rows(written(draft)) if row["slug"] == slug)
    assert (row["name"], row["rationale"]) == (name, text)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("divider", [",", ";"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_marks_dividers_and_line_ends_say_the_same(release, ending, divider, mark):
    rows = _rows(written(release))[:30]
    said_so = _text(rows, delimiter=divider, lineterminator=ending).encode()
    plain = parse_exercises(_text(rows).encode(), "a")
    other = parse_exercises(mark + said_so, "b")
    assert [(r.slug, r.aliases, r.entry.rationale) for r in plain.rows] == [
        (r.slug, r.aliases, r.entry.rationale) for r in other.rows
    ]


def test_a_row_less_is_an_exercise_gone(release):
    rows = [row for row in _rows(written(release)) if row["name"] != "Curl"]
    draft, differences = draft_of(_text(rows).encode(), None)
    assert _changes(draft) == {"Curl": ("removed", [])}
    assert not differences


def test_a_new_slug_is_a_new_exercise_with_its_other_names(release):
    rows = _rows(written(release))
    curl = next(row for row in rows if row["name"] == "Curl")
    rows.append(curl | {"slug": "odd-curl", "name": "Odd curl", "aliases": "Odd one|Odder@hevy"})
    draft, differences = draft_of(_text(rows).encode(), None)

    assert _changes(draft) == {"Odd curl": ("added", [])}
    made = Exercise.objects.get(slug="odd-curl")
    assert sorted(made.aliases.values_list("name", "app")) == [("Odd one", ""), ("Odder", "hevy")]
    assert not differences
    assert _rows(written(draft))[-1] == rows[-1]

    discard(draft)
    assert not Exercise.objects.filter(slug="odd-curl").exists()


def test_other_names_of_known_exercises_stay_and_are_counted(release):
    before = set(Alias.objects.values_list("exercise", "name", "app"))
    slug = _slug(release, "Curl")
    count = Alias.objects.filter(exercise__slug=slug).count()
    content = _edited(release, slug, aliases="Unheard of|Never heard of@hevy", floor="1")

    _, differences = draft_of(content, None)

    assert set(Alias.objects.values_list("exercise", "name", "app")) == before
    assert str(differences) == (
        "Other names are not part of a draft: 2 in the file are not in the catalogue, "
        f"{count} of the catalogue are not in the file."
    )


def test_other_names_alone_make_no_draft(release):
    content = _edited(release, _slug(release, "Curl"), aliases="Unheard of")
    with pytest.raises(ReleaseError, match=r"^Nothing differs .* Other names are not part"):
        draft_of(content, None)
    assert not CatalogueRelease.objects.drafts().exists()


def test_a_new_exercise_takes_no_name_of_another(release):
    before = _there()
    rows = _rows(written(release))
    stolen = next(row for row in rows if row["aliases"] and "@" not in row["aliases"])
    name = stolen["aliases"].split("|")[0]
    stolen["aliases"] = ""
    rows.append(rows[5] | {"slug": "odd", "name": "Odd", "aliases": name.upper()})
    with pytest.raises(DataFileError, match=rf"line {len(rows) + 1} \(Odd\).*already names"):
        draft_of(_text(rows).encode(), None)
    assert _there() == before


def test_an_exercise_renamed_to_one_of_its_other_names_comes_back(draft):
    entry = one(draft, "Curl")
    alias = entry.exercise.aliases.filter(app="").first()
    entry.name = alias.name
    entry.save()

    again, differences = draft_of(written(draft).encode(), None)

    assert _changes(again) == _changes(draft)
    assert not differences


def test_an_other_name_has_no_mark_that_divides_cells():
    for line in ("Odd|one", "Odd@one@hevy", "|"):
        with pytest.raises(ValueError, match="divides|none of"):
            read_aliases(line)


# The pages


def test_any_staff_downloads_any_release_or_draft(viewer, draft, release):
    for which, name in ((release, "release-1"), (draft, f"draft-{draft.pk}")):
        page = viewer.get(reverse("admin:programming_cataloguerelease_change", args=[which.pk]))
        at = reverse("admin:programming_cataloguerelease_csv", args=[which.pk])
        assert f'href="{at}"' in page.content.decode()
        response = viewer.get(at)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="exercises-{name}.csv"'
        assert response.content.decode() == written(which)
        assert viewer.post(at).status_code == 405


def test_a_release_that_is_not_there_is_told(viewer, release):
    at = reverse("admin:programming_cataloguerelease_csv", args=[release.pk + 99])
    assert said(viewer.get(at, follow=True)) == ["There is no such release."]


def test_files_are_for_staff_and_uploads_for_editors(viewer, release):
    out = Client()
    at = reverse("admin:programming_cataloguerelease_csv", args=[release.pk])
    assert out.get(at).status_code == out.get(reverse(UPLOAD)).status_code == 302

    listed = reverse("admin:programming_cataloguerelease_changelist")
    assert reverse(UPLOAD) not in viewer.get(listed).content.decode()
    assert viewer.get(reverse(UPLOAD)).status_code == 403
    assert _upload(viewer, _edited(release, _slug(release, "Curl"), floor="1")).status_code == 403
    assert not CatalogueRelease.objects.drafts().exists()

    editor = User.objects.get(email="staff@example.org")
    editor.user_permissions.add(Permission.objects.get(codename="change_cataloguerelease"))
    assert reverse(UPLOAD) in viewer.get(listed).content.decode()
    assert viewer.get(reverse(UPLOAD)).status_code == 200


def test_an_upload_leads_to_the_page_of_its_draft(staff, release, anna):
    content = _edited(release, _slug(release, "Curl"), floor="1", aliases="Unheard of")
    response = _upload(staff, content)

    draft = CatalogueRelease.objects.drafts().get()
    assert draft.created_by == anna
    assert response.redirect_chain[0][0] == reverse(
        "admin:programming_cataloguerelease_change", args=[draft.pk]
    )
    told = said(response)
    assert (
        told[0] == f"Draft {draft.pk} has the content of mine.csv. Look at what it changes below."
    )
    assert told[1].startswith("Other names are not part of a draft: 1 in the file")
    assert [line.name for line in response.context["lines"]] == ["Curl"]


def test_an_upload_without_a_difference_or_a_file_says_so(staff, release):
    response = _upload(staff, written(release).encode())
    assert response.context["faults"] == ("Nothing differs from the release in force.",)
    assert "Choose a CSV file." in staff.post(reverse(UPLOAD), {}).content.decode()


def test_every_fault_is_shown_and_what_is_shown_is_text(staff, release):
    rows = _rows(written(release))
    rows[0]["tier"] = rows[9]["floor"] = "<b>?"
    rows[9]["rationale"] = ""
    response = _upload(staff, _text(rows).encode())
    assert [fault.split(" (")[0] for fault in response.context["faults"]] == [
        "mine.csv line 2",
        "mine.csv line 11",
        "mine.csv line 11",
    ]
    assert "<b>?" not in response.content.decode()


# Damages


@pytest.fixture
def small(release):
    """Six rows of what is in force, of every kind."""
    rows = _rows(written(release))
    wanted = [
        next(row for row in rows if row["floor_with_safeties"]),
        next(row for row in rows if row["load_kind"] == "added"),
        next(row for row in rows if row["load_kind"] == "assisted"),
        next(row for row in rows if row["name"] == "Curl"),
        next(row for row in rows if "@" in row["aliases"]),
        next(row for row in rows if row["unilateral"] == "yes" and "@" not in row["aliases"]),
    ]
    assert len({row["slug"] for row in wanted}) == 6
    return wanted


def _cell(column, value, line=5):
    """That cell of one line is something else; line 2 has a floor with safeties."""

    def damage(rows):
        rows[line - 2][column] = value(rows) if callable(value) else value
        return _text(rows).encode()

    return line, damage


def _columns(change):
    def damage(rows):
        return _text([row | {"more": ""} for row in rows], change(list(COLUMNS))).encode()

    return 1, damage


def _bytes(change, line=None):
    def damage(rows):
        return change(_text(rows, lineterminator="\n").encode())

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


def test_there_are_a_hundred_damages_and_the_undamaged_file_is_fine(small):
    assert len(DAMAGES) >= 100
    made = [damage([dict(row) for row in small]) for _, damage in DAMAGES.values()]
    assert len(set(made)) == len(DAMAGES)
    draft, _ = draft_of(_text(small).encode(), None)
    assert {kind for kind, _ in _changes(draft).values()} == {"removed"}
    assert draft.entries.count() == len(small)


def test_no_damaged_file_is_let_in_and_each_says_why(staff, small):
    before = _there()
    wrong = {}
    for name, (line, damage) in DAMAGES.items():
        response = _upload(staff, damage([dict(row) for row in small]))
        faults = response.context.get("faults", ())
        places = (
            ("mine.csv",) if line is None else (f"mine.csv line {line} ", f"mine.csv line {line}:")
        )
        if response.status_code != 200 or not any(one.startswith(places) for one in faults):
            wrong[name] = (response.status_code, faults[:3])
        assert _there() == before, name
    assert not wrong


def test_a_file_just_small_enough_is_read(release):
    with pytest.raises(DataFileError, match="line 1"):
        draft_of(b"x" * LARGEST, None)
    with pytest.raises(DataFileError, match="larger than 5 MB"):
        draft_of(b"x" * (LARGEST + 1), None)


def test_a_draft_of_the_same_file_twice_is_two_drafts(release, anna):
    content = _edited(release, _slug(release, "Curl"), floor="1")
    first, second = draft_of(content, anna)[0], draft_of(content, anna)[0]
    assert _changes(first) == _changes(second) != _changes(new_draft(anna))
