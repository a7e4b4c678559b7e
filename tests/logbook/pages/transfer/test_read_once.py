"""A file is read once for an answer, whatever is asked of it."""

import pytest

from logbook.pages.transfer import importing
from logbook.pages.transfer.formats import reading
from tests.logbook.given import logged_in
from tests.logbook.pages.transfer.reading import sample
from tests.logbook.pages.transfer.test_pages import FILE, upload

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def test_an_answer_reads_the_file_once_and_again_where_it_reads_otherwise(client, monkeypatch):
    upload(client, sample("strong_comma_no_unit.csv"))
    seen: list[str] = []

    def counted(content: bytes, **answers):
        seen.append(answers["unit"])
        return reading.read(content, **answers)

    monkeypatch.setattr(importing, "read", counted)
    client.post(FILE, {"act": "look", "unit": "kg"})
    assert seen == [""]
    client.post(FILE, {"act": "import", "unit": "lb"})

    # The names its form asked about are those of the file as it was read then.
    assert seen == ["", "kg", "lb"]
    upload(client, sample("hevy_kg.csv"))
    client.post(FILE, {"act": "import"})
    assert seen[3:] == [""]
