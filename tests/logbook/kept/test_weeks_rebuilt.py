"""What is kept of weeks and years is what a log read anew says, whatever was changed in it."""

import datetime as dt
from random import Random

import pytest

from logbook.acts.session_exercises import mark_pain, skip_exercise
from logbook.acts.sessions import delete_session
from logbook.acts.sets import delete_set
from logbook.kept.keeping import keep_what_weeks_say
from logbook.models import DeloadAdvice, EffortLately, TrainingSession, TrainingSpan, User
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    the_item,
)
from tests.logbook.kept.test_records_rebuilt import Changing

pytestmark = pytest.mark.usefixtures("release")


def weeks(lifter: User) -> list[dict[str, object]]:
    """All that is kept, without the keys of rows."""
    return [
        {name: value for name, value in row.items() if name != "id"}
        for rows in (
            EffortLately.objects.filter(athlete=lifter).values(),
            DeloadAdvice.objects.filter(athlete=lifter).values(),
            TrainingSpan.objects.filter(athlete=lifter).values(),
        )
        for row in rows
    ]


def assert_kept(lifter: User) -> None:
    """With every session ended: what is done in a running one counts from its end on."""
    for session in lifter.sessions.filter(finished_at=None):
        finished(session)
    kept = weeks(lifter)
    keep_what_weeks_say(lifter)
    assert kept == weeks(lifter)


class Marking(Changing):
    """A lifter who also marks pain and skips in sessions of long ago."""

    def mark(self) -> None:
        mark_pain(self.lifter, self.any_item().pk, has_pain=self.rng.random() < 0.7)

    def skip(self) -> None:
        skip_exercise(self.lifter, self.any_item().pk, is_skipped=self.rng.random() < 0.5)

    def step(self) -> None:
        if self.rng.random() < 0.2:
            self.rng.choice([self.mark, self.mark, self.skip])()
        else:
            super().step()


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_is_what_the_log_says_after_whatever_was_done(seed: int):
    marking = Marking(a_lifter(), Random(seed))
    marking.start()
    for step in range(120):
        marking.step()
        if step % 30 == 29:
            marking.forget()
        if step % 4 == 3:
            assert_kept(marking.lifter)
    assert weeks(marking.lifter)


def ended(lifter: User, *ago: int) -> list[TrainingSession]:
    """Ended sessions of two exercises so many days ago."""
    names = ["Curl", "Lateral raise"]
    return [
        a_finished_session(
            lifter=lifter,
            workout=None,
            exercises=names,
            started=NOON - dt.timedelta(days=days),
            sets=3,
        )
        for days in ago
    ]


def test_pain_marked_after_the_end_is_counted_and_taken_back():
    lifter = a_lifter()
    items = [item.pk for session in ended(lifter, 9, 7, 4) for item in session.exercises.all()]
    for item in items:
        mark_pain(lifter, item, has_pain=True)
        assert_kept(lifter)
    assert DeloadAdvice.objects.get(athlete=lifter).evidence
    for item in items:
        mark_pain(lifter, item, has_pain=False)
        assert_kept(lifter)
    assert not DeloadAdvice.objects.get(athlete=lifter).evidence


def test_a_session_with_nothing_in_it_comes_and_goes():
    lifter = a_lifter()
    ended(lifter, 9, 7, 4)
    empty = finished(a_session(lifter=lifter, workout=None))
    assert_kept(lifter)
    delete_session(lifter, empty.pk)
    assert_kept(lifter)


def test_an_exercise_of_an_old_session_is_skipped_or_removed():
    lifter = a_lifter()
    ended(lifter, 9, 7)
    session = a_finished_session(lifter=lifter, workout=None, exercises=["Curl", "Cable fly"])
    extra = the_item(session=session, name="Curl")
    for change in (
        lambda: skip_exercise(lifter, extra.pk, is_skipped=True),
        lambda: skip_exercise(lifter, extra.pk, is_skipped=False),
        lambda: delete_set(lifter, extra.sets.get().pk, now=NOON),
    ):
        change()
        assert_kept(lifter)
