"""The page that says what may be taken along, and the files it sends."""

import datetime as dt

import pytest
from django.urls import reverse

from logbook.pages.transfer.exporting import WAYS
from tests.logbook.given import RUBBISH, a_finished_session, a_lifter, logged_in
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")

PAGE = "/export/"


@pytest.fixture
def person():
    person = a_lifter(zone="Pacific/Auckland")
    a_finished_session(lifter=person, started=dt.datetime(2023, 6, 1, 12, tzinfo=dt.UTC))
    a_finished_session(lifter=person, started=dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC))
    return person


def sent(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("way", WAYS)
def test_each_file_is_sent_while_it_is_written(person, way):
    response = logged_in(person).post(PAGE, {"as": way})

    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Type"] == WAYS[way].content_type
    assert response["Content-Disposition"].startswith('attachment; filename="repstack-20')
    assert response["Content-Disposition"].endswith(f'{WAYS[way].ending}"')
    assert len(sent(response)) > 100


@pytest.mark.parametrize("way", WAYS)
def test_who_has_nothing_gets_a_file_as_well(way):
    response = logged_in(a_lifter()).post(PAGE, {"as": way})

    assert response.status_code == 200
    assert sent(response)


def test_one_year_is_offered_where_there_are_two(person):
    client = logged_in(person)
    assert "All years 2025 2024 2023" in words(client.get(PAGE).content.decode())
    response = client.post(PAGE, {"as": "csv", "year": "2023"})

    assert 'filename="repstack-2023.csv"' in response["Content-Disposition"]
    text = sent(response).decode()
    assert "2023-06-0" in text
    assert "2025-06-0" not in text
    assert "All years" not in words(logged_in(a_lifter()).get(PAGE).content.decode())


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=list(RUBBISH))
@pytest.mark.parametrize("field", ["as", "year"])
def test_rubbish_is_told_and_sends_nothing(person, field, rubbish):
    response = logged_in(person).post(PAGE, {"as": "csv", field: rubbish})

    assert response.status_code == 422
    assert "Choose a file from the list." in words(response.content.decode())


def test_a_year_that_was_not_trained_in_is_rubbish(person):
    for year, status in (("2022", 422), ("2023", 200), ("2025", 200), ("2026", 422)):
        response = logged_in(person).post(PAGE, {"as": "csv", "year": year})
        assert response.status_code == status, year


def test_the_thirty_first_file_of_an_hour_waits_and_the_page_does_not():
    client, other = logged_in(a_lifter()), logged_in(a_lifter())
    for _ in range(30):
        assert client.post(PAGE, {"as": "csv"}).status_code == 200

    assert client.post(PAGE, {"as": "csv"}).status_code == 429
    assert client.get(PAGE).status_code == 200
    assert other.post(PAGE, {"as": "csv"}).status_code == 200


@pytest.mark.parametrize("name", ["more", "account_delete"])
def test_more_and_the_page_that_deletes_the_account_lead_there(client, name):
    person = a_lifter(password="four plain words here")
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": "four plain words here"})

    assert f'href="{PAGE}"' in client.get(reverse(name)).content.decode()
