"""A whole account put back, by page and by command."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from logbook.acts.leaving import leave
from logbook.acts.links import share_program
from logbook.models import CoachLink, ImportRun, ImportUpload, SharedProgram, TrainingSession
from logbook.pages.transfer import views
from tests.logbook.everything import addresses, coached
from tests.logbook.given import a_finished_session, a_lifter, logged_in
from tests.logbook.pages.transfer.whole_accounts import a_full_account, out
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")

START, FILE = "/import/", "/import/file/"


def upload(client, content: bytes):
    return client.post(
        START, {"file": SimpleUploadedFile("account.json", content, "application/json")}
    )


def shown(response) -> str:
    return words(response.content.decode())


def test_it_is_shown_restored_and_every_page_works():
    person, other = a_full_account(), a_lifter()
    content = out(person)
    # Who left comes back.
    leave(person)
    client = logged_in(other)
    assert upload(client, content).url == FILE
    text = shown(client.get(FILE))
    assert "A whole account" in text
    assert "Sessions 7 Sets " in text
    assert "From, to 4 April 2026 to " in text
    assert not TrainingSession.objects.filter(athlete=other).exists()

    response = client.post(FILE, {"act": "import"}, follow=True)

    assert "Everything in the file is in your account." in shown(response)
    assert out(other) == content
    assert not ImportUpload.objects.filter(athlete=other).exists()
    upload(client, b"Date,Exercise\n")
    # The walk is of a lifter with one import.
    ImportRun.objects.filter(athlete=other, source="hevy").delete()
    # A secret address is not in the file: who wants one opens it anew.
    assert not SharedProgram.objects.filter(athlete=other).exists()
    shared = other.programs.get(blocks__workouts__name="Upper A")
    share_program(other, shared.pk, shows_name=True)
    # Nor is what was agreed with coaches.
    assert not CoachLink.objects.filter(athlete=other).exists()
    coached(other, timezone.now())
    for address in addresses(other):
        status = client.get(address, follow=True).status_code
        assert status == (404 if "no-such" in address else 200), address


def test_into_an_account_with_training_it_is_refused_with_the_way_there_is():
    person, other = a_full_account(), a_lifter()
    a_finished_session(lifter=other)
    client, before = logged_in(other), out(other)
    upload(client, out(person))

    for response in (client.get(FILE), client.post(FILE, {"act": "import"})):
        text = shown(response)
        assert "Bring your sets in as CSV instead" in text
        assert "Restore everything" not in text
    assert out(other) == before
    assert client.post(reverse("import_forget"))["Location"] == START


def test_what_is_wrong_is_shown_with_its_line():
    person, other = a_full_account(), a_lifter()
    client = logged_in(other)
    upload(client, out(person).replace(b'"note":"heavy today"', b'"note":5'))
    response = client.post(FILE, {"act": "import"})

    assert response.status_code == 422
    assert "note cannot be 5." in shown(response)
    assert "Line " in shown(response)
    assert not TrainingSession.objects.filter(athlete=other).exists()


@pytest.mark.parametrize(
    "content", [b"{", b'{"workouts":[]}', b'{"format":"repstack account","version":9}']
)
def test_other_json_is_refused_in_words(content):
    client = logged_in(a_lifter())
    upload(client, content)

    response = client.get(FILE)
    assert response.status_code == 200
    assert "It cannot be restored here" in shown(response)


def test_an_account_may_be_larger_than_another_apps_file(monkeypatch):
    monkeypatch.setattr(views, "MOST_BYTES", 10)
    monkeypatch.setattr(views, "MOST_ACCOUNT_BYTES", 20)
    client = logged_in(a_lifter())

    assert upload(client, b"x" * 11).status_code == 422
    assert upload(client, b"{" + b"x" * 19).status_code == 302
    assert upload(client, b"{" + b"x" * 20).status_code == 422


class TestTheCommand:
    def run(self, path, lifter, *options) -> dict:
        said = StringIO()
        call_command(
            "import_log", str(path), "--user", lifter.email, "--json", *options, stdout=said
        )
        return json.loads(said.getvalue())

    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "account.json"
        path.write_bytes(out(a_full_account()))
        return path

    def test_it_restores_and_says_how_much(self, path):
        other = a_lifter()
        found = self.run(path, other, "--dry-run")
        assert not TrainingSession.objects.filter(athlete=other).exists()
        assert found == self.run(path, other)

        assert out(other) == path.read_bytes()
        assert (found["source"], found["sessions"], found["added_sessions"], found["errors"]) == (
            "repstack",
            7,
            7,
            [],
        )
        assert found["sets"] == found["added_sets"] > 20

    def test_it_is_refused_where_something_is(self, path):
        other = a_lifter()
        a_finished_session(lifter=other)

        with pytest.raises(CommandError, match="as CSV instead"):
            self.run(path, other)
        path.write_bytes(path.read_bytes().replace(b'"note":"heavy today"', b'"note":5'))
        with pytest.raises(CommandError, match="note cannot be"):
            self.run(path, a_lifter())

    def test_without_json_it_says_so_in_words(self, path):
        said = StringIO()
        call_command("import_log", str(path), "--user", a_lifter().email, stdout=said)

        assert said.getvalue().startswith("restored 7 sessions with ")
