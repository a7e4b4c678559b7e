"""On PostgreSQL every wait has an end, also where the server is what has stopped."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from repstack import faults, postgres
from repstack.faults import fault_of
from tests.house.test_environment import start

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> Iterator[BaseDatabaseWrapper]:
    """A server's connection."""
    served = connection.copy()
    served.settings_dict["STATEMENT_SECONDS"] = settings.STATEMENT_SECONDS
    yield served
    served.close()


def shown(own: BaseDatabaseWrapper, name: str) -> str:
    with own.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        value: str = cursor.fetchone()[0]
        return value


def test_a_requests_statement_has_a_time_limit_and_a_commands_a_longer_one(
    own: BaseDatabaseWrapper,
):
    if own.vendor == "postgresql":
        assert shown(own, "statement_timeout") == shown(own, "lock_timeout") == "10s"
        assert shown(own, "idle_in_transaction_session_timeout") == "1min"
        own.close()
        own.settings_dict["STATEMENT_SECONDS"] = postgres.COMMAND_SECONDS
        assert shown(own, "statement_timeout") == "1h"


def test_a_server_that_does_not_answer_is_given_up_and_asked_anew(own: BaseDatabaseWrapper):
    if own.vendor == "postgresql":
        with own.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            own.connection.answer_seconds = 0.1
            left_behind = own.connection.info.backend_pid
            began = time.monotonic()
            with pytest.raises(OperationalError, match="does not answer") as given_up:
                cursor.execute("SELECT pg_sleep(600)")

        assert time.monotonic() - began < 300
        assert fault_of(given_up.value) == faults.SILENT
        own.close_if_unusable_or_obsolete()
        assert shown(own, "statement_timeout") == "10s"
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [left_behind])


def test_the_settings_have_the_last_word(own: BaseDatabaseWrapper):
    if own.vendor == "postgresql":
        own.settings_dict["OPTIONS"]["options"] = "-c statement_timeout=3s"
        assert shown(own, "statement_timeout") == "3s"


def test_a_lost_machine_is_noticed_by_its_silence():
    options = postgres.database("postgresql://a:b@db.example.org/repstack")["OPTIONS"]

    assert options["tcp_user_timeout"] == 30_000
    assert options["keepalives_idle"] == 30
    assert options["connect_timeout"] == 5


def test_the_time_limit_is_a_variable(tmp_path):
    ask = ("-c", "import repstack.settings as s; print(s.STATEMENT_SECONDS)")

    assert start(*ask, data=tmp_path, PYTHONPATH=".").stdout.strip() == "10"
    refused = start("manage.py", "check", data=tmp_path, REPSTACK_STATEMENT_SECONDS="0")
    assert "allowed: a whole number from 1 to 600" in refused.stderr
