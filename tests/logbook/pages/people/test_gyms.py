"""Places of training: one until a second is made, each with loads of its own: long, a class each."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from logbook.acts.gyms import GymRefusedError, add_gym, close_gym, move_to_gym, state_gym
from logbook.advice.kit import Kit
from logbook.advice.load_scale import Scale, step_of
from logbook.models import ExerciseHabit
from logbook.models.gyms import MOST_GYMS, Bar, Gym, Plate, all_gyms, default_gym, gym_of, open_gyms
from logbook.pages.people.loads_text import bars_text, parse_bars, parse_plates, plates_text
from logbook.wording.suggestions import do_text
from programming.loads import Load, Unit
from programming.rulebook import LoadableSet, LoadableSteps
from tests.logbook.advice.test_suggestions import hint, owned, started, trained
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_gym,
    a_lifter,
    a_session,
    an_exercise,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = "/settings/loads/"


def kg(text: str) -> Load:
    return Load(round(float(text) * 1000), Unit.KG)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


class TestGyms:
    def test_who_states_nothing_has_one_gym_and_no_row_for_it(self, lifter):
        assert lifter.gyms == []
        assert all_gyms(lifter) == [Gym()]
        assert gym_of(lifter, 7) == default_gym(lifter) == Gym()
        assert lifter.gym_choices == []

    def test_the_second_keeps_the_first_as_it_was(self, lifter):
        a_gym(lifter, {"barbell": (15_000, 1_000, "kg")})

        home = add_gym(lifter, "Home")

        lifter.refresh_from_db()
        first, second = open_gyms(lifter)
        assert (first.key, first.called, first.loads) == (
            1,
            "My gym",
            {"barbell": (15_000, 1_000, "kg")},
        )
        assert second == home == Gym(key=2, name="Home")
        assert lifter.gym_choices == [(1, "My gym", True), (2, "Home", False)]

    def test_a_double_tap_makes_one(self, lifter):
        assert add_gym(lifter, "Home") == add_gym(lifter, "home")
        assert [one.called for one in open_gyms(lifter)] == ["My gym", "Home"]

    def test_there_is_an_end(self, lifter):
        for place in range(2, MOST_GYMS + 1):
            add_gym(lifter, f"Gym {place}")

        with pytest.raises(GymRefusedError, match="most there can be"):
            add_gym(lifter, "One more")
        assert len(open_gyms(lifter)) == MOST_GYMS

    def test_what_a_closed_one_had_and_was_called_stays(self, lifter):
        a_gym(lifter)
        home = add_gym(lifter, "Home")
        session = a_session(lifter=lifter, workout=None)
        move_to_gym(lifter, session.pk, home.key)

        close_gym(lifter, home.key, is_closed=True)

        assert default_gym(lifter).key == 1
        assert gym_of(lifter, home.key).called == "Home"
        with pytest.raises(GymRefusedError, match="only gym"):
            close_gym(lifter, 1, is_closed=True)
        close_gym(lifter, home.key, is_closed=False)
        assert [one.called for one in open_gyms(lifter)] == ["My gym", "Home"]

    def test_a_bar_of_another_name_keeps_its_exercises(self, lifter):
        a_gym(lifter, other_bars=(Bar("EZ", kg("8")), Bar("Swiss", kg("16"))))
        curl = an_exercise("EZ-bar curl").exercise_id
        ExerciseHabit.objects.create(athlete=lifter, exercise_id=curl, bar="EZ")
        other = a_lifter()
        ExerciseHabit.objects.create(athlete=other, exercise_id=curl, bar="EZ")
        session = a_session(lifter=lifter, workout=None, exercises=["EZ-bar curl"])

        a_gym(lifter, other_bars=(Bar("Curl bar", kg("8")), Bar("Swiss", kg("16"))))

        assert ExerciseHabit.objects.get(athlete=lifter).bar == "Curl bar"
        assert ExerciseHabit.objects.get(athlete=other).bar == "EZ"
        assert the_item(session=session, name="EZ-bar curl").bar == "Curl bar"


class TestLoads:
    def test_plates_say_which_loads_can_be_made(self, lifter):
        a_gym(lifter, plates=(Plate(kg("10"), 2), Plate(kg("5"), 2), Plate(kg("2.5"), 1)))
        bench = an_exercise("Barbell bench press")

        scale = Scale.of(Kit.of(lifter), bench, [])

        assert scale.loadable == LoadableSet(tuple(one * 10**9 for one in (20, 30, 40, 50)))
        assert step_of(Kit.of(lifter), bench) == (kg("20"), kg("10"))

    def test_pounds_are_made_to_the_microgram_the_sets_are_kept_in(self):
        lifter = a_lifter(unit="lb")
        plates = (Plate(Load(45_000, Unit.LB), 4), Plate(Load(1_250, Unit.LB), 2))
        a_gym(lifter, plates=plates)

        made = Scale.of(Kit.of(lifter), an_exercise("Barbell bench press"), []).loadable

        typed = (45_000, 47_500, 135_000, 137_500, 225_000, 227_500)
        assert made == LoadableSet(tuple(Load(one, Unit.LB).micrograms for one in typed))

    @pytest.mark.parametrize(
        ("said", "name", "bar"),
        [
            ("", "Barbell bench press", "Barbell"),
            ("", "EZ-bar curl", "EZ bar"),
            ("", "Trap bar deadlift", "Trap bar"),
            # Nothing in its name says so: it is said once.
            ("", "Preacher curl", "Barbell"),
            ("ez BAR", "Preacher curl", "EZ bar"),
            ("Barbell", "EZ-bar curl", "Barbell"),
            # A gym without it has another in its place.
            ("Swiss bar", "EZ-bar curl", "Barbell"),
        ],
    )
    def test_the_bar_is_the_one_said_else_the_one_the_exercise_is_named_by(
        self, lifter, said, name, bar
    ):
        kit = Kit(Unit.KG, default_gym(lifter), said)

        assert kit.bar_for(an_exercise(name)).name == bar

    def test_an_ez_bar_is_not_the_barbell(self, lifter):
        curl = an_exercise("EZ-bar curl")

        assert Scale.of(Kit.of(lifter), curl, []).loadable == LoadableSteps(
            10 * 10**9, 2_500 * 10**6
        )
        a_gym(lifter, other_bars=(Bar("EZ bar", kg("7.5")),))
        assert Scale.of(Kit.of(lifter), curl, []).loadable.lightest == 7_500 * 10**6

    @pytest.mark.parametrize(
        ("load_of", "lightest", "step"), [("", 2, 2), ("one", 2, 2), ("pair", 4, 4)]
    )
    def test_the_pair_is_two_of_each_step(self, lifter, load_of, lightest, step):
        kit = Kit(Unit.KG, default_gym(lifter), load_of=load_of)

        made = Scale.of(kit, an_exercise("Incline dumbbell press"), []).loadable

        assert made == LoadableSteps(lightest * 10**9, step * 10**9)

    def test_a_stack_has_no_pair(self, lifter):
        kit = Kit(Unit.KG, default_gym(lifter), load_of="pair")

        assert step_of(kit, an_exercise("Cable fly")) == step_of(
            Kit.of(lifter), an_exercise("Cable fly")
        )


class TestSessions:
    @pytest.fixture
    def home(self, lifter):
        """A gym at home, where 5 kg are the smallest step."""
        a_gym(lifter)
        home = add_gym(lifter, "Home")
        said = {"barbell": (20_000, 5_000, "kg")}
        return state_gym(lifter, Gym(home.key, "Home", said), version=home.version)

    def test_each_place_suggests_what_can_be_made_there(self, lifter, home):
        owned(lifter=lifter)
        trained(8, 8, 8, lifter=lifter)
        item = started(lifter=lifter)
        assert item.session.gym == 1
        assert do_text(hint(item)) == "82.5 kg · 6, 6, 6"

        move_to_gym(lifter, item.session_id, home.key)

        item.refresh_from_db()
        assert do_text(hint(item)) == "80 kg · 9, 8, 8"

    def test_what_is_begun_keeps_what_it_was_told(self, lifter, home):
        owned(lifter=lifter)
        trained(8, 8, 8, lifter=lifter)
        item = started(lifter=lifter)
        logged(item=item, load="82.5", reps=6)

        move_to_gym(lifter, item.session_id, home.key)

        item.refresh_from_db()
        assert do_text(hint(item)) == "82.5 kg · 6, 6, 6"

    def test_a_start_asks_only_who_trains_at_two(self, client, lifter):
        assert 'name="gym"' not in page(client, "/today/")
        add_gym(lifter, "Home")

        assert page(client, "/today/").count('name="gym"') == 1
        assert page(client, reverse("workouts")).count('name="gym"') == 1

    def test_the_last_used_is_chosen_the_next_time(self, client, lifter, home):
        answer = client.post(
            reverse("session_start"), {"key": str(uuid.uuid4()), "workout": "", "gym": home.key}
        )
        assert answer.status_code == 302
        lifter.refresh_from_db()

        assert lifter.sessions.get().gym == lifter.last_gym == home.key
        assert a_session(lifter=lifter, workout=None).gym == home.key
        assert f'<option value="{home.key}" selected>Home' in flat(page(client, "/today/"))

    @pytest.mark.parametrize("gym", ["7", "x", "-1", "9" * 30])
    def test_no_session_starts_at_a_gym_that_is_not_theirs(self, client, lifter, home, gym):
        answer = client.post(
            reverse("session_start"), {"key": str(uuid.uuid4()), "workout": "", "gym": gym}
        )

        assert answer.status_code in (400, 404)
        assert not lifter.sessions.exists()

    def test_a_session_says_where_it_is_and_moves(self, client, lifter, home):
        session = a_session(lifter=lifter)
        path = reverse("session_detail", args=[session.pk])
        assert '<option value="1" selected>My gym' in flat(page(client, path))

        client.post(reverse("session_gym", args=[session.pk]), {"gym": home.key})

        assert f'<option value="{home.key}" selected>Home' in flat(page(client, path))

    def test_nobody_moves_the_session_of_another(self, lifter, home):
        session = a_session(lifter=a_lifter(), workout=None)

        answer = logged_in(lifter).post(
            reverse("session_gym", args=[session.pk]), {"gym": home.key}
        )

        assert answer.status_code == 404


class TestPage:
    def test_one_gym_has_no_name_to_fill_in(self, client):
        html = page(client, PATH)

        assert 'name="name"' not in html
        assert "rs-gyms" not in html

    def test_bars_and_plates_are_kept_and_shown_as_they_were_written(self, client, lifter):
        typed = {"bars": "EZ bar 7,5; Swiss bar 35 lb", "plates": "4 × 20, 2x10 2,5 1.25"}
        answer = client.post(PATH, typed, follow=True)

        lifter.refresh_from_db()
        gym = default_gym(lifter)
        assert gym.other_bars == (
            Bar("EZ bar", kg("7.5")),
            Bar("Swiss bar", Load(35_000, Unit.LB)),
        )
        assert gym.plates == (
            Plate(kg("20"), 4),
            Plate(kg("10"), 2),
            Plate(kg("2.5"), None),
            Plate(kg("1.25"), None),
        )
        html = flat(answer.content.decode())
        assert 'value="EZ bar 7.5; Swiss bar 35 lb"' in html
        assert 'value="4×20 2×10 2.5 1.25"' in html

    @pytest.mark.parametrize("field", ["bars", "plates"])
    @pytest.mark.parametrize("text", list(RUBBISH.values()), ids=list(RUBBISH))
    def test_what_is_neither_is_said_beside_it_and_kept_in_the_field(
        self, client, lifter, field, text
    ):
        answer = client.post(PATH, {field: text, "dumbbell_step": "1"})

        lifter.refresh_from_db()
        assert answer.status_code == 422
        assert lifter.gyms == []
        assert "invalid-feedback" in flat(answer.content.decode())
        assert 'name="dumbbell_step" value="1"' in flat(answer.content.decode())

    def test_a_second_gym_and_its_name(self, client, lifter):
        answer = client.post(reverse("gym_add"), {"gym": "Home"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/settings/loads/2/"
        assert 'value="Home"' in flat(answer.content.decode())

        client.post("/settings/loads/2/", {"name": "Garage", "barbell_step": "5", "version": "1"})

        lifter.refresh_from_db()
        assert [one.called for one in open_gyms(lifter)] == ["My gym", "Garage"]
        assert gym_of(lifter, 2).loads == {"barbell": (20_000, 5_000, "kg")}
        assert gym_of(lifter, 1).loads == {}

    @pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b"])
    def test_a_gym_without_a_name_is_asked_for_one(self, client, lifter, name):
        answer = client.post(reverse("gym_add"), {"gym": name})

        assert answer.status_code == 422
        assert "invalid-feedback" in answer.content.decode()
        lifter.refresh_from_db()
        assert lifter.gyms == []

    def test_what_was_changed_elsewhere_is_shown_beside_what_was_typed(self, client, lifter):
        html = page(client, PATH)
        assert 'name="version" value="1"' in flat(html)
        client.post(PATH, {"barbell_step": "5", "version": "1"})

        answer = client.post(PATH, {"barbell_step": "1", "dumbbell_step": "1", "version": "1"})

        text = flat(answer.content.decode())
        assert answer.status_code == 409
        assert "Changed elsewhere to: 5." in words(text)
        assert 'name="barbell_step" value="1"' in text
        assert 'name="version" value="2"' in text
        again = client.post(PATH, {"barbell_step": "1", "dumbbell_step": "1", "version": "2"})
        assert again.status_code == 302
        lifter.refresh_from_db()
        assert default_gym(lifter).loads == {
            "barbell": (20_000, 1_000, "kg"),
            "dumbbell": (2_000, 1_000, "kg"),
        }

    def test_closing_and_going_back(self, client, lifter):
        add_gym(lifter, "Home")
        assert "I no longer train at Home" in words(page(client, "/settings/loads/2/"))

        client.post(reverse("gym_close", args=[2]))

        assert "Train at Home again" in words(page(client, PATH))
        client.post(reverse("gym_close", args=[2]), {"close": ""})
        lifter.refresh_from_db()
        assert len(open_gyms(lifter)) == 2

    @pytest.mark.parametrize("key", ["3", "9" * 18])
    def test_a_gym_that_is_not_theirs_is_not_there(self, client, key):
        assert client.get(f"/settings/loads/{key}/").status_code == 404
        assert client.post(f"/settings/loads/{key}/close/").status_code == 404


class TestText:
    @pytest.mark.parametrize(
        ("typed", "error"),
        [
            ("EZ bar", "with its weight"),
            ("10", "with its weight"),
            ("EZ bar 0", "more than nothing"),
            ("EZ bar 60.5", "at most 60 kg"),
            ("EZ bar 10; ez bar 12", "named already"),
            ("barbell 20", "named already"),
            (f"{'x' * 41} 10", "40 letters"),
            ("; ".join(f"Bar{one} 10" for one in range(9)), "8 bars"),
        ],
    )
    def test_bars_that_are_none(self, typed, error):
        with pytest.raises(ValueError, match=error):
            parse_bars(typed, Unit.KG)

    @pytest.mark.parametrize(
        ("typed", "error"),
        [
            ("20,10", "one plate or two"),
            ("20 kg x 4", "spaces between"),
            ("0", "more than nothing"),
            ("60.05", "at most 60 kg"),
            ("1.01", "0.05"),
            ("20 20", "twice"),
            ("45lb 45 lb", "twice"),
            (" ".join(str(one) for one in range(1, 14)), "12 sizes"),
        ],
    )
    def test_plates_that_are_none(self, typed, error):
        with pytest.raises(ValueError, match=error):
            parse_plates(typed, Unit.KG)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("5 4*20 10", "4×20 10 5"),
            ("12,5 2.5", "12.5 2.5"),
            ("13,0", "13"),
            ("4 x 45 lb, 10 lb", "4×45lb 10lb"),
            ("60", "60"),
            ("20 45lb 2×20lb 10", "45lb 20 10 2×20lb"),
            ("٢٠", "20"),
        ],
    )
    def test_plates_come_back_as_they_are_written(self, typed, shown):
        assert plates_text(parse_plates(typed, Unit.KG), Unit.KG) == shown
        assert plates_text(parse_plates(shown, Unit.KG), Unit.KG) == shown

    def test_bars_come_back_as_they_are_written(self):
        shown = "EZ bar 7.5; Trap bar 45 lb"
        assert bars_text(parse_bars("EZ bar: 7,5\nTrap bar 45lb", Unit.KG), Unit.KG) == shown
        assert bars_text(parse_bars(shown, Unit.KG), Unit.KG) == shown


def test_a_session_of_before_is_where_its_lifter_trains_now(lifter):
    a_gym(lifter, {"barbell": (20_000, 5_000, "kg")})
    session = a_session(lifter=lifter, started=NOON - dt.timedelta(days=9))
    session.gym = None
    session.save()
    item = the_item(session=session)

    assert step_of(Kit.of(lifter, item), item.risk)[1] == kg("5")
