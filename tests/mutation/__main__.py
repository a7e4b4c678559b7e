"""`bin/test --mutation`: numbers of the rules, then functions; a new survivor fails the run."""

import argparse
import re
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.mutation import functions, numbers
from tests.mutation.workspace import workspace

LIST = Path(__file__).with_name("survivors.toml")
# Of the functions at least so many in a hundred are noticed; of the numbers all.
LEAST_PERCENT = 95


def arguments() -> argparse.Namespace:
    """What was asked for; a wrong word ends the program with status 2."""
    parser = argparse.ArgumentParser(prog="bin/test --mutation", description=__doc__)
    parser.add_argument("--only", choices=("numbers", "functions"))
    parser.add_argument(
        "module",
        nargs="*",
        help="modules of programming/rulebook with their chapter, as one_set.target; none for all",
    )
    return parser.parse_args()


def unexplained(alive: Sequence[object], listed: Sequence[dict[str, Any]]) -> list[str]:
    """The survivors no entry of the list explains."""
    patterns = [re.compile(entry["mutant"]) for entry in listed]
    return [str(one) for one in alive if not any(each.fullmatch(str(one)) for each in patterns)]


def explained(alive: Sequence[object], listed: Sequence[dict[str, Any]]) -> list[int]:
    """How many survivors each entry of the list explains."""
    return [sum(bool(re.fullmatch(entry["mutant"], str(one))) for one in alive) for entry in listed]


def run(
    kind: str,
    survivors: Callable[[Sequence[str]], tuple[Sequence[object], int]],
    wanted: Sequence[str],
    listed: Sequence[dict[str, Any]],
    least_percent: int,
) -> bool:
    """Run one kind of mutants and say how it went; true when all is as it should be."""
    before = time.monotonic()
    with workspace():
        alive, count = survivors(wanted)
    new = unexplained(alive, listed)
    counts = explained(alive, listed)
    old = [] if wanted else [one for one, of in zip(listed, counts, strict=True) if not of]
    killed = count - len(alive)
    percent = 100 * killed / count if count else 100.0
    seconds = time.monotonic() - before
    print(f"{kind}: {killed} of {count} killed ({percent:.1f} %), in {seconds:.0f} s")
    for text in new:
        print(f"  new survivor: {text}")
    for entry, of in zip(listed, counts, strict=True):
        if of:
            print(f"  {of} listed: {' '.join(entry['reason'].split())}")
    for entry in old:
        print(f"  listed, but killed: {entry['mutant']}")
    return not new and not old and percent >= least_percent


def main() -> None:
    """Run what was asked for; exit 1 for a survivor without a reason or too many of them."""
    asked = arguments()
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    good = True
    if asked.only != "functions":
        entries = listed.get("number", [])
        good &= run("numbers", numbers.survivors, asked.module, entries, 100)
    if asked.only != "numbers":
        entries = listed.get("function", [])
        good &= run("functions", functions.survivors, asked.module, entries, LEAST_PERCENT)
    raise SystemExit(not good)


if __name__ == "__main__":
    main()
