"""Exercises done in turn, long as a superset's cases are many: whose row is open, when the rest comes, and who is in a superset with whom."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.session_exercises import (
    add_exercise,
    move_exercise,
    pair_exercise,
    plan_sets,
    skip_exercise,
    swap_exercise,
)
from logbook.acts.sets import delete_set
from programming.models import PlannedExercise
from tests.logbook.given import (
    REST,
    a_lifter,
    a_session,
    a_set_form,
    an_exercise,
    logged,
    logged_in,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "session-cards"}
BENCH, ROW, CURL = "Barbell bench press", "Seated cable row", "Cable curl"


@pytest.fixture
def lifter():
    return a_lifter()


@pytest.fixture
def session(lifter):
    """Three exercises of three sets, the first two in a superset, with 90 and 60 seconds of rest."""
    found = a_session(lifter=lifter, workout=None, exercises=[BENCH, ROW, CURL])
    found.exercises.update(planned_sets=3, reps_bottom=8, reps_top=8, rest_seconds=60)
    found.exercises.filter(risk__name=BENCH).update(rest_seconds=90)
    pair_exercise(lifter, items(found)[0].pk, is_paired=True)
    return found


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def items(session):
    return list(
        session.exercises.select_related("risk", "session", "athlete").order_by("position", "pk")
    )


def named(session, name):
    return next(one for one in items(session) if one.risk.name == name)


def html_of(client, session):
    return page(client, reverse("session_detail", args=[session.pk]))


def open_in(html):
    """The name of the exercise whose form is open, empty where none is."""
    found = re.search(r'<form class="rs-set__form" id="set-(\d+)"', html)
    return name_in(html, found[1]) if found else ""


def name_in(html, pk):
    found = re.search(rf'aria-labelledby="name-{pk}".*?rs-ex__about"[^>]*>([^<]+)<', html)
    return found[1] if found else ""


def places(html):
    """`A1` and the like of the cards in their order."""
    return re.findall(r'<span class="rs-turn">([^<]+)</span>', html)


def turns(client, session, sets):
    """The exercises in the order their forms open, each logged as it comes."""
    found = []
    for _ in range(sets):
        name = open_in(html_of(client, session))
        found.append(name)
        logged(item=named(session, name), at=at_in(session))
    return found


def at_in(session):
    last = session.sets.order_by("-logged_at").first()
    return (last.logged_at if last is not None else session.started_at) + REST


def test_exercises_of_a_superset_are_logged_in_turn_and_then_comes_the_next(client, session):
    assert turns(client, session, 7) == [BENCH, ROW, BENCH, ROW, BENCH, ROW, CURL]


def test_they_are_lettered(client, session):
    assert places(html_of(client, session)) == ["A1", "A2"]
    pair_exercise(session.athlete, named(session, ROW).pk, is_paired=True)
    assert places(html_of(client, session)) == ["A1", "A2", "A3"]


def test_three_take_turns(client, session):
    pair_exercise(session.athlete, named(session, ROW).pk, is_paired=True)
    assert turns(client, session, 4) == [BENCH, ROW, CURL, BENCH]


def test_the_one_with_more_sets_ends_alone(client, session):
    plan_sets(session.athlete, named(session, ROW).pk, change=-1)
    assert turns(client, session, 6) == [BENCH, ROW, BENCH, ROW, BENCH, CURL]


def test_it_goes_on_where_a_set_was_deleted(client, session):
    turns(client, session, 3)
    last = named(session, BENCH).sets.order_by("-number").first()
    delete_set(session.athlete, last.pk, now=timezone.now())
    assert turns(client, session, 4) == [BENCH, ROW, BENCH, ROW]


def test_a_skipped_one_has_no_turn_and_gets_it_back(client, session):
    turns(client, session, 1)
    row = named(session, ROW)
    skip_exercise(session.athlete, row.pk, is_skipped=True)
    assert open_in(html_of(client, session)) == BENCH
    assert places(html_of(client, session)) == []
    skip_exercise(session.athlete, row.pk, is_skipped=False)
    assert open_in(html_of(client, session)) == ROW
    assert places(html_of(client, session)) == ["A1", "A2"]


def test_one_that_was_taken_out_leaves_the_other_by_itself(client, session):
    turns(client, session, 1)
    client.post(reverse("exercise_remove", args=[named(session, ROW).pk]))
    assert places(html_of(client, session)) == []
    assert turns(client, session, 3) == [BENCH, BENCH, CURL]


@pytest.mark.parametrize("has_sets", [False, True])
def test_what_is_done_instead_takes_its_place(client, session, has_sets):
    turns(client, session, 2 if has_sets else 1)
    other = an_exercise("Chest-supported row")
    swap_exercise(session.athlete, named(session, ROW).pk, other.exercise_id)
    assert places(html_of(client, session)) == ["A1", "A2"]
    if has_sets:
        # Who swaps it after its set goes on with what is done instead.
        assert turns(client, session, 5) == [other.name, BENCH, other.name, BENCH, CURL]
    else:
        assert turns(client, session, 3) == [other.name, BENCH, other.name]


def test_an_exercise_done_instead_after_its_first_set_is_next_after_the_other(client, session):
    turns(client, session, 1)
    other = an_exercise("Chest-supported row")
    swap_exercise(session.athlete, named(session, BENCH).pk, other.exercise_id)
    assert turns(client, session, 4)[-3:] == [ROW, other.name, ROW]


def test_a_warm_up_passes_no_turn_on(client, session):
    logged(item=named(session, BENCH), kind="warm_up", rir=None)
    assert open_in(html_of(client, session)) == BENCH
    turns(client, session, 1)
    assert open_in(html_of(client, session)) == ROW


def test_a_warm_up_that_is_tapped_leaves_its_superset_on_the_card(client, session):
    form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg", "warm_up": "20x10"}
    answer = client.post(reverse("warm_up_log", args=[named(session, BENCH).pk]), form, **HTMX)
    html = flat(answer.content.decode())
    assert open_in(html) == BENCH
    assert places(html) == ["A1", "A2"]


def test_a_drop_set_waits_for_no_turn(client, session):
    turns(client, session, 1)
    logged(item=named(session, BENCH), kind="drop", rir=None, at=at_in(session))
    assert open_in(html_of(client, session)) == ROW


@pytest.mark.parametrize(("done", "turn"), [([BENCH, ROW], BENCH), ([BENCH, ROW, BENCH], ROW)])
def test_sets_typed_at_one_instant_keep_their_turns(client, session, done, turn):
    for name in done:
        logged(item=named(session, name), at=session.started_at + REST)
    assert open_in(html_of(client, session)) == turn


def test_a_chosen_exercise_is_opened_whoever_has_the_turn(client, session):
    turns(client, session, 1)
    bench = named(session, BENCH)
    html = page(client, reverse("session_detail", args=[session.pk]), {"exercise": str(bench.pk)})
    assert open_in(html) == BENCH


def test_the_rest_comes_after_the_round_and_is_the_longest_of_it(client, session):
    turns(client, session, 1)
    html = html_of(client, session)
    assert "data-rest-until" not in html
    assert "no rest: on to A2" in words(html)
    turns(client, session, 1)
    html = html_of(client, session)
    row = named(session, ROW).sets.get()
    assert f'data-rest-until="{int((row.logged_at.timestamp() + 90) * 1000)}"' in html
    assert "of 1:30" in words(html)


def test_the_rest_after_one_that_ends_alone_is_taken_each_time(client, session):
    plan_sets(session.athlete, named(session, ROW).pk, change=-1)
    turns(client, session, 4)
    assert "data-rest-until" in html_of(client, session)
    turns(client, session, 1)
    assert "data-rest-until" in html_of(client, session)


def test_a_set_that_is_logged_answers_with_the_one_whose_turn_it_is(client, session):
    bench, row = named(session, BENCH), named(session, ROW)
    answer = client.post(reverse("set_log", args=[bench.pk]), a_set_form(), **HTMX)
    html = flat(answer.content.decode())
    assert open_in(html) == ROW
    # What was said of the set stands above it: its own card is folded.
    assert html.index('id="said"') < html.index(f'id="card-{row.pk}"')
    assert 'id="dock"' in html


def test_without_javascript_it_leads_there_too(client, session):
    bench = named(session, BENCH)
    answer = client.post(reverse("set_log", args=[bench.pk]), a_set_form())
    assert "said=" in answer["Location"]
    assert open_in(page(client, answer["Location"])) == ROW


def test_a_set_of_the_past_that_is_put_right_passes_no_turn_on(client, session):
    turns(client, session, 1)
    row = named(session, BENCH).sets.get()
    form = a_set_form(key=str(row.key), version="1", reps="9")
    html = flat(client.post(reverse("set_edit", args=[row.pk]), form, **HTMX).content.decode())
    assert open_in(html) == ROW


def test_targets_and_places_of_sets_stay_each_exercise_s_own(client, session):
    turns(client, session, 6)
    for name in (BENCH, ROW):
        rows = list(named(session, name).sets.order_by("number"))
        assert [row.number for row in rows] == [1, 2, 3]
        assert [row.is_final for row in rows] == [False, False, True]
        # Three minutes for each set of the other one: rest is from its own previous set.
        assert [row.rest_seconds for row in rows] == [None, 360, 360]


class TestPairing:
    def pair(self, client, item, **form):
        return client.post(reverse("exercise_pair", args=[item.pk]), form, **HTMX)

    def numbers(self, session):
        return [one.superset for one in items(session)]

    def test_by_the_menu(self, client, session):
        self.pair(client, named(session, ROW), pair="on")
        assert len(set(self.numbers(session))) == 1
        self.pair(client, named(session, ROW), pair="")
        assert self.numbers(session)[2] is None
        assert self.numbers(session)[0] == self.numbers(session)[1] is not None

    def test_the_second_is_parted_from_the_first(self, client, session):
        html = html_of(client, session)
        assert "No superset with Seated cable row" in words(html)
        self.pair(client, named(session, ROW), way="before")
        assert self.numbers(session) == [None, None, None]

    def test_at_an_end_nothing_changes(self, client, session):
        before = self.numbers(session)
        self.pair(client, named(session, CURL), pair="on")
        self.pair(client, named(session, BENCH), way="before")
        self.pair(client, named(session, CURL), way="before")
        assert self.numbers(session) == before

    def test_a_skipped_one_is_passed_over(self, client, session):
        pair_exercise(session.athlete, named(session, BENCH).pk, is_paired=False)
        skip_exercise(session.athlete, named(session, ROW).pk, is_skipped=True)
        answer = self.pair(client, named(session, BENCH), pair="on")
        assert places(flat(answer.content.decode())) == ["A1", "A2"]
        first, second, third = self.numbers(session)
        assert (first, second) == (third, None)
        # A skipped one itself is paired with nobody.
        self.pair(client, named(session, ROW), pair="on")
        assert self.numbers(session) == [first, None, first]

    def test_a_new_superset_takes_no_number_of_a_skipped_one(self, client, session):
        skip_exercise(session.athlete, named(session, BENCH).pk, is_skipped=True)
        for pair in ("on", "", "on"):
            self.pair(client, named(session, ROW), pair=pair)
        first, second, third = self.numbers(session)
        assert second == third is not None
        assert first not in {None, second}

    def test_of_somebody_else_is_not_found(self, session):
        stranger = logged_in(a_lifter())
        url = reverse("exercise_pair", args=[named(session, ROW).pk])
        assert stranger.post(url, {"pair": "on"}).status_code == 404

    def test_what_is_typed_stays(self, client, session):
        answer = self.pair(client, named(session, BENCH), pair="on", **a_set_form(reps="13"))
        assert 'value="13"' in answer.content.decode()


class TestMoving:
    def order(self, session):
        return [one.risk.name for one in items(session)]

    @pytest.mark.parametrize(
        ("name", "up", "comes_to"),
        [
            (CURL, True, [CURL, BENCH, ROW]),
            (ROW, False, [CURL, BENCH, ROW]),
            (ROW, True, [ROW, BENCH, CURL]),
            (BENCH, True, [BENCH, ROW, CURL]),
        ],
    )
    def test_no_superset_is_torn_apart(self, session, name, up, comes_to):
        item = move_exercise(session.athlete, named(session, name).pk, up=up)
        assert self.order(session) == comes_to
        assert item.position == named(session, name).position

    def test_what_is_skipped_within_one_moves_along(self, session):
        lifter = session.athlete
        skip_exercise(lifter, named(session, ROW).pk, is_skipped=True)
        add_exercise(lifter, session.pk, an_exercise("Leg press").exercise_id)
        pair_exercise(lifter, named(session, BENCH).pk, is_paired=True)
        move_exercise(lifter, named(session, CURL).pk, up=False)
        assert self.order(session) == ["Leg press", BENCH, ROW, CURL]


def test_a_session_begins_with_the_supersets_of_its_workout(client, lifter):
    first, second = PlannedExercise.objects.filter(
        workout__name="Upper A", workout__block__program__owner=None
    ).order_by("position")[:2]
    PlannedExercise.objects.filter(pk__in=[first.pk, second.pk]).update(superset=1)
    today = page(client)
    assert places(today) == ["A1", "A2"]
    assert places(html_of(client, a_session(lifter=lifter))) == ["A1", "A2"]


def test_the_page_is_read_in_as_many_queries_with_supersets_as_without(
    client, session, django_assert_num_queries
):
    turns(client, session, 2)
    url = reverse("session_detail", args=[session.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as paired:
        client.get(url)
    session.exercises.update(superset=None)
    with django_assert_num_queries(len(paired)):
        client.get(url)
