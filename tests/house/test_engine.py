"""Which tests run on which engine: by what they ask for, and what they did not ask for they lack."""

import os

import pytest

from logbook.models import User
from tests.engine import asks_for_a_database


def test_who_asks_for_no_database_gets_none(request: pytest.FixtureRequest):
    assert not asks_for_a_database(request.node)
    assert "DATABASE_URL" not in os.environ
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()


def test_a_fixture_asks_for_it(request: pytest.FixtureRequest, db: None):
    assert asks_for_a_database(request.node)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_mark_asks_for_it(request: pytest.FixtureRequest):
    assert asks_for_a_database(request.node)
    assert not User.objects.exists()


def test_a_fixture_of_a_fixture_asks_for_it(request: pytest.FixtureRequest, release: object):
    assert asks_for_a_database(request.node)


def test_postgres_past_django_is_a_database_too(request: pytest.FixtureRequest, postgres_url: str):
    assert asks_for_a_database(request.node)
    assert bool(postgres_url) == (request.config.getoption("engine") == "postgres")
