"""The page of a lift that moves the body says where a bodyweight is why it has no estimate (rulebook 7)."""

import pytest
from django.urls import reverse

from tests.logbook.given import NOON, an_exercise, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.mark.parametrize(
    ("name", "is_weighed", "is_said"),
    [("Pull-up", False, True), ("Pull-up", True, False), ("Cable fly", False, False)],
)
def test_it_says_so_beside_no_estimate_yet(lifter, name, is_weighed, is_said):
    if is_weighed:
        lifter.bodyweights.create(
            local_date=NOON.date(), milli=80_000, unit="kg", micrograms=80 * 10**9
        )
    address = reverse("exercise_detail", args=[an_exercise(name).exercise_id])
    html = page(logged_in(lifter), address)

    assert "No estimate yet" in words(html)
    said = "Your bodyweight is part of what you lift here, and it is not known: enter it"
    assert (said in words(html)) is is_said
