"""The API against its own description: whatever is asked, the answer is one it describes, of one's own rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from logbook.log.for_programs import RecordPlace, SetPlace
from logbook.models import User
from logbook.pages.api.allowance import allowance
from logbook.pages.api.cursors import cursor_at
from programming.models import Exercise
from tests.house.desk import MARK, people_around_an_athlete
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.pages.api.given import a_token

pytestmark = pytest.mark.usefixtures("release")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXPECTED = {
    "token": {200},
    "sessions": {200, 422},
    "session": {200, 404},
    "sets": {200, 422},
    "exercises": {200, 422},
    "exercise": {200, 404, 422},
    "records": {200, 422},
    "adherence": {200},
}
"""What each is answered with, so that nothing passes for being refused throughout."""
MANY = 400
PAGED = {"sessions", "sets", "exercises", "exercise", "records"}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's own test client: the test's transaction is on it, so no request closes it."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


@pytest.fixture
def victim() -> User:
    """Whose log has a mark in every text."""
    return people_around_an_athlete()["athlete"]


def places_of(person: User) -> list[str]:
    """Real places in the lists: of whoever they are, they open one's own rows alone."""
    session = person.sessions.earliest("started_at")
    at, item = (session.started_at, session.pk), session.exercises.all()[0]
    return [
        cursor_at("sessions", at),
        cursor_at("sets", SetPlace(*at, session.started_at, 9, 10**9)),
        cursor_at("records", RecordPlace(*at, 0)),
        cursor_at("exercises", (item.exercise_id - 1,)),
        cursor_at(f"exercise {item.exercise_id}", (session.started_at, item.pk + 1)),
    ]


@dataclass(frozen=True)
class Asker:
    """Who asks with a token, naming rows there are, their own and another's."""

    token: str
    keys: list[int]
    places: list[str]

    def ask(self, case: Any, data: st.DataObject) -> int:
        """Send a case, with a real key or place in half of them; the answer's status."""
        if case.path_parameters and data.draw(st.booleans()):
            case.path_parameters = dict.fromkeys(
                case.path_parameters, data.draw(st.sampled_from(self.keys))
            )
        if case.operation.definition.raw["operationId"] in PAGED and data.draw(st.booleans()):
            case.query = {**(case.query or {}), "cursor": data.draw(st.sampled_from(self.places))}
        sent = {"Authorization": f"Bearer {self.token}", "Accept-Encoding": "identity"}
        response = case.call(headers=sent)
        case.validate_response(response, checks=CHECKS)
        assert MARK not in response.text
        assert self.token not in response.text
        status: int = response.status_code
        return status

    def ask_often(self, operation: Any, mode: GenerationMode, examples: int) -> set[int]:
        """Send so many cases of an operation; the statuses they were answered with."""
        statuses = set()

        @given(operation.as_strategy(mode), st.data())
        @settings(
            max_examples=examples,
            # In the gate the same cases each time, so that it fails for a change and not by chance.
            derandomize=examples < MANY,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def send(case: Any, data: st.DataObject) -> None:
            statuses.add(self.ask(case, data))

        send()
        return statuses


@pytest.mark.parametrize("examples", [40, pytest.param(MANY, marks=pytest.mark.deep)])
def test_every_answer_is_one_of_its_description_and_of_ones_own_rows(
    victim: User, monkeypatch: pytest.MonkeyPatch, examples: int
):
    person = a_lifter_with_everything()
    both = [victim, person]
    keys = [pk for one in both for pk in one.sessions.values_list("pk", flat=True)]
    keys += Exercise.objects.filter(owner__in=both).values_list("pk", flat=True)
    asker = Asker(a_token(person), keys, [*places_of(victim), *places_of(person)])
    monkeypatch.setattr(allowance, "wait", lambda token_id, seconds: 0)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    statuses: dict[str, set[int]] = {}

    for found in described.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]
        name = operation.definition.raw["operationId"]
        statuses[name] = asker.ask_often(operation, GenerationMode.POSITIVE, examples)
        # What takes nothing cannot be asked wrongly.
        if operation.query or operation.path_parameters:
            statuses[name] |= asker.ask_often(operation, GenerationMode.NEGATIVE, examples)

    assert set(statuses) == set(EXPECTED)
    for name, answered in statuses.items():
        # What cannot be read, and a header that is none of ours, are refused anywhere.
        assert EXPECTED[name] <= answered <= EXPECTED[name] | {400, 401}, name
