"""The rows of the admin's table of exercises, each with what differs from the release in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def entry_rows(table: Any, results: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of a row as Django draws it and what differs (None: nothing), in the table's order."""
    return zip(results, map(table.differs, table.result_list), strict=True)
