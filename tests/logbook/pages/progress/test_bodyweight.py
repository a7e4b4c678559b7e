"""Bodyweight: two taps from Today, its trend, and nothing of the past moves by it."""

import datetime as dt
from statistics import median

import pytest
from django.urls import reverse

from logbook.acts.people import weigh
from logbook.models import Bodyweight, Set
from programming.loads import Load, Unit
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = reverse("progress_bodyweight")
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock stands at noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def weighed(lifter, *kilograms, apart=1):
    """Weighings up to today, so many days apart."""
    for back, kilogram in enumerate(reversed(kilograms)):
        weigh(lifter, Load(round(kilogram * 1000), Unit.KG), now=NOON - back * apart * DAY)


def test_today_leads_here_and_the_field_has_the_last_weight():
    lifter = a_lifter()
    weighed(lifter, 80.4)
    client = logged_in(lifter)

    assert f'href="{PATH}">Weigh in' in page(client)
    assert 'value="80.4"' in page(client, PATH)


def test_a_tap_keeps_it_for_today():
    lifter = a_lifter()
    weighed(lifter, 80, 81)

    response = logged_in(lifter).post(PATH, {"bodyweight": "81,6"}, follow=True)

    assert "Saved for today." in words(response.content.decode())
    last = Bodyweight.objects.filter(athlete=lifter).latest("local_date")
    assert (last.local_date, last.milli, last.unit) == (NOON.date(), 81_600, "kg")
    assert Bodyweight.objects.filter(athlete=lifter).count() == 2


@pytest.mark.parametrize("typed", ["", "0", "19.9", "401", "abc", *RUBBISH.values()])
def test_what_is_no_weight_is_refused_at_the_field(typed):
    lifter = a_lifter()

    response = logged_in(lifter).post(PATH, {"bodyweight": typed})

    assert response.status_code == 422
    assert 'id="bodyweight-error"' in response.content.decode()
    assert not Bodyweight.objects.filter(athlete=lifter).exists()


def test_it_is_read_in_the_lifters_unit():
    lifter = a_lifter(unit="lb")

    logged_in(lifter).post(PATH, {"bodyweight": "180"})

    assert Bodyweight.objects.get(athlete=lifter).unit == "lb"
    assert "180 lb, as the median of 7 days" in words(page(logged_in(lifter), PATH))


def test_nothing_yet():
    assert "No weighing yet" in words(page(logged_in(a_lifter()), PATH))


@pytest.mark.parametrize(
    ("kilograms", "apart"), [((80, 82, 90), 1), ((80, 82, 90), 3), ((80, 90), 7), ((80,), 1)]
)
def test_the_trend_is_the_median_of_seven_days(kilograms, apart):
    lifter = a_lifter()
    weighed(lifter, *kilograms, apart=apart)
    within = [one for back, one in enumerate(reversed(kilograms)) if back * apart < 7]

    text = words(page(logged_in(lifter), PATH))

    assert f"{median(within):g} kg, as the median of 7 days" in text


def test_a_typo_of_ten_times_is_outside_the_scale():
    lifter = a_lifter()
    weighed(lifter, 80, 80.5, 380, 80.2, 80.1)

    html = page(logged_in(lifter), PATH)

    assert 'href="#m-over"' in html
    assert "outside the scale: 380 kg" in words(html)


@pytest.mark.parametrize("range_", ["4w", "12w", "1y", "all", *RUBBISH.values()])
def test_any_range_is_answered(range_):
    lifter = a_lifter()
    weighed(lifter, *[80 + at % 3 for at in range(40)], apart=30)

    assert logged_in(lifter).get(PATH, {"range": range_}).status_code == 200


def test_all_has_the_median_of_each_month():
    lifter = a_lifter()
    weighed(lifter, *[80 + at % 3 for at in range(60)], apart=15)
    months: dict[tuple[int, int], list[int]] = {}
    for row in Bodyweight.objects.filter(athlete=lifter):
        months.setdefault((row.local_date.year, row.local_date.month), []).append(row.milli)

    html = page(logged_in(lifter), PATH, {"range": "all"})
    table = html.split('aria-label="Bodyweight, as a table"')[1].split("</table>")[0]

    assert table.count("<tr>") == len(months) + 1
    for values in months.values():
        assert f">{median(values) / 1000:g}<" in table


def test_a_later_weighing_changes_no_past_set_and_one_taken_out_neither():
    lifter = a_lifter()
    weighed(lifter, 80)
    session = a_session(lifter=lifter, workout=None, exercises=["Pull-up"])
    row = logged(item=the_item(session=session, name="Pull-up"), load="10", reps=5)
    finished(session)
    before = row.load
    client = logged_in(lifter)

    client.post(PATH, {"bodyweight": "90"})
    assert Set.objects.get(pk=row.pk).load == before
    taken = reverse("progress_forget_weighing", args=[Bodyweight.objects.get(athlete=lifter).pk])
    client.post(taken)
    client.post(taken)

    assert Set.objects.get(pk=row.pk).load == before
    assert not Bodyweight.objects.filter(athlete=lifter).exists()


def test_another_lifters_weighing_stays():
    lifter = a_lifter()
    weighed(lifter, 80)
    row = Bodyweight.objects.get(athlete=lifter)

    logged_in(a_lifter()).post(reverse("progress_forget_weighing", args=[row.pk]))

    assert Bodyweight.objects.filter(pk=row.pk).exists()
