"""The command for real: a client starts it and talks to it over standard input."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.serving import ROOT, deployed, prepare, served

# A lifter with a session and a token, made by the product's own acts.
MAKES = """
import django; django.setup()
from django.utils import timezone
from logbook.acts.tokens import make_token
from logbook.choices import TokenScope
from logbook.models import User
import uuid, datetime as dt
from logbook.acts.sessions import start_session
person = User.objects.create_user("anna@example.org", None)
start_session(person, key=uuid.uuid4(), workout=None, now=timezone.now())
print(make_token(person, "stdio", list(TokenScope), days=30, now=timezone.now())[0])
"""


def ran(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


async def _asked(environment: Mapping[str, str], *arguments: str) -> tuple[Any, Any]:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "repstack.mcp", *arguments],
        env=dict(environment),
        cwd=ROOT,
    )
    async with Client(command) as client:
        return await client.call_tool("sessions", {}), await client.call_tool("token", {})


def test_a_client_reads_the_log_here_and_from_a_server(tmp_path: Path):
    environment = deployed(tmp_path / "data")
    prepare(environment)
    token = ran(environment, "-c", MAKES).stdout.strip()
    assert token.startswith("repstack_")
    secret = {**environment, "REPSTACK_TOKEN": token}

    sessions, about = asyncio.run(_asked(secret))
    with served(environment) as server:
        bare = {name: secret[name] for name in ("PATH", "REPSTACK_TOKEN")}
        there, _ = asyncio.run(_asked(bare, "--url", f"http://127.0.0.1:{server.port}"))
        revoked, _ = asyncio.run(
            _asked(
                {**bare, "REPSTACK_TOKEN": f"{token}x"}, "--url", f"http://127.0.0.1:{server.port}"
            )
        )

    assert about.structured_content["name"] == "stdio"
    assert len(sessions.structured_content["items"]) == 1
    assert there.structured_content == sessions.structured_content
    assert revoked.is_error
    assert "This token opens nothing." in revoked.content[0].text


@pytest.mark.parametrize(
    ("token", "arguments", "says"),
    [
        ("", (), "Put your token into REPSTACK_TOKEN"),
        ("repstack_x", ("--url", "http://a.example"), "with https"),
    ],
)
def test_called_wrongly_it_says_how(
    tmp_path: Path, token: str, arguments: tuple[str, ...], says: str
):
    secret = {"REPSTACK_TOKEN": token} if token else {}

    ended = ran({**deployed(tmp_path), **secret}, "-m", "repstack.mcp", *arguments)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert says in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_without_the_package_it_says_what_to_install(tmp_path: Path):
    without = "import sys; sys.modules['mcp'] = None; import runpy; runpy.run_module('repstack.mcp', run_name='__main__')"

    ended = ran({**deployed(tmp_path), "REPSTACK_TOKEN": "repstack_x"}, "-c", without)

    assert ended.returncode == 2
    assert (
        ended.stderr.strip() == "This needs one package more: pip install -r requirements-mcp.txt"
    )
