"""How long answering took: by the clock, and by the processor."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.serving import Server


class Computing:
    """The processor time of the server's workers, which other work on the machine does not lengthen."""

    def __init__(self, server: Server) -> None:
        self._tasks = [Path(f"/proc/{pid}/task") for pid in server.workers()]

    def seconds(self) -> float:
        """So far, of all their threads together."""
        files = (one / "schedstat" for tasks in self._tasks for one in tasks.iterdir())
        return sum(int(one.read_text().split()[0]) for one in files) / 1e9


def summary(seconds: list[float], floor: float) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, and the ratio of the medians."""
    median = statistics.median(seconds)
    return {
        "p50_ms": round(1000 * median, 3),
        "p95_ms": round(1000 * statistics.quantiles(seconds, n=20)[-1], 3),
        "floor_p50_ms": round(1000 * floor, 3),
        "ratio": round(median / floor, 3),
    }


def processor(seconds: list[float], floor: list[float]) -> dict[str, float]:
    """The median of the processor time in milliseconds, and its ratio to the floor's."""
    median = statistics.median(seconds)
    return {
        "cpu_ms": round(1000 * median, 3),
        "cpu_ratio": round(median / statistics.median(floor), 3),
    }
