"""What is kept of a deload that is due: codes, numbers and days, from which Today makes sentences."""

import importlib
from dataclasses import replace

import pytest
from django.utils import timezone

from logbook.models import DeloadAdvice, User
from programming.rulebook import RULEBOOK_VERSION, rule
from programming.rulebook.rows import rules
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


def test_signs_of_an_earlier_rulebook_keep_its_words(lifter: User, monkeypatch: pytest.MonkeyPatch):
    worn_out(lifter)
    advice = DeloadAdvice.objects.get(athlete=lifter)
    assert advice.rulebook_version == RULEBOOK_VERSION
    then = {code: rule(code) for code in ("deload", "lift_down")}
    then["deload"] = replace(rule("deload"), says={"lifts": "{count} lifts are down."})
    then["lift_down"] = replace(rule("lift_down"), says={"": "{exercise}: down {percent} %."})
    monkeypatch.setattr(rules, "_EARLIER", {"1.0": then})

    assert "weaker than before" in today(lifter)
    DeloadAdvice.objects.update(rulebook_version="1.0")

    text = today(lifter)
    assert "2 lifts are down." in text
    assert f"{BENCH}: down 7 %. Sat 1 Mar, Tue 4 Mar." in text


def test_what_was_kept_before_versions_is_of_the_first_rulebook():
    step = importlib.import_module("logbook.migrations.0013_deload_version")

    [added] = step.Migration.operations
    assert (added.field.default, added.preserve_default) == ("1.0", False)
