"""What the picture of a lift comes to in words."""

import datetime as dt

import pytest

from logbook.charts.lifts import Estimate, finding
from logbook.charts.spans import span_of
from programming.loads import Unit

TODAY = dt.date(2025, 3, 5)
MG = 100_000_000_000  # 100 kg in micrograms


@pytest.mark.parametrize("later", [100, 101])
def test_a_best_that_was_only_matched_later_is_no_new_one(later: int):
    """As records have it: who reaches the same again has not gone beyond it."""
    span = span_of("12w", today=TODAY, since=None)
    days = [TODAY - dt.timedelta(days=back) for back in (70, 35, 0)]
    within = [
        Estimate(day, best, best)
        for day, best in zip(days, [MG, MG * later // 100, 1], strict=True)
    ]

    title, says = finding(within, span, Unit.KG)

    weeks, at = (10, days[0]) if later == 100 else (5, days[1])
    assert title == f"No new best for {weeks} weeks"
    assert f"{at.day} {at:%b %Y}" in says
