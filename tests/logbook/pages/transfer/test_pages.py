"""The pages of an import: what the file is, what is asked, and the way back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from logbook.models import ImportedName, ImportRun, ImportUpload, Set, TrainingSession
from logbook.pages.transfer import views
from logbook.pages.transfer.formats.tables import MOST_BYTES
from logbook.pages.transfer.page import names_asked
from tests.logbook.everything import AN_EXPORT
from tests.logbook.given import RUBBISH, a_lifter, an_exercise, logged_in
from tests.logbook.pages.transfer.reading import DATA, sample
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")

START, FILE = "/import/", "/import/file/"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def upload(client, content: bytes, name: str = "export.csv"):
    return client.post(START, {"file": SimpleUploadedFile(name, content, "text/csv")})


def shown(client, **named) -> str:
    response = client.get(FILE, **named)
    assert response.status_code == 200
    return words(response.content.decode())


def test_a_file_is_looked_at_before_anything_is_kept(client, lifter):
    assert upload(client, sample("hevy_kg.csv")).url == FILE
    text = shown(client)

    assert "From Hevy" in text
    assert "Sets 8" in text
    assert "Sessions 2" in text
    assert "4 April 2026 to 7 April 2026" in text
    assert "Loads in kg 15 to 120, in the middle 42.5" in text
    assert "Loads in lb 33.1 to 264.6, in the middle 93.7" in text
    assert "Cardio 1, kept in the session’s note" in text
    assert "Bring in 8 sets" in text
    assert not TrainingSession.objects.filter(athlete=lifter).exists()


def test_brought_in_shown_and_undone(client, lifter):
    upload(client, sample("hevy_kg.csv"))
    response = client.post(FILE, {"act": "import"})
    run = ImportRun.objects.get(athlete=lifter)

    assert response.url == reverse("import_run", args=[run.pk])
    assert Set.objects.filter(athlete=lifter).count() == 8
    assert "Sets 8" in words(client.get(response.url).content.decode())
    assert not ImportUpload.objects.filter(athlete=lifter).exists()
    assert client.get(FILE).url == START
    client.post(reverse("import_undo", args=[run.pk]))
    assert not Set.objects.filter(athlete=lifter).exists()
    assert "Taken out of your log again" in words(client.get(response.url).content.decode())
    assert "Undo" not in re.sub("Undone", "", words(client.get(response.url).content.decode()))


def test_cardio_of_a_session_without_a_set_is_said_to_be_left_out(client, lifter):
    more = b'"Run","9 Apr 2026, 10:14","9 Apr 2026, 11:20","","Running",,"",0,"normal",,,5,1800,\n'
    upload(client, sample("hevy_kg.csv") + more)
    text = shown(client)

    assert "Cardio 2, kept in the session’s note" in text
    assert "Sessions without a set 1, left out with their cardio" in text
    client.post(FILE, {"act": "import"})
    assert TrainingSession.objects.filter(athlete=lifter).count() == 2


def test_a_second_tap_brings_nothing_in_again(client, lifter):
    upload(client, sample("hevy_kg.csv"))
    client.post(FILE, {"act": "import"})
    assert client.post(FILE, {"act": "import"}).url == START
    upload(client, sample("hevy_kg.csv"))
    assert "0 sets in 0 new sessions" in shown(client)
    response = client.post(FILE, {"act": "import"}, follow=True)

    assert "everything in this file is here already" in words(response.content.decode())
    assert Set.objects.filter(athlete=lifter).count() == 8


def test_the_unit_is_asked_where_the_file_has_none(client, lifter):
    upload(client, sample("strong_comma_no_unit.csv"))
    assert "Its weights are in" in shown(client)
    refused = client.post(FILE, {"act": "import"})
    assert refused.status_code == 422
    assert "Choose one: the file does not say." in words(refused.content.decode())
    assert "Choose one" not in shown(client)
    assert not Set.objects.filter(athlete=lifter).exists()

    client.post(FILE, {"act": "update", "unit": "lb"})
    assert "Loads in lb 20 to 102.05, in the middle 50" in shown(client)
    client.post(FILE, {"act": "import", "unit": "lb"})
    assert set(Set.objects.filter(athlete=lifter).values_list("load_unit", flat=True)) >= {"lb"}


def test_dates_are_asked_where_they_can_be_read_two_ways(client, lifter):
    upload(client, sample("strong_2017_resaved.csv").replace(b"1/24/2018", b"1/3/2018"))
    assert "A date like 3/4/2025 is" in shown(client)
    client.post(FILE, {"act": "import", "unit": "kg", "dates": "month_first"})
    days = TrainingSession.objects.filter(athlete=lifter).values_list("local_date", flat=True)

    assert sorted(str(day) for day in days) == ["2018-01-02", "2018-01-03"]


def test_the_zone_is_the_lifters_until_another_is_chosen(client, lifter):
    upload(client, sample("hevy_lbs_us_dates.csv"))
    client.post(FILE, {"act": "import", "zone": "America/New_York"})
    session = TrainingSession.objects.get(athlete=lifter)

    assert (session.zone, session.started_at.hour) == ("America/New_York", 20)


def test_unknown_names_are_asked_the_biggest_first_and_remembered(client, lifter):
    content = sample("hevy_kg.csv").replace(b"Cable Fly Crossovers", b"My cable fly thing")
    content = content.replace(b"Squat (Barbell)", b"Zzyzx")
    upload(client, content)
    text = shown(client)
    assert text.index("My cable fly thing") < text.index("Zzyzx")
    fly = an_exercise("Cable fly").exercise_id
    assert f'value="{fly}"' in client.get(FILE).content.decode()

    client.post(FILE, {"act": "import", "name-0": str(fly), "name-1": "0"})
    assert Set.objects.filter(athlete=lifter, exercise_id=fly).count() == 2
    assert lifter.own_exercises.count() == 1
    kept = ImportedName.objects.get(athlete=lifter)
    assert (kept.source, kept.name, kept.exercise_id) == ("hevy", "my cable fly thing", fly)
    upload(client, content)
    assert "Names we do not know" not in shown(client)


def test_a_habit_and_slips_are_asked_about(client, lifter):
    upload(client, AN_EXPORT)
    client.post(FILE, {"act": "update", "unit": "kg"})
    text = shown(client)
    assert "Nearly every set is marked as a failure" in text
    assert "1000 kg" in text
    assert "likely 100 kg" in text

    # Nothing of it is taken for effort before it is answered.
    refused = client.post(FILE, {"act": "import", "unit": "kg"})
    assert refused.status_code == 422
    assert "Choose one: the file does not say" in words(refused.content.decode())
    assert not Set.objects.filter(athlete=lifter).exists()

    client.post(FILE, {"act": "import", "unit": "kg", "failure": "habit", "slips": "on"})
    assert not Set.objects.filter(athlete=lifter).exclude(rir_halves=None).exists()
    assert not Set.objects.filter(athlete=lifter, is_slip=True).exists()


def test_what_is_wrong_is_shown_with_its_line_and_nothing_can_be_brought_in(client, lifter):
    upload(client, sample("hevy_kg.csv").replace(b",120,5,", b",<b>,5,"))
    response = client.get(FILE)
    text = words(response.content.decode())

    assert "Line 12" in text
    assert "<b>”" not in response.content.decode()
    assert "Bring in" not in text
    assert client.post(FILE, {"act": "import"}).status_code == 422
    assert not Set.objects.filter(athlete=lifter).exists()


def test_a_file_of_nobodys_shows_what_its_first_row_is(client):
    upload(client, b"Name,Points\nAda,3\n")

    assert "Its first row is: Name, Points." in shown(client)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Choose the file"),
        ({"file": "not a file"}, "Choose the file"),
        ({"file": SimpleUploadedFile("big.csv", b"x" * (MOST_BYTES + 1))}, "larger than 10 MB"),
    ],
)
def test_what_is_no_file_or_too_large_is_refused_at_once(client, form, says):
    response = client.post(START, form)

    assert response.status_code == 422
    assert says in words(response.content.decode())
    assert not ImportUpload.objects.exists()


def test_an_empty_file_is_refused_with_the_reason(client):
    upload(client, b"")

    assert "nothing in the file" in shown(client)


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=list(RUBBISH))
@pytest.mark.parametrize("field", ["unit", "zone", "dates", "failure", "name-0", "act", "slips"])
def test_rubbish_in_an_answer_changes_nothing(client, lifter, field, rubbish):
    upload(client, AN_EXPORT)
    response = client.post(FILE, {field: rubbish})

    assert response.status_code == 302
    assert "Its weights are in" in shown(client)
    assert not Set.objects.filter(athlete=lifter).exists()


def test_the_file_can_be_let_go(client, lifter):
    upload(client, sample("hevy_kg.csv"))
    assert client.post(reverse("import_forget"))["Location"] == START
    assert client.get(FILE)["Location"] == START
    assert not ImportUpload.objects.exists()


def test_what_another_tab_chose_since_is_shown_and_neither_brought_in_nor_let_go(client, lifter):
    upload(client, sample("liftosaur.csv"))
    [first] = re.findall(r'name="file" value="([^"]+)"', client.get(FILE).content.decode())
    upload(client, sample("hevy_kg.csv"), "second.csv")
    kept = ImportUpload.objects.get(athlete=lifter)

    text = words(client.post(FILE, {"act": "import", "file": first}, follow=True).content.decode())
    assert "Another file was chosen since. This is what is in it." in text
    assert "second.csv" in text
    client.post(reverse("import_forget"), {"file": first})
    assert not Set.objects.filter(athlete=lifter).exists()
    assert ImportUpload.objects.get(athlete=lifter) == kept
    client.post(FILE, {"act": "import", "file": str(kept.key)})
    assert Set.objects.filter(athlete=lifter).count() == 8


def test_a_file_that_goes_while_it_is_answered_is_gone(client, lifter, monkeypatch):
    upload(client, sample("hevy_kg.csv"))

    def other_tab_first(*args, **named):
        ImportUpload.objects.filter(athlete=lifter).delete()
        return names_asked(*args, **named)

    monkeypatch.setattr(views, "names_asked", other_tab_first)

    assert client.post(FILE, {"act": "import"}).url == FILE
    assert client.get(FILE).url == START
    assert not Set.objects.filter(athlete=lifter).exists()


def test_a_file_and_an_import_are_their_lifters_alone(client, lifter):
    upload(client, sample("hevy_kg.csv"))
    client.post(FILE, {"act": "import"})
    run = ImportRun.objects.get(athlete=lifter)
    upload(client, sample("hevy_kg.csv"))
    other = logged_in(a_lifter())

    assert other.get(FILE)["Location"] == START
    assert other.get(reverse("import_run", args=[run.pk])).status_code == 404
    assert other.post(reverse("import_undo", args=[run.pk])).status_code == 404
    assert Set.objects.filter(athlete=lifter).count() == 8


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.csv")))
def test_every_sample_has_its_page(client, name):
    upload(client, sample(name), name)

    assert "What is in it" in shown(client)


def test_more_leads_there(client):
    assert reverse("import_start") in client.get(reverse("more")).content.decode()


def test_the_page_asks_as_little_for_many_names_as_for_few(client, django_assert_max_num_queries):
    def asked(names: int) -> int:
        content = sample("hevy_portuguese.csv").split(b"\n")[0].decode() + "\n"
        content += "".join(
            f'"A","7 Ago 2023, 18:10","7 Ago 2023, 19:02","","Unheard of {name}",,"",0,"normal",8,5,,,\n'
            for name in range(names)
        )
        upload(client, content.encode())
        with django_assert_max_num_queries(60) as queries:
            assert "Unheard of 0" in shown(client)
        return len(queries)

    assert asked(40) == asked(2)
