"""The table in which the log-in counts tries, for all processes and machines together."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, IntegrityError, connections, router, transaction


class Counters(DatabaseCache):
    """Django's cache in a table, but that a database that fails is not taken for a key that is taken.

    Django's answers both with False, on which the log-in said "too many tries" of a full disk.
    """

    def _base_set(
        self, mode: str, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT
    ) -> bool:
        """Write a key, and say whether it was written. Raises what the database raises."""
        using = router.db_for_write(self.cache_model_class)
        failed: list[DatabaseError] = []

        def noticed(execute: Any, *arguments: Any) -> Any:
            try:
                return execute(*arguments)
            except IntegrityError:
                # Another process wrote the key meanwhile.
                raise
            except DatabaseError as error:
                failed.append(error)
                raise

        # Beginning and committing are done out here, where nothing is silenced.
        with transaction.atomic(using=using), connections[using].execute_wrapper(noticed):
            is_set: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]
            if failed:
                raise failed[0]
        return is_set
