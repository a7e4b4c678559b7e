"""The review names the records a session set, each with its effort, and keeps grinds apart."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.acts.people import weigh
from logbook.acts.sets import confirm_set
from logbook.models import TrainingSession, User
from programming.loads import Load, Unit
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, the_item
from tests.logbook.reading import review, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
BENCH = "Barbell bench press"


def trained(lifter: User, day: int, *sets: dict, name: str = BENCH) -> TrainingSession:
    """A finished session of one exercise, so many days after the first."""
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=NOON + day * DAY)
    for named in sets:
        logged(item=the_item(session=session, name=name), **named)
    return finished(session)


def said(session: TrainingSession) -> str:
    return words(review(session))


def test_each_record_has_its_number_its_effort_and_what_it_beat(lifter: User):
    for day in (0, 2, 4):
        trained(lifter, day, {})
    session = trained(lifter, 6, {"load": "82.5", "reps": 7, "rir": 3}, {"rir": 1})

    text = said(session)

    assert "2 records Each with its effort" in text
    assert "1 smaller best" in text
    assert (
        "Heaviest load yet, for 7 reps. Was 80. Why : record: heaviest load 82.5 kg 3 left" in text
    )
    assert "Best estimated single yet. Was 106.5. Why" in text
    assert "Most load × reps in a session yet. Was 640. Why" in text
    assert "2 left on average" in text
    assert "the first at this load" not in text
    assert "7 reps: the most" not in text


def test_in_the_first_three_sessions_nothing_is_announced(lifter: User):
    trained(lifter, 0, {})
    text = said(trained(lifter, 2, {"load": "85"}))

    assert "Smaller bests 3 smaller bests" in text
    assert "Heaviest load yet" in text


def test_a_switch_of_unit_makes_no_record_and_shows_round_numbers(lifter: User):
    trained(lifter, 0, {"load": "62.5", "rir": 3})
    lifter.unit = "lb"
    lifter.save()

    # 62.6 kg: a hair more than before, and no heavier.
    assert 'id="records"' not in review(trained(lifter, 2, {"load": "138", "rir": 3}))
    text = said(trained(lifter, 4, {"load": "145", "rir": 3}))
    assert "Was 138. Why" in text
    assert "137.789" not in text


def test_what_was_typed_in_the_other_unit_is_shown_to_a_tenth(lifter: User):
    trained(lifter, 0, {"load": "62.5"})
    lifter.unit = "lb"
    lifter.save()

    assert "Heaviest load yet, for 8 reps. Was 137.8. Why" in said(
        trained(lifter, 2, {"load": "150"})
    )


def test_more_reps_and_more_in_reserve_are_records_too(lifter: User):
    trained(lifter, 0, {"rir": 1}, {"rir": 1})
    session = trained(lifter, 2, {"rir": 3}, {"reps": 9, "rir": None})

    text = said(session)

    assert "9 reps: the most at this load or heavier. Was 8." in text
    assert "80 × 9 effort not told" in text
    assert (
        "The same load and reps with 3 left; before, 1. Why : effort record 80 × 8 3 left" in text
    )


def test_an_exercise_with_nothing_to_beat_is_only_named(lifter: User):
    text = said(trained(lifter, 0, {}))

    assert "First on record" in text
    assert f"On record for the first time: {BENCH}. There was nothing to beat." in text
    assert "Heaviest" not in text


def test_a_set_in_broken_form_is_no_record_and_says_so(lifter: User):
    trained(lifter, 0, {})
    text = said(trained(lifter, 2, {"load": "95", "reps": 3, "ended_by": "technical_failure"}))

    assert "No record in broken form" in text
    assert f"{BENCH} , 95 × 3: 3 reps with form breaking: a grind, not a record. Why" in text


def test_a_session_without_a_record_says_nothing_of_them(lifter: User):
    trained(lifter, 0, {})

    html = review(trained(lifter, 2, {}))

    assert 'id="records"' not in html


def test_a_running_session_has_no_records_yet(lifter: User):
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session))

    assert 'id="records"' not in review(session)


def test_words_stand_beside_records_of_who_prefers_them(lifter: User):
    lifter.effort_input = "words"
    lifter.save()
    trained(lifter, 0, {})

    text = said(trained(lifter, 2, {"load": "85"}))

    assert "85 kg hard" in text
    assert "2 left" not in text.split("Next time")[0].split("record")[1]


@pytest.mark.parametrize(("words", "told"), [("words", "hard on average"), ("", "1.7 left on")])
def test_a_mean_effort_is_told_to_a_tenth_or_in_the_nearest_word(
    lifter: User, words: str, told: str
):
    lifter.effort_input = words
    lifter.save()
    trained(lifter, 0, {})

    assert told in said(trained(lifter, 2, {"rir": 2}, {"rir": 2}, {"rir": 1}))


def test_a_lifter_in_pounds_reads_pounds():
    lifter = a_lifter(unit="lb")
    trained(lifter, 0, {"load": "185"})

    text = said(trained(lifter, 2, {"load": "192.5"}))

    assert "Was 185. Why" in text
    assert "192.5 lb 2 left" in text


def test_a_bodyweight_lift_shows_what_was_added_and_compares_no_body(lifter: User):
    weigh(lifter, Load(80_000, Unit.KG), now=NOON - DAY)
    kind = {"load_kind": "added"}
    trained(lifter, 0, {"load": "5", **kind}, name="Pull-up")
    weigh(lifter, Load(82_000, Unit.KG), now=NOON + DAY)

    text = said(trained(lifter, 2, {"load": "5", **kind}, name="Pull-up"))
    assert "Heaviest load yet" not in text

    text = said(trained(lifter, 4, {"load": "7.5", **kind}, name="Pull-up"))
    assert "Heaviest load yet, for 8 reps. Was 5 added. Why" in text
    assert "7.5 × 8 2 left" in text


def test_less_assistance_is_a_heavier_load(lifter: User):
    weigh(lifter, Load(80_000, Unit.KG), now=NOON - DAY)
    for day, load in ((0, "20"), (2, "15")):
        session = trained(lifter, day, {"load": load, "load_kind": "assisted"}, name="Pull-up")

    assert "Was 20 of assistance." in said(session)
    alone = trained(lifter, 4, {"load": None, "load_kind": "bodyweight"}, name="Pull-up")
    assert "Was 15 of assistance." in said(alone)
    more = trained(lifter, 6, {"load": "2.5", "load_kind": "added"}, name="Pull-up")
    assert "Was nothing added." in said(more)


def test_reps_without_a_load_have_rep_records(lifter: User):
    trained(lifter, 0, {"load": None}, name="Curl")

    text = said(trained(lifter, 2, {"load": None, "reps": 10}, name="Curl"))

    assert "10 reps: the most at this load or heavier. Was 8." in text


def test_the_records_of_an_exercise_that_comes_twice_are_told_once(lifter: User):
    trained(lifter, 0, {}, name="Curl")
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=NOON + 2 * DAY)
    first = the_item(session=session, name="Curl")
    logged(item=first, load="85")
    first.pk = None
    first.position, first.last_set_at = 2, None
    first.save()
    logged(item=first, load="90", at=NOON + 2 * DAY + dt.timedelta(minutes=30))

    text = said(finished(session))

    assert text.count("Heaviest load yet") == 1
    assert "90 kg" in text


def test_records_cost_one_query_however_many_there_are(lifter: User):
    def queries(session: TrainingSession) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            review(session)
        return [one["sql"] for one in asked.captured_queries if "exerciserecord" in one["sql"]]

    few = queries(trained(lifter, 0, {}))
    many = trained(lifter, 2, *({"load": str(80 + place)} for place in range(9)))

    assert len(few) == len(queries(many)) == 1


def test_a_set_that_is_asked_about_is_named_until_it_is_answered(lifter: User):
    trained(lifter, 0, {})
    session = trained(lifter, 2, {"load": "800"})

    text = said(session)
    assert "Is that right? Far from all before" in text
    assert f"{BENCH}: 800 × 8" in text
    assert "Heaviest load yet" not in text

    confirm_set(lifter, session.sets.get().pk, version=1)
    text = said(session)
    assert "Is that right?" not in text
    assert "Heaviest load yet" in text
