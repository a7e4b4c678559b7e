"""The catalogue as CSV: what goes out comes back the same, and a damaged file changes nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from logbook.models import User
from programming.datafiles import COLUMNS, EXERCISES, DataFileError, parse_exercises
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.releases.catalogue_csv import LARGEST, draft_of, written
from programming.releases.changes import changes_of
from programming.releases.drafts import discard, read_aliases
from programming.releases.publish import ReleaseError
from tests.programming.damaged_csv import DAMAGES, rows_of, text_of
from tests.programming.drafting import one, said

UPLOAD = "admin:programming_cataloguerelease_upload"


def _there():
    return tuple(kind.objects.count() for kind in (CatalogueRelease, Exercise, RiskEntry, Alias))


def _edited(release, slug="curl", **cells):
    rows = rows_of(written(release))
    next(row for row in rows if row["slug"] == slug).update(cells)
    return text_of(rows).encode()


def _changes(draft):
    return {
        change.name: (change.kind, [(f.field, f.before, f.after) for f in change.fields])
        for change in changes_of(draft)
    }


def _upload(client, content, name="mine.csv"):
    return client.post(reverse(UPLOAD), {"file": SimpleUploadedFile(name, content)}, follow=True)


def _slug(release, name):
    return release.entries.get(name=name).exercise.slug


def test_what_is_loaded_goes_out_as_the_reviewed_file(release):
    text = written(release)
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert rows_of(text) == rows_of(EXERCISES.read_text(encoding="utf-8"))


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


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("divider", [",", ";"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_marks_dividers_and_line_ends_say_the_same(release, ending, divider, mark):
    rows = rows_of(written(release))[:30]
    said_so = text_of(rows, delimiter=divider, lineterminator=ending).encode()
    plain = parse_exercises(text_of(rows).encode(), "a")
    other = parse_exercises(mark + said_so, "b")
    assert [(r.slug, r.aliases, r.entry.rationale) for r in plain.rows] == [
        (r.slug, r.aliases, r.entry.rationale) for r in other.rows
    ]


def test_a_row_less_is_an_exercise_gone(release):
    rows = [row for row in rows_of(written(release)) if row["name"] != "Curl"]
    draft, differences = draft_of(text_of(rows).encode(), None)
    assert _changes(draft) == {"Curl": ("removed", [])}
    assert not differences


def test_a_new_slug_is_a_new_exercise_with_its_other_names(release):
    rows = rows_of(written(release))
    curl = next(row for row in rows if row["name"] == "Curl")
    rows.append(curl | {"slug": "odd-curl", "name": "Odd curl", "aliases": "Odd one|Odder@hevy"})
    draft, differences = draft_of(text_of(rows).encode(), None)

    assert _changes(draft) == {"Odd curl": ("added", [])}
    made = Exercise.objects.get(slug="odd-curl")
    assert sorted(made.aliases.values_list("name", "app")) == [("Odd one", ""), ("Odder", "hevy")]
    assert not differences
    assert rows_of(written(draft))[-1] == rows[-1]

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
    rows = rows_of(written(release))
    stolen = next(row for row in rows if row["aliases"] and "@" not in row["aliases"])
    name = stolen["aliases"].split("|")[0]
    stolen["aliases"] = ""
    rows.append(rows[5] | {"slug": "odd", "name": "Odd", "aliases": name.upper()})
    with pytest.raises(DataFileError, match=rf"line {len(rows) + 1} \(Odd\).*already names"):
        draft_of(text_of(rows).encode(), None)
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
        with pytest.raises(ValueError, match=r"divides|none of"):
            read_aliases(line)


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


def test_every_fault_is_shown_and_what_is_shown_istext_of(staff, release):
    rows = rows_of(written(release))
    rows[0]["tier"] = rows[9]["floor"] = "<b>?"
    rows[9]["rationale"] = ""
    response = _upload(staff, text_of(rows).encode())
    assert [fault.split(" (")[0] for fault in response.context["faults"]] == [
        "mine.csv line 2",
        "mine.csv line 11",
        "mine.csv line 11",
    ]
    assert "<b>?" not in response.content.decode()


@pytest.fixture
def small(release):
    """Six rows of what is in force, of every kind."""
    rows = rows_of(written(release))
    wanted = [
        next(row for row in rows if row["floor_with_safeties"]),
        next(row for row in rows if row["load_kind"] == "added"),
        next(row for row in rows if row["load_kind"] == "assisted"),
        next(row for row in rows if row["name"] == "Curl"),
        next(row for row in rows if "@liftosaur" in row["aliases"]),
        next(row for row in rows if row["unilateral"] == "yes" and "@" not in row["aliases"]),
    ]
    assert len({row["slug"] for row in wanted}) == 6
    for row in wanted:
        # In plain letters, so that a damage to the encoding is the only one.
        names = row["aliases"].split("|")
        row["aliases"] = "|".join(name for name in names if name.isascii())
    return wanted


def test_there_are_a_hundred_damages_and_the_undamaged_file_is_fine(small):
    assert len(DAMAGES) >= 100
    made = [damage([dict(row) for row in small]) for _, damage in DAMAGES.values()]
    assert len(set(made)) == len(DAMAGES)
    draft, _ = draft_of(text_of(small).encode(), None)
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
