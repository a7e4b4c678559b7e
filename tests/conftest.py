"""The product's own catalogue under every test that asks for it."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from programming.catalogue import entries as catalogue
from programming.catalogue import search_index
from programming.models import Alias, CatalogueRelease, Exercise, Program, RiskEntry
from tests.clean_up import Afterwards, Beginning, empty, let_flush
from tests.logbook import copies


@pytest.fixture(scope="session", autouse=True)
def _clean_up_may_empty_releases() -> None:
    """What is published refuses to go, but between two tests."""
    let_flush()


def forget() -> None:
    """Releases never change in the product; in tests a number comes back with other content."""
    for remembered in (
        catalogue.entries,
        catalogue._by_name,
        catalogue._by_alias,
        catalogue.competition_lifts,
        search_index.release_index,
    ):
        remembered.cache_clear()
    copies.forget()


def load() -> None:
    """Load the product's own catalogue."""
    call_command("load_catalogue", verbosity=0)


beginning = Beginning(load, forget)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> None:
    """Pytest-django's own, and what every test's database needs after it."""
    pytestconfig.pluginmanager.register(Afterwards(django_db_blocker, beginning))


@pytest.fixture(scope="session")
def _catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The catalogue, committed once for all tests of a process."""
    with django_db_blocker.unblock():
        beginning.put_back()


@pytest.fixture
def release(_catalogue: None, db: None) -> CatalogueRelease:
    """The release in force."""
    return catalogue.current_release()


@pytest.fixture
def no_catalogue(db: None) -> None:
    """A database without a catalogue, for as long as the test runs."""
    forget()
    empty(Program, Alias, RiskEntry, Exercise, CatalogueRelease)


@pytest.fixture
def publishing() -> Iterator[None]:
    """For a test that publishes: what is held in memory of its releases comes and goes with them."""
    # A test before it may have read a release of the same key that was taken back since.
    forget()
    yield
    forget()
