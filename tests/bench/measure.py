"""Measures one engine: `python -m tests.bench.measure PAGES LIFTERS ROUNDS MANY SIZE...`, JSON out.

The environment names the database, which must be empty; `tests.bench` makes it so.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import re
import statistics
import sys
from collections.abc import Sequence
from typing import Any

import django

from tests.bench.times import Computing, processor, summary
from tests.keep_alive import Answer, Connection
from tests.serving import prepare, served

# Sets of history: a first month, seventeen years of it, and more than anybody has.
SIZES = (100, 100_000, 1_000_000)
_WARM_UP_ROUNDS = 3
_PREVIEWS = 7
_PHONES = 6
AGAIN = "floor again"
_ASSET = re.compile(rb'(?:href|src)="(/static/[^"#]+)"')


def say(words: str) -> None:
    """Words go to standard error; standard output is for JSON."""
    print(words, file=sys.stderr, flush=True)


def main(pages: list[str], lifters: int, rounds: int, many: int, *sizes: int) -> None:
    """Make the histories, start the server, measure."""
    prepare(os.environ)
    django.setup()
    from django.db import connection, connections

    from tests.bench import exercises, impact, imports, roster
    from tests.bench.models import FloorRow
    from tests.bench.pages import FLOOR, Gym, check, requests
    from tests.bench.rules import RULES, measured, sets_of

    rules = [page for page in pages if page in RULES]
    at_size = any(page in impact.PAGES for page in pages)
    of_file = any(page in imports.PAGES for page in pages)
    of_list = any(page in roster.PAGES for page in pages)
    apart = (*RULES, *impact.PAGES, *imports.PAGES, *roster.PAGES)
    pages = [page for page in pages if page not in apart]

    engine = connection.vendor
    with connection.schema_editor() as editor:
        editor.create_model(FloorRow)
    now = dt.datetime.now(dt.UTC)
    yesterday = now - dt.timedelta(days=1, minutes=90)
    say(f"{engine}: making {sum(sizes)} sets of history and {lifters} lifters ...")
    if "search" in pages:
        exercises.grow_catalogue()
    measured_ones, cycle = _histories(sizes, lifters, many, yesterday)
    if "search" in pages:
        for lifter in measured_ones:
            exercises.make_own(lifter)
    is_quick = sizes[-1] <= imports.QUICK_SETS
    athletes, sets = (
        (roster.QUICK_ATHLETES, roster.QUICK_SETS) if is_quick else (roster.ATHLETES, roster.SETS)
    )
    coaches = roster.coaches(cycle, athletes, sets) if of_list else []
    gyms = [
        Gym.entered(lifter, size, now) for lifter, size in zip(measured_ones, sizes, strict=True)
    ]
    with connection.cursor() as cursor:
        # What the engines do by themselves within a day of such growth.
        cursor.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)" if engine == "sqlite" else "VACUUM ANALYZE"
        )
    with served(os.environ) as server:
        say(f"{engine}: measuring {rounds} rounds ...")
        computing = Computing(server)
        probes = [(FLOOR, gyms[0]), (AGAIN, gyms[0]), *itertools.product(pages, gyms)]
        # One for each lifter, as a phone has it: the server closes what is idle for some seconds.
        phones = {gym.history_sets: Connection(server.port, gym.person) for gym in gyms}
        lines = [phones[gym.history_sets] for _, gym in probes]
        times: list[list[float]] = [[] for _ in probes]
        computed: list[list[float]] = [[] for _ in probes]
        for turn in range(rounds + _WARM_UP_ROUNDS):
            for place in range(len(probes)):
                which = (place + turn) % len(probes)
                page, gym = probes[which]
                kind = FLOOR if page == AGAIN else page
                for request in requests(kind, gym, lines[which]):
                    before = computing.seconds()
                    answer = lines[which].send(request)
                    check(kind, answer)
                    if turn >= _WARM_UP_ROUNDS:
                        times[which].append(answer.seconds)
                        computed[which].append(computing.seconds() - before)
            for gym in gyms:
                gym.put_back()
        counted: dict[int, tuple[int, int]] = {}
        for which, (page, gym) in enumerate(probes):
            kind = FLOOR if page == AGAIN else page
            first = requests(kind, gym, lines[which], Count_Queries="on")[0]
            answer = lines[which].send(first)
            size = first_visit(lines[which], answer) if page == "session" else 0
            counted[which] = int(answer.headers["queries"]), size or len(answer.body)
            gym.put_back()
        of_impact = _impact(server.port, cycle, gyms[1], rounds) if at_size else []
        of_import = _imports(server.port, gyms[1], rounds, sizes[-1]) if of_file else []
        lists = [
            roster.listed(server.port, coach, number, sets, rounds)
            for coach, number in zip(coaches, athletes, strict=False)
        ]
        connections.close_all()
    floor, same = statistics.median(times[0]), statistics.median(times[1])
    rows = [
        {
            "page": page,
            "history_sets": gym.history_sets,
            "lifters": lifters,
            **summary(times[which], floor),
            **processor(computed[which], computed[0]),
            "same_ratio": round(same / floor, 3),
            "queries": counted[which][0],
            "bytes": counted[which][1],
        }
        for which, (page, gym) in enumerate(probes)
        if page != AGAIN
    ] + [
        {
            "page": page,
            "history_sets": sets_of(page),
            "lifters": lifters,
            **summary(measured(page), floor),
            "same_ratio": round(same / floor, 3),
            "queries": 0,
            "bytes": 0,
        }
        for page in rules
    ]
    rows += [
        {
            "page": page,
            "history_sets": gyms[1].history_sets,
            "lifters": found,
            **summary(seconds, floor),
            "same_ratio": round(same / floor, 3),
            "queries": queries,
            "bytes": size,
        }
        for page, found, seconds, queries, size in of_impact
    ]
    rows += [
        {
            "page": page,
            "history_sets": sets,
            "lifters": lifters,
            **summary(seconds, floor),
            "same_ratio": round(same / floor, 3),
            "queries": 0,
            "bytes": 0,
            **more,
        }
        for page, sets, seconds, more in of_import
    ]
    rows += [
        {
            "page": "roster",
            "history_sets": one.sets,
            "lifters": one.athletes,
            **summary(one.seconds, floor),
            "same_ratio": round(same / floor, 3),
            "queries": one.queries,
            "bytes": one.size,
        }
        for one in lists
    ]
    json.dump(rows, sys.stdout)


def _histories(
    sizes: Sequence[int], lifters: int, many: int, yesterday: dt.datetime
) -> tuple[list[Any], Any]:
    """The lifters that are measured, among so many with `many` sets each, and what they are copies of."""
    from tests.bench import history

    measured_ones = [history.a_lifter(f"sets{size}") for size in sizes]
    cycle = history.log_cycle(history.a_lifter("source"), yesterday)
    for lifter, size in zip(measured_ones, sizes, strict=True):
        if size < 1000:
            history.log_workouts(lifter, size, yesterday)
        else:
            history.copy_in_bulk(cycle, [lifter], size)
    others = [history.a_lifter(f"other{number}") for number in range(lifters - len(sizes) - 1)]
    if others:
        history.copy_in_bulk(cycle, others, many)
    say(f"  made; the machine's load is {os.getloadavg()[0]:.1f}")
    return measured_ones, cycle


def _imports(
    port: int, gym: Any, rounds: int, largest: int
) -> list[tuple[str, int, list[float], dict[str, int]]]:
    """A file alone, a set without it and beside it: page, sets, seconds, and how fast it came in."""
    from tests.bench import imports

    sets = imports.SETS if largest > imports.QUICK_SETS else imports.QUICK_SETS
    say(f"  a file of {sets} sets ...")
    phone = Connection(port, gym.person)
    alone = imports.brought(sets)
    quiet = [one for _ in range(rounds) for one in imports.logged_once(gym, phone)]
    shared = imports.brought(sets, lambda ended: imports.logging_until(ended, gym, phone))
    return [
        (
            page,
            sets,
            [one.seconds] * 2,
            {
                "sets_per_s": round(sets / one.seconds),
                "sets_per_cpu_s": round(sets / one.computing),
                "memory_mb": one.memory,
            },
        )
        for page, one in (("import", alone), ("import_beside_log", shared))
    ] + [
        ("log_without_import", gym.history_sets, quiet, {}),
        ("log_beside_import", gym.history_sets, shared.logged, {}),
    ]


def _impact(
    port: int, cycle: Any, gym: Any, rounds: int
) -> list[tuple[str, int, list[float], int, int]]:
    """The preview of a draft, and sets logged without and beside it: page, lifters, seconds, …"""
    from tests.bench import impact
    from tests.bench.pages import check, requests

    say("  a draft for 10,000 planned sets ...")
    lifters = impact.make_gym(cycle)
    admin, page = impact.draft_page()
    line = Connection(port, admin)
    impact.ask(line, page)
    previews = [impact.ask(line, page) for _ in range(_PREVIEWS)]
    answer = line.ask("GET", page, Accept_Encoding="gzip, br", Count_Queries="on")
    # A connection stays with its worker: of several, some share the one that is busy.
    phones = [Connection(port, gym.person) for _ in range(_PHONES)]

    def log(seconds: list[float]) -> None:
        for number in range(rounds):
            phone = phones[number % _PHONES]
            for request in requests("log", gym, phone):
                answer = phone.send(request)
                check("log", answer)
                seconds.append(answer.seconds)
            gym.put_back()

    alone: list[float] = []
    disturbed: list[float] = []
    log(alone)
    impact.beside(port, admin, page, lambda: log(disturbed))
    queries = int(answer.headers["queries"])
    return [
        ("impact", lifters, previews, queries, len(answer.body)),
        ("log_alone", lifters, alone, 0, 0),
        ("log_beside_impact", lifters, disturbed, 0, 0),
    ]


def first_visit(connection: Connection, page: Answer) -> int:
    """Bytes of the page with every style sheet, script and image it names, as they are served."""
    total = len(page.body)
    say(f"  first visit: page {total}")
    for address in sorted({one.decode() for one in _ASSET.findall(page.content)}):
        answer = connection.ask("GET", address, Accept_Encoding="gzip, br")
        say(f"  {answer.headers.get('content-encoding', 'plain')} {len(answer.body)} {address}")
        total += len(answer.body)
    return total


if __name__ == "__main__":
    main(sys.argv[1].split(","), *(int(one) for one in sys.argv[2:]))
