"""Runs mutmut with one change: the tests are collected once, not once for each mutant.

mutmut makes the mutants, finds the tests of each function and forks a process for each mutant, as
it always does. The process then runs the tests it has inherited: those first that found other
mutants of the function, then the quickest. A test has so much time for itself, so that a mutant
that never ends costs a second and not a minute.
"""

import gc
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import mutmut.__main__ as mutmut_main
import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.workers import isolation

_SECONDS_BESIDES = 1.0
_TIMES_AS_LONG = 10
_MOST_BYTES = 2 << 30
# What mutmut takes for survived, killed and interrupted.
_PASSED, _FAILED, _BROKEN = 0, 1, 2


class CollectedOnce(PytestRunner):
    """Keeps the tests of the first run and has them run again in each forked process."""

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[str, pytest.Item] = {}
        self.found = Path.cwd() / "found"
        self.found.mkdir(exist_ok=True)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep what pytest has collected."""
        self.items.update({item.nodeid: item for item in session.items})

    def execute_pytest(self, params: list[str], plugins: Sequence[Any] = ()) -> int:
        """Run pytest as mutmut does, and look on."""
        code = super().execute_pytest(params, plugins=[*plugins, self])
        for item in list(self.items.values())[:1]:
            # It has put the output back and would stumble over the second run.
            item.config.pluginmanager.unregister(name="capturemanager")
        return code

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Run the tests of a mutant until one fails; without a mutant, all of them."""
        if mutant_name is None:
            return _PASSED if self._first_that_fails(list(self.items)) is None else _FAILED
        try:
            return self._run_of_mutant(mutant_name, tests)
        except BaseException:  # noqa: BLE001  the process ends here; the run says what broke
            traceback.print_exc(file=(self.found / "broken").open("a"))
            return _BROKEN

    def _run_of_mutant(self, mutant_name: str, tests: Iterable[str]) -> int:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        seen = self.found / mutant_name.rpartition("__mutmut_")[0]
        earlier = seen.read_text().splitlines() if seen.exists() else []
        found = dict.fromkeys(sorted(set(earlier), key=earlier.count, reverse=True))
        failed = self._first_that_fails([*found, *(one for one in tests if one not in found)])
        if failed is None:
            return _PASSED
        with seen.open("a") as file:
            file.write(f"{failed}\n")
        return _FAILED

    def _first_that_fails(self, tests: Sequence[str]) -> str | None:
        for name in tests:
            # Of its own time, however busy the machine is; the signal ends the process.
            took = state().duration_by_test[name]
            signal.setitimer(signal.ITIMER_PROF, _SECONDS_BESIDES + _TIMES_AS_LONG * took)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                reports = runtestprotocol(self.items[name], log=False, nextitem=None)
            if any(report.failed for report in reports):
                break
        else:
            name = None
        signal.setitimer(signal.ITIMER_PROF, 0)
        return name


def main() -> None:
    """Take the arguments of `mutmut run`."""
    most, *wanted = sys.argv[1:]
    isolation.PytestRunner = mutmut_main.PytestRunner = CollectedOnce
    # A clock on the wall would take a busy machine for a mutant that never ends.
    isolation.register_timeout = lambda **_: None
    # It counts every mutant after every mutant.
    mutmut_main.print_stats = lambda *_, **__: None
    # Asked at every call of every function, and no test changes the environment.
    trampoline.get_mutant_under_test = lambda: trampoline._mutant_under_test or ""
    gc.disable()
    mutmut_main._run(tuple(wanted), int(most))


if __name__ == "__main__":
    main()
