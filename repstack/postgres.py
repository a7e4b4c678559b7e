"""The database beyond one machine: PostgreSQL by `DATABASE_URL`."""

from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from repstack.environment import refuse

URL_EXAMPLE = "postgresql://user:password@host:5432/name, or leave it out for the embedded SQLite"

# Opening a connection for every request costs 8 ms; one that died is noticed before it is used.
CONNECTION_SECONDS = 60
CONNECT_TIMEOUT_SECONDS = 5
# A command may take its time: a migration of a long log, a rebuild. What a request may take is
# REPSTACK_STATEMENT_SECONDS.
COMMAND_SECONDS = 3600
# A machine that is gone says nothing: after this long its connections are given up.
LOST = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
# Planning a query takes PostgreSQL longer than running it: what a connection asks this often it
# prepares. A pooler that shares connections must know prepared statements (PgBouncer from 1.21).
PREPARE_AFTER = 5
# What is prepared is planned once: its slices are bounded, so one plan serves every lifter. Left to
# itself PostgreSQL plans the long ones anew each time, by what it guesses the rows to be.
# A page anywhere is as near as the next one: with the default, made for turning disks, joining a
# few rows of a lifter reads all sessions there are.
PLANS = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"


def database(url: str) -> dict[str, Any]:
    """Django's entry for the PostgreSQL at `url`. Raises `SettingRefused` for any other URL."""
    if urlsplit(url).scheme not in {"postgresql", "postgres"}:
        refuse("DATABASE_URL", url, URL_EXAMPLE, secret=True)
    try:
        entry: dict[str, Any] = dict(
            dj_database_url.parse(
                url, engine="repstack.engines.postgresql", conn_max_age=CONNECTION_SECONDS
            )
        )
    except ValueError:
        refuse("DATABASE_URL", url, URL_EXAMPLE, secret=True)
    if not entry["NAME"]:
        refuse("DATABASE_URL", url, URL_EXAMPLE, secret=True)
    entry["CONN_HEALTH_CHECKS"] = True
    entry["ATOMIC_REQUESTS"] = False
    # repstack/wsgi.py shortens it.
    entry["STATEMENT_SECONDS"] = COMMAND_SECONDS
    options: dict[str, Any] = entry.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
    for name, value in LOST.items():
        options.setdefault(name, value)
    options["server_side_binding"] = True
    options["prepare_threshold"] = PREPARE_AFTER
    options["options"] = f"{options.get('options', '')} {PLANS}".strip()
    return entry
