"""The tools: what the API answers, one tool an address, and nothing that writes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, Final

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

import repstack
from repstack.mcp.asking import Ask, NoAnswerError, is_ok

_ABOUT: Final = (
    "A lifter's own training log, to be read. Effort is in reps in reserve (RIR): good reps left at the"
    " end of a set. Each set has the target it was shown, the reasons for it, and a verdict. Quote the"
    " sentences as they are; they are no medical advice. Lists go on with `cursor`, from `next`."
)
_READS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_KEY: Final = 10**18 - 1

Limit = Annotated[int, Field(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Field(description="`next` of the page before; none for the first.")]
Key = Annotated[int, Field(ge=1, le=_KEY)]


def log_server(ask: Ask) -> MCPServer:
    """A server whose tools ask so."""
    server = MCPServer("repstack", version=repstack.__version__, instructions=_ABOUT)
    # The database's connection is one thread's.
    thread = ThreadPoolExecutor(1, thread_name_prefix="asks")

    async def told(path: str, **query: object) -> dict[str, Any]:
        return await asyncio.get_running_loop().run_in_executor(thread, _told, ask, path, query)

    @server.tool(annotations=_READS)
    async def token() -> dict[str, Any]:
        """What this access may read and until when, and the lifter's unit and time zone."""
        return await told("/")

    @server.tool(annotations=_READS)
    async def sessions(limit: Limit = 20, cursor: Cursor = None) -> dict[str, Any]:
        """Training sessions, the latest first, with the counts of sets and verdicts."""
        return await told("/sessions", limit=limit, cursor=cursor)

    @server.tool(annotations=_READS)
    async def session(session_id: Key) -> dict[str, Any]:
        """One session: its sets with targets, reasons and verdicts, warnings, what to do next time."""
        return await told(f"/sessions/{session_id}")

    @server.tool(annotations=_READS)
    async def sets(
        exercise: Key | None = None, limit: Limit = 20, cursor: Cursor = None
    ) -> dict[str, Any]:
        """Sets, the latest first, of all exercises or of one (its id from `exercises`)."""
        return await told("/sets", exercise=exercise, limit=limit, cursor=cursor)

    @server.tool(annotations=_READS)
    async def exercises(limit: Limit = 50, cursor: Cursor = None) -> dict[str, Any]:
        """Exercises the lifter did: what failing each costs, the latest estimated one-rep maximum."""
        return await told("/exercises", limit=limit, cursor=cursor)

    @server.tool(annotations=_READS)
    async def exercise(exercise_id: Key, cursor: Cursor = None) -> dict[str, Any]:
        """One exercise: what it is, estimates over time, the sets of its latest six sessions."""
        return await told(f"/exercises/{exercise_id}", cursor=cursor)

    @server.tool(annotations=_READS)
    async def records(limit: Limit = 20, cursor: Cursor = None) -> dict[str, Any]:
        """Records, the latest first, each with the effort it was set with."""
        return await told("/records", limit=limit, cursor=cursor)

    @server.tool(annotations=_READS)
    async def adherence() -> dict[str, Any]:
        """How often effort met its target over the last weeks."""
        return await told("/adherence")

    return server


def _told(ask: Ask, path: str, query: Mapping[str, object]) -> dict[str, Any]:
    """The answer's JSON. Raises `ToolError` with the API's own sentence where it refuses."""
    try:
        answer = ask(path, query)
    except NoAnswerError as error:
        raise ToolError(str(error)) from None
    if not is_ok(answer):
        raise ToolError(str(answer.body.get("detail", "The request was refused.")))
    return answer.body
