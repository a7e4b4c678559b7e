"""How often a token may ask: so many requests a minute, counted for all processes together.

A count in the database at each request would make a write of every reading. So a process takes ten
requests at a time from the shared counters, one row for each ten, and hands them out by itself.
What is left of ten goes with the minute: a token is never let through more often than said, and
may be refused a few requests early where several processes answer it.
"""

from __future__ import annotations

import threading
from typing import Final

from django.core.cache import cache

# RepStack policy: a page of a hundred sets each second reads ten years in a minute or two.
MOST: Final = 120
SECONDS: Final = 60
AT_ONCE: Final = 10


class Allowance:
    """What this process may still hand out, by token, within the minute that runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._left: dict[int, int] = {}
        self._block: dict[int, int] = {}

    def wait(self, token_id: int, seconds: float) -> int:
        """Take one request of a token's at this time (Unix, seconds): 0, or the seconds to wait first."""
        minute = int(seconds // SECONDS)
        with self._lock:
            if minute != self._minute:
                self.forget()
                self._minute = minute
            if not self._left.get(token_id) and not self._take(token_id):
                return (minute + 1) * SECONDS - int(seconds)
            self._left[token_id] -= 1
        return 0

    def _take(self, token_id: int) -> bool:
        """Whether ten more were there; the row of each ten is made by one process alone."""
        for block in range(self._block.get(token_id, 0), MOST // AT_ONCE):
            self._block[token_id] = block + 1
            if cache.add(f"api:{token_id}:{self._minute}:{block}", 1, 2 * SECONDS):
                self._left[token_id] = AT_ONCE
                return True
        return False

    def forget(self) -> None:
        """Let go of what was counted here."""
        self._left, self._block = {}, {}


allowance: Final = Allowance()
"""This process's."""
