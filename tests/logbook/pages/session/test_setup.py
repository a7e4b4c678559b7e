"""What stands around the open set: the bar and its plates, warm-ups, what is said once, the lasting note: long, a class each."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from logbook.acts.habits import HabitEntry, note_for_good, say_habit
from logbook.acts.session_exercises import NoteChangedError
from logbook.models import ExerciseHabit, Set
from logbook.models.gyms import Bar, Plate
from programming.loads import Load, Unit
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_gym,
    a_lifter,
    a_session,
    a_set_form,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HX-Request": "true"}
PRESS, ROW, CURL = "Incline dumbbell press", "One-arm dumbbell row", "EZ-bar curl"


@pytest.fixture
def lifter():
    person = a_lifter()
    known_movements(lifter=person)
    return person


@pytest.fixture
def session(lifter):
    return a_session(lifter=lifter)


@pytest.fixture
def bench(session):
    return the_item(session=session)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def shown(client, item, **query):
    path = reverse("session_detail", args=[item.session_id])
    return flat(page(client, f"{path}?exercise={item.pk}"))


def post(client, name, item, htmx=True, **form):
    address = reverse(name, args=[item.pk])
    return client.post(address, form, headers=HTMX if htmx else {})


def answered(client, name, item, **form):
    answer = post(client, name, item, **form)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def bar_of(html):
    found = re.search(r'<p [^>]*id="bar-\d+"[^>]*>(.*?)</p>', html)
    return words(found[1]) if found else None


def a_new(lifter, *names):
    return the_item(session=a_session(lifter=lifter, workout=None, exercises=names), name=names[0])


class TestBar:
    def test_the_plates_of_the_open_load(self, client, bench):
        html = shown(client, bench)

        assert 'name="load" value="75"' in html
        assert bar_of(html) == "25 + 2.5 a side"
        assert "bar 20 kg" in words(html)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("100", "25 + 15 a side"),
            ("180", "3 × 25 + 5 a side"),
            ("20", "Just the bar"),
            ("81", "Cannot be made. Nearest: 80 82.5"),
            ("10", "Cannot be made. Nearest: 20"),
            ("185 lb", "Cannot be made. Nearest: 181.9 187.4"),
            ("eighty", ""),
            ("", ""),
        ],
    )
    def test_follows_what_is_typed(self, client, bench, typed, says):
        html = answered(client, "set_preview", bench, **a_set_form(load=typed))

        assert bar_of(html) == says
        assert 'hx-swap-oob="true"' in html

    def test_also_while_the_rest_of_the_form_is_not_there_yet(self, client, bench):
        html = answered(client, "set_preview", bench, **a_set_form(load="100", reps=""))

        assert bar_of(html) == "25 + 15 a side"

    def test_what_comes_nearest_is_typed_by_a_tap(self, client, bench):
        html = answered(client, "set_preview", bench, **a_set_form(load="81"))

        assert re.findall(r'data-load="([\d.]+)"', html) == ["80", "82.5"]

    def test_nothing_around_it_takes_room_where_nothing_is_said(self, client, bench):
        answer = post(client, "set_preview", bench, **a_set_form(load="80", reps="8", rir="3"))

        outside = re.sub(r"<(p|span|div)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
        assert "rs-warn" not in outside
        assert not re.match(r"\s", answer.content.decode())

    @pytest.mark.parametrize("name", [PRESS, "Cable fly", "Meadows row"])
    def test_where_no_plates_go_on_both_ends_there_is_none(self, client, lifter, name):
        item = a_new(lifter, name)

        assert bar_of(shown(client, item)) is None
        assert bar_of(answered(client, "set_preview", item, **a_set_form())) is None

    def test_only_plates_that_are_there(self, client, lifter, bench):
        a_gym(lifter, plates=(Plate(Load(15_000, Unit.KG), 4), Plate(Load(5_000, Unit.KG), 2)))

        assert bar_of(shown(client, bench)) == "Cannot be made. Nearest: 60 80"

    def test_another_bar_is_said_once_and_changes_what_goes_on(self, client, lifter, bench):
        a_gym(lifter, other_bars=(Bar("Swiss bar", Load(16_000, Unit.KG)),))
        assert "Barbell 20" in words(shown(client, bench))
        assert "Swiss bar 16" in words(shown(client, bench))

        html = answered(client, "exercise_habit", bench, bar="Swiss bar", **a_set_form(load="26"))

        assert bar_of(html) == "5 a side"
        assert 'name="load" value="26"' in html
        bench.refresh_from_db()
        assert bench.bar == "Swiss bar"
        again = the_item(session=a_session(lifter=lifter))
        assert again.bar == "Swiss bar"
        # What is suggested can be made on it, and of what was done the load that was lifted.
        assert "Swiss bar 16 kg" in words(shown(client, again))

    @pytest.mark.parametrize("bar", ["Trap door", "", *RUBBISH.values()])
    def test_a_bar_that_is_not_there_is_none(self, client, bench, bar):
        assert post(client, "exercise_habit", bench, bar=bar).status_code == 400
        assert not ExerciseHabit.objects.exists()

    def test_one_bar_is_nothing_to_choose(self, client, lifter, bench):
        a_gym(lifter, other_bars=())

        assert "rs-plates__bars" not in shown(client, bench)
        assert "bar 20 kg" in words(shown(client, bench))


class TestWarmUps:
    def chips(self, html):
        return re.findall(r'name="warm_up" value="([\dx.]+)"', html)

    def test_are_asked_for_once(self, client, lifter, bench):
        assert "Warm-up sets here?" in words(shown(client, bench))

        html = answered(client, "exercise_habit", bench, warm_ups="off")

        assert "Warm-up sets here?" not in words(html)
        assert self.chips(html) == []
        again = the_item(session=a_session(lifter=lifter))
        assert "Warm-up sets here?" not in words(shown(client, again))

    def test_lead_up_to_the_load_that_is_filled_in(self, client, bench):
        html = answered(client, "exercise_habit", bench, warm_ups="on", **a_set_form(load="100"))

        assert self.chips(html) == ["20x10", "40x8", "60x5", "75x3", "90x1"]

    @pytest.mark.parametrize(
        ("name", "load", "chips"),
        [
            (PRESS, "30", ["14x8", "22x4"]),
            ("Cable fly", "60", ["30x8", "40x4", "50x2"]),
            (CURL, "30", ["10x10", "15x8", "22.5x4"]),
        ],
    )
    def test_of_dumbbells_a_stack_and_another_bar(self, client, lifter, name, load, chips):
        item = a_new(lifter, name)
        html = answered(client, "exercise_habit", item, warm_ups="on", **a_set_form(load=load))

        assert self.chips(html) == chips

    def test_before_a_load_added_to_the_body_the_body_comes_first(self, client, lifter):
        item = a_new(lifter, "Pull-up")
        say_habit(lifter, item.pk, HabitEntry(warm_ups=True))
        typed = a_set_form(load="20", load_kind="added")
        html = answered(client, "exercise_habit", item, warm_ups="on", **typed)
        assert self.chips(html) == ["0x5", "10x3"]
        assert "body × 5 +10 × 3" in words(html)
        assert 'aria-label="Log warm-up, bodyweight alone, 5 reps"' in html
        alone = a_set_form(load="", load_kind="bodyweight")
        html = answered(client, "exercise_habit", item, warm_ups="on", **alone)
        assert self.chips(html) == []

        for number, sent in ((1, "0x5"), (2, "10x3")):
            form = {"key": str(uuid.uuid4()), "number": number, "unit": "kg", "load_kind": "added"}
            assert post(client, "warm_up_log", item, warm_up=sent, **form).status_code == 200
            html = answered(client, "exercise_habit", item, warm_ups="on", **typed)
            assert self.chips(html) == (["10x3"] if number == 1 else [])
        rows = Set.objects.filter(session_exercise=item).order_by("number")
        assert [(row.kind, row.reps, row.load_kind, row.typed_load) for row in rows] == [
            ("warm_up", 5, "bodyweight", None),
            ("warm_up", 3, "added", Load(10_000, Unit.KG)),
        ]

    def test_one_tap_logs_one_and_it_never_counts(self, client, lifter, bench):
        say_habit(lifter, bench.pk, HabitEntry(warm_ups=True))
        html = shown(client, bench)
        assert self.chips(html) == ["20x10", "37.5x8", "52.5x4", "62.5x2"]
        form = dict(
            re.findall(r'name="(key|number|unit)" value="([^"]*)"', html.split("Warm up")[0][-600:])
        )

        answer = post(client, "warm_up_log", bench, warm_up="37.5x8", **form)
        twice = post(client, "warm_up_log", bench, warm_up="37.5x8", **form)

        assert answer["HX-Retarget"] == f"#card-{bench.pk}"
        assert twice.status_code == 200
        row = Set.objects.get(session_exercise=bench)
        assert (row.kind, row.reps, row.typed_load, row.outcome) == (
            "warm_up", 8, Load(37_500, Unit.KG), "",
        )  # fmt: skip
        bench.refresh_from_db()
        assert bench.working_sets == 0
        html = flat(answer.content.decode())
        # Lighter ones are behind.
        assert self.chips(html) == ["52.5x4", "62.5x2"]
        assert "Set 1 of 3" in words(html)

    def test_are_over_with_the_first_set_that_counts(self, client, lifter, bench):
        say_habit(lifter, bench.pk, HabitEntry(warm_ups=True))
        logged(item=bench)

        assert self.chips(shown(client, bench)) == []

    def test_a_light_load_needs_none_and_asks_nothing(self, client, lifter):
        item = a_new(lifter, "Barbell bench press")

        html = answered(client, "exercise_habit", item, sides="both", **a_set_form(load="20"))

        assert "Warm-up sets here?" not in words(html)

    @pytest.mark.parametrize("name", ["Pull-up", "Triceps dip"])
    def test_where_the_body_is_helped_there_are_none(self, client, lifter, name):
        item = a_new(lifter, name)
        html = answered(
            client,
            "exercise_habit",
            item,
            warm_ups="on",
            **a_set_form(load="20", load_kind="assisted"),
        )

        assert self.chips(html) == []

    @pytest.mark.parametrize("sent", ["", "x", "20x", "x10", "20x10x5", "-1x5", *RUBBISH.values()])
    def test_what_is_no_warm_up_is_refused(self, client, bench, sent):
        form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg"}

        assert post(client, "warm_up_log", bench, warm_up=sent, **form).status_code == 400
        assert not Set.objects.filter(session_exercise=bench).exists()

    def test_a_place_that_was_filled_elsewhere_is_said(self, client, lifter, bench):
        say_habit(lifter, bench.pk, HabitEntry(warm_ups=True))
        logged(item=bench, kind="warm_up", load="20", reps=10, rir=None)
        form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg", "warm_up": "40x8"}

        answer = post(client, "warm_up_log", bench, **form)

        assert answer.status_code == 409
        assert "This set was logged elsewhere." in words(flat(answer.content.decode()))
        assert Set.objects.filter(session_exercise=bench).count() == 1

    def test_without_javascript(self, client, lifter, bench):
        say_habit(lifter, bench.pk, HabitEntry(warm_ups=True))
        form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg", "warm_up": "20x10"}

        answer = post(client, "warm_up_log", bench, htmx=False, **form)

        assert answer.status_code == 302
        assert Set.objects.get(session_exercise=bench).kind == "warm_up"

    def test_of_another_lifter_is_not_there(self, bench):
        other = logged_in(a_lifter())
        form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg", "warm_up": "20x10"}

        assert post(other, "warm_up_log", bench, **form).status_code == 404
        assert post(other, "exercise_habit", bench, warm_ups="on").status_code == 404
        assert post(other, "exercise_kept_note", bench, kept_note="x").status_code == 404


class TestSaidOnce:
    def test_one_dumbbell_or_the_pair(self, client, lifter, session):
        press = the_item(session=session, name=PRESS)
        assert "The weight you type is of:" in words(shown(client, press))

        html = answered(client, "exercise_habit", press, load_of="pair")

        assert "The weight you type is of:" not in words(html)
        assert "kg · pair" in words(html)
        press.refresh_from_db()
        assert press.load_of == "pair"
        again = the_item(session=a_session(lifter=lifter), name=PRESS)
        assert again.load_of == "pair"
        assert "kg · pair" in words(shown(client, again))

    def test_one_side_or_both_where_a_side_is_done_at_a_time(self, client, lifter):
        item = a_new(lifter, ROW)
        say_habit(lifter, item.pk, HabitEntry(load_of="one"))
        assert "The reps you type are of:" in words(shown(client, item))

        html = answered(client, "exercise_habit", item, sides="each")

        assert "The reps you type are of:" not in words(html)
        assert "kg · one" in words(html)
        assert "reps · a side" in words(html)

    def test_nothing_is_asked_of_a_bar_or_a_stack(self, client, bench, session):
        for item in (bench, the_item(session=session, name="Cable fly")):
            assert "The weight you type is of:" not in words(shown(client, item))
            assert "The reps you type are of:" not in words(shown(client, item))

    def test_nor_in_the_middle_of_an_exercise(self, client, session):
        press = the_item(session=session, name=PRESS)
        logged(item=press)

        assert "The weight you type is of:" not in words(shown(client, press))

    def test_the_steps_of_a_pair_are_two(self, client, lifter, session):
        press = the_item(session=session, name=PRESS)
        assert 'data-step="2"' in shown(client, press)

        assert 'data-step="4"' in answered(client, "exercise_habit", press, load_of="pair")

    def test_what_a_session_began_with_stays_on_it(self, lifter, session):
        press = the_item(session=session, name=PRESS)
        say_habit(lifter, press.pk, HabitEntry(load_of="one"))
        later = the_item(session=a_session(lifter=lifter), name=PRESS)

        say_habit(lifter, later.pk, HabitEntry(load_of="pair"))

        press.refresh_from_db()
        assert press.load_of == "one"

    @pytest.mark.parametrize(
        "said", [{"load_of": "two"}, {"sides": "left"}, {"warm_ups": ""}, {"warm_ups": "a\x00"}]
    )
    def test_what_is_no_answer_is_refused(self, client, bench, said):
        assert post(client, "exercise_habit", bench, **said).status_code == 400
        assert not ExerciseHabit.objects.exists()

    def test_is_taken_back_in_the_menu(self, client, lifter, session):
        press = the_item(session=session, name=PRESS)
        say_habit(lifter, press.pk, HabitEntry(load_of="pair", sides="both", warm_ups=True))

        answered(client, "exercise_habit", press, load_of="", sides="", warm_ups="off")

        habit = ExerciseHabit.objects.get()
        assert (habit.load_of, habit.sides, habit.warm_ups) == ("", "", False)

    def test_of_an_exercise_that_is_added_or_swapped_in(self, client, lifter, session):
        press = the_item(session=session, name=PRESS)
        say_habit(lifter, press.pk, HabitEntry(load_of="pair"))

        assert a_new(lifter, PRESS).load_of == "pair"


class TestKeptNote:
    def note(self, html):
        return re.findall(r'<details class="rs-kept"[^>]*> ?<summary>(.*?)<', html)

    def test_stands_on_the_card_whenever_the_exercise_comes(self, client, lifter, bench):
        assert self.note(shown(client, bench)) == []

        html = answered(client, "exercise_kept_note", bench, kept_note="Seat 4", kept_version="0")

        assert self.note(html) == ["Seat 4"]
        later = the_item(session=a_session(lifter=lifter))
        assert self.note(shown(client, later)) == ["Seat 4"]
        # One field for it on the page.
        assert shown(client, later).count('name="kept_note"') == 1

    def test_beside_the_note_of_the_day(self, client, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")
        post(client, "exercise_note", bench, exercise_note="Tired", note_version="1")

        text = words(shown(client, bench))

        assert "Tired" in text
        assert "Seat 4" in text

    def test_is_emptied_by_an_empty_one(self, client, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")

        html = answered(client, "exercise_kept_note", bench, kept_note="", kept_version="1")

        assert self.note(html) == []
        assert ExerciseHabit.objects.get().note == ""

    def test_what_was_changed_elsewhere_is_shown_beside_what_was_typed(self, client, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")

        answer = post(client, "exercise_kept_note", bench, kept_note="Seat 5", kept_version="0")

        html = flat(answer.content.decode())
        assert answer.status_code == 409
        assert words(html).count("Changed elsewhere to: “Seat 4”.") == 1
        assert ">Seat 5</textarea>" in html
        assert 'name="kept_version" value="1"' in html
        answered(client, "exercise_kept_note", bench, kept_note="Seat 5", kept_version="1")
        assert ExerciseHabit.objects.get().note == "Seat 5"

    def test_what_was_emptied_elsewhere_is_said_so(self, client, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")
        note_for_good(lifter, bench.pk, version=1, note="")

        answer = post(client, "exercise_kept_note", bench, kept_note="Seat 5", kept_version="1")

        assert "Emptied elsewhere. Saving now puts yours in its place." in words(
            answer.content.decode()
        )

    def test_the_same_again_is_no_conflict(self, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")
        note_for_good(lifter, bench.pk, version=0, note="Seat 4")
        with pytest.raises(NoteChangedError):
            note_for_good(lifter, bench.pk, version=0, note="Seat 5")

        assert ExerciseHabit.objects.get().note_version == 1

    def test_what_else_is_said_of_the_exercise_is_no_change_of_it(self, client, lifter, bench):
        say_habit(lifter, bench.pk, HabitEntry(warm_ups=True))

        answered(client, "exercise_kept_note", bench, kept_note="Seat 4", kept_version="0")

    @pytest.mark.parametrize("text", ["a\x00b", "x" * 501])
    def test_what_cannot_be_kept_is_said_and_stays_in_its_field(self, client, bench, text):
        answer = post(client, "exercise_kept_note", bench, kept_note=text, kept_version="0")

        assert answer.status_code == 422
        assert 'id="kept-error-' in flat(answer.content.decode())
        assert not ExerciseHabit.objects.exists()

    def test_markup_in_it_is_text(self, client, lifter, bench):
        note_for_good(lifter, bench.pk, version=0, note=RUBBISH["markup"])

        assert "<img src=x" not in shown(client, bench)

    def test_is_its_lifters_alone(self, client, lifter, bench):
        other = a_lifter()
        note_for_good(other, the_item(session=a_session(lifter=other)).pk, version=0, note="Mine")

        assert "Mine" not in shown(client, bench)


def test_what_is_typed_stays_while_something_is_said(client, bench):
    form = a_set_form(load="77.5", reps="5", rir="1", note="slow")

    html = answered(client, "exercise_habit", bench, warm_ups="on", **form)

    assert 'name="load" value="77.5"' in html
    assert 'name="reps" value="5"' in html
    assert 'name="note" value="slow"' in html


def test_of_a_finished_session_the_stamp_stays(lifter):
    session = a_session(lifter=lifter, started=NOON)
    press = the_item(session=session, name=PRESS)
    say_habit(lifter, press.pk, HabitEntry(load_of="pair"))
    logged(item=press)

    again = the_item(
        session=a_session(lifter=lifter, started=NOON + dt.timedelta(days=2)), name=PRESS
    )
    say_habit(lifter, again.pk, HabitEntry(load_of="one"))
    press.refresh_from_db()
    assert (press.load_of, again.load_of) == ("pair", "pair")
    assert ExerciseHabit.objects.get().load_of == "one"
