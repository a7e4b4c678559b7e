"""0008: sentences kept beside a deload's signs give way to codes, numbers and days."""

import importlib

from django.apps import apps
from django.db import connection

from logbook.advice.deload import signs_of
from logbook.models import DeloadAdvice
from tests.logbook.given import NOON, a_lifter

STEP = importlib.import_module("logbook.migrations.0008_deload_codes")
PAIN = [["case", "pain"], ["count", 2]]


class Editor:
    """What the step reads of a schema editor."""

    def __init__(self) -> None:
        self.connection = connection


def test_signs_keep_their_numbers_and_lose_the_sentences(release):
    lifter, untouched = a_lifter(), a_lifter()
    DeloadAdvice.objects.create(
        athlete=lifter, day=NOON.date(), evidence=[["deload", PAIN, ["Curl: Mon 3 Mar."]]]
    )
    DeloadAdvice.objects.create(athlete=untouched, refused_on=NOON.date())

    STEP.without_sentences(apps, Editor())

    kept = DeloadAdvice.objects.get(athlete=lifter)
    assert kept.evidence == [["deload", PAIN, []]]
    assert [(sign.reason.text, sign.seen) for sign in signs_of(kept)] == [
        ("Pain marked again and again on 2 exercises.", ())
    ]
    assert DeloadAdvice.objects.get(athlete=untouched).evidence == []


def test_what_is_kept_since_is_codes_numbers_and_days_alone(release):
    """A second run finds nothing to take away but what it would not have understood."""
    lifter = a_lifter()
    seen = [["hurt", [["exercise", 7]], ["2025-03-03"]]]
    DeloadAdvice.objects.create(
        athlete=lifter, day=NOON.date(), evidence=[["deload", PAIN, seen]]
    )

    [sign] = signs_of(DeloadAdvice.objects.get(athlete=lifter))

    assert [(one.code, one.exercise, one.days[0].isoformat()) for one in sign.seen] == [
        ("hurt", 7, "2025-03-03")
    ]
