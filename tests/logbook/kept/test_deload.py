"""What is kept of a deload that is due: codes, numbers and days, from which Today makes sentences."""

import pytest
from django.utils import timezone

from logbook.models import DeloadAdvice, User
from tests.logbook.given import NOON
from tests.logbook.pages.today.test_deload import BENCH, today, worn_out

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def test_what_is_kept_is_codes_numbers_and_days_and_no_sentence(lifter: User):
    worn_out(lifter)

    [[code, numbers, seen]] = DeloadAdvice.objects.get(athlete=lifter).evidence

    assert code == "deload"
    assert dict(numbers)["case"] == "lifts"
    assert [(what, days) for what, _, days in seen] == [
        ("lift_down", ["2025-03-01", "2025-03-04"]),
        ("lift_down", ["2025-03-01", "2025-03-04"]),
    ]
    assert {type(number) for _, of, _ in seen for _, number in of} <= {int, str}
    assert BENCH not in str(seen)


def test_an_exercise_that_is_gone_is_left_out_and_its_sign_stays(lifter: User):
    worn_out(lifter)
    advice = DeloadAdvice.objects.get(athlete=lifter)
    advice.evidence[0][2][0][1] = [["exercise", 10**9], ["percent", 7]]
    advice.save()

    text = today(lifter)

    assert "2 main lifts of different kinds are weaker than before." in text
    assert text.count("7 % weaker than before") == 1
