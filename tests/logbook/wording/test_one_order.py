"""What the session says of a set that went otherwise than planned: in one order, and in words."""

import re

import pytest
from django.urls import reverse

from tests.logbook.given import a_lifter, a_session, known_movements, logged_in, the_item
from tests.logbook.pages.session.test_set_views import post
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def bench():
    """The bench press of a running Upper A, by a lifter who knows it: 2 or more left, aim 3."""
    lifter = a_lifter()
    known_movements(lifter=lifter)
    return the_item(session=a_session(lifter=lifter))


def told_to(html):
    """What the page says to do next, in bold beside the warnings, warning by warning."""
    return [
        re.sub(r"<[^>]+>", "", "".join(re.findall(r"<b>(.*?)</b>", one.split("</p></div>")[0])))
        for one in html.split('class="rs-warn rs-warn--')[1:]
    ]


def test_a_set_with_several_warnings_gives_one_order(bench):
    typed_in = flat(post(bench, "set_preview", rir="0").content.decode())
    saved = flat(post(bench, rir="0").content.decode())

    order = "Set safeties, and end the next set with 3 or more left."
    assert told_to(typed_in) == told_to(saved) == [order, "", ""]


def test_only_the_latest_set_says_what_to_do(bench):
    post(bench, number="1", rir="1")
    html = flat(post(bench, number="2", rir="1").content.decode())
    shown = logged_in(bench.athlete).get(reverse("session_detail", args=[bench.session_id]))

    assert "Set safeties, and end the next set" in html
    orders = [one for one in told_to(flat(shown.content.decode())) if one]
    assert orders == ["Set safeties, and end the next set with 2 or more left."]


def test_on_the_final_set_the_order_is_for_next_time(bench):
    bench.planned_sets = 1
    bench.save()

    assert told_to(flat(post(bench, "set_preview", rir="1").content.decode()))[0] == (
        "Next time set safeties and leave 2 or more."
    )


def test_a_set_whose_form_broke_shows_none_left_whatever_was_tapped(bench):
    html = flat(
        post(
            bench, rir="3", ended_by="technical_failure", sure="technical_failure:6"
        ).content.decode()
    )

    assert re.search(r'data-rir="0">0<', html)
    assert "form broke" in html
    assert bench.sets.get().rir == 3


def test_beginners_are_asked_in_words_with_the_reps_they_stand_for():
    lifter = a_lifter(level="beginner")
    session = a_session(lifter=lifter, workout="Full body A")
    html = flat(
        logged_in(lifter).get(reverse("session_detail", args=[session.pk])).content.decode()
    )

    assert "How hard was it?" in html
    chips = re.findall(r'name="rir" value="(\d)"[^>]*><span>([^<]+)<small>([^<]+)</small>', html)
    assert chips == [
        ("0", "Max ", "0"),
        ("1", "Very hard ", "1"),
        ("2", "Hard ", "2"),
        ("3", "Medium ", "3"),
        ("4", "Easy ", "4+"),
    ]


def test_the_reasons_name_the_loads_that_suit_the_goal_once_there_is_an_estimate(bench):
    html = logged_in(bench.athlete).get(reverse("session_detail", args=[bench.session_id]))

    # 80 kg for 6 with 2 left is 101.3 kg; mixed, a main lift: 75 to 88 %.
    assert "Loads that suit your goal here: 76–89 kg." in flat(html.content.decode())
    fresh = a_session(lifter=a_lifter())
    html = logged_in(fresh.athlete).get(reverse("session_detail", args=[fresh.pk]))
    assert "Loads that suit" not in flat(html.content.decode())
