"""`python -m repstack.mcp [--url URL]`: the log over standard input, with the token of REPSTACK_TOKEN."""

from __future__ import annotations

import argparse
import os
import sys

from repstack.mcp.asking import Ask, over_there, right_here


def main() -> int:
    """Serve until the input ends. Exits 2 where it was called wrongly, with one line that says how."""
    parser = argparse.ArgumentParser(prog="python -m repstack.mcp", description=__doc__)
    parser.add_argument(
        "--url", help="a RepStack server; without it the database of this installation is asked"
    )
    url: str | None = parser.parse_args().url
    # Not an argument, which every process on the machine can read; and no child's business.
    token = os.environ.pop("REPSTACK_TOKEN", "")
    if not token:
        return _stop("Put your token into REPSTACK_TOKEN: More, Access for programs.")
    try:
        from repstack.mcp.server import log_server
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        return _stop("This needs one package more: pip install -r requirements-mcp.txt")
    try:
        ask = _ask(url, token)
    except ValueError as error:
        return _stop(str(error))
    log_server(ask).run()
    return 0


def _ask(url: str | None, token: str) -> Ask:
    if url is not None:
        return over_there(url, token)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repstack.settings")
    django.setup()
    return right_here(token)


def _stop(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
