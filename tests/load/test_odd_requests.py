"""Requests as no browser sends them, to the server itself."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from tests.serving import Server, deployed, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has no more than it needs to say that it is there."""
    with served(deployed(tmp_path_factory.mktemp("served") / "data")) as running:
        yield running


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "SCRIPT-NAME", "Script_Name", "PATH_INFO"])
@pytest.mark.parametrize("value", ["/elsewhere", "/healthz/live", "/", "x"])
def test_a_header_that_names_another_place_changes_nothing(server: Server, name: str, value: str):
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/healthz/live", headers={name: value})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()

    assert answer.status == 200
    assert b'"status": "ok"' in body
