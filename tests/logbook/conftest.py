"""The product's own catalogue under every test of the logbook."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from programming import catalogue, search_index
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry, Workout


def forget() -> None:
    """Releases never change in the product; in tests a number comes back with other content."""
    catalogue.entries.cache_clear()
    catalogue._by_name.cache_clear()
    catalogue._by_alias.cache_clear()
    catalogue.competition_lifts.cache_clear()
    search_index.release_index.cache_clear()


@pytest.fixture(scope="package")
def _catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The catalogue, committed once for all tests of this folder and taken away after them."""
    forget()
    with django_db_blocker.unblock():
        call_command("load_catalogue", verbosity=0)
    yield
    with django_db_blocker.unblock():
        for model in (Workout, Alias, RiskEntry, Exercise, CatalogueRelease):
            model._default_manager.all().delete()
    forget()


@pytest.fixture
def release(_catalogue: None, db: None) -> CatalogueRelease:
    """The release in force; loaded once more where a transactional test emptied the tables."""
    if not CatalogueRelease.objects.exists():
        forget()
        call_command("load_catalogue", verbosity=0)
    return catalogue.current_release()
