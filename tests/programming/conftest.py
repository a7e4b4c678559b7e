"""A loaded catalogue, and no memory of another test's."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from logbook.models import User
from programming import catalogue, search_index
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry, Workout


def forget() -> None:
    """Releases never change in the product; in tests a number comes back with other content."""
    catalogue.entries.cache_clear()
    catalogue._by_name.cache_clear()
    catalogue._by_alias.cache_clear()
    search_index.release_index.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def release(db: None) -> CatalogueRelease:
    """The product's own catalogue, just loaded."""
    call_command("load_catalogue")
    return catalogue.current_release()


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same catalogue, committed once for the tests of a module that only read it."""
    with django_db_blocker.unblock():
        call_command("load_catalogue", verbosity=0)
    yield
    with django_db_blocker.unblock():
        for model in (Workout, Alias, RiskEntry, Exercise, CatalogueRelease):
            model._default_manager.all().delete()


@pytest.fixture
def lifter(db: None) -> User:
    """A lifter."""
    return User.objects.create_user("lifter@example.org")


@pytest.fixture
def another_lifter(db: None) -> User:
    """Somebody else."""
    return User.objects.create_user("another@example.org")
