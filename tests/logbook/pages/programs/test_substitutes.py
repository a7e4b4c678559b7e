"""What may be done in a planned exercise's place: ranked in the editor, offered first in a session."""

import uuid

import pytest
from django.urls import reverse

from logbook.acts.session_exercises import mark_pain, swap_exercise
from logbook.acts.sessions import start_session
from logbook.log.programs import lines_of
from logbook.models import SessionExercise
from programming.catalogue.own import create_own_exercise
from programming.models import Exercise, PlannedSubstitute, Program, Workout
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import NOON, a_finished_session, a_lifter, an_exercise, logged, logged_in
from tests.logbook.pages.programs.test_editor import a_form, first_day, url
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

KEY = uuid.UUID("7f0d2f4e-55d6-4a58-9b5c-0d9f1f6f3c11")
NAMES = ["Push-up", "Machine chest press", "Dumbbell bench press", "Cable fly", "Dip"]


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


@pytest.fixture
def own(lifter):
    program = begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))
    PlannedSubstitute.objects.filter(planned__workout__block__program=program).delete()
    return program


def address(own, place=0):
    return reverse("program_substitutes", args=[own.pk, first_day(own).key, place])


def change(client, own, act, name="", *, place=0, **named):
    line = first_day(own).lines[place]
    key = named.pop("key", None) or an_exercise(name).exercise_id
    form = {
        "version": str(Program.objects.get(pk=own.pk).version),
        "planned": str(line.exercise),
        "act": f"{act}:{key}",
    }
    return client.post(address(own, place), form | named)


def listed(own, place=0):
    keys = first_day(own).lines[place].substitutes
    return [Exercise.objects.get(pk=key).slug for key in keys]


def added(client, own, *names):
    for name in names:
        change(client, own, "add", name)


def begun(lifter, own):
    """The first exercise of a session begun from the first workout."""
    workout = Workout.objects.get(pk=first_day(own).key)
    session = start_session(lifter, key=KEY, workout=workout, now=NOON)
    return SessionExercise.objects.select_related("session", "risk").get(
        session=session, position=1
    )


def picker(client, item):
    url = reverse("exercise_pick", args=[item.session_id])
    return page(client, url, {"swap_for": str(item.pk)})


class TestRanking:
    def test_up_to_five_are_added_and_ranked(self, client, own):
        added(client, own, *NAMES)
        slugs = [an_exercise(name).exercise.slug for name in NAMES]
        assert listed(own) == slugs
        change(client, own, "up", NAMES[2])
        assert listed(own)[:3] == [slugs[0], slugs[2], slugs[1]]
        change(client, own, "up", NAMES[0])
        assert listed(own)[0] == slugs[0]
        change(client, own, "remove", NAMES[0])
        assert listed(own) == [slugs[2], slugs[1], *slugs[3:]]

    def test_a_sixth_is_refused(self, client, own):
        added(client, own, *NAMES, "Pec deck")
        assert len(listed(own)) == 5
        text = words(page(client, address(own)))
        assert "at most 5 substitutes" in text
        assert "Five are listed" in text

    def test_one_that_is_listed_or_the_exercise_itself_is_not_added(self, client, own):
        added(client, own, NAMES[0], NAMES[0])
        assert len(listed(own)) == 1
        change(client, own, "add", key=first_day(own).lines[0].exercise)
        assert len(listed(own)) == 1
        assert "each substitute is another exercise" in words(page(client, address(own)))

    def test_a_search_leaves_out_what_is_listed(self, client, own):
        added(client, own, "Push-up")
        html = page(client, address(own), {"q": "push-up"})
        key = an_exercise("Push-up").exercise_id
        assert f'value="add:{key}"' not in html
        assert f'value="remove:{key}"' in html

    def test_the_editor_says_how_many(self, client, own):
        added(client, own, *NAMES[:2])
        assert "Substitutes (2)" in words(page(client, url(own)))

    def test_another_state_of_the_program_is_told(self, client, own):
        change(client, own, "add", NAMES[0], version="99")
        assert listed(own) == []
        assert "changed elsewhere" in words(page(client, address(own)))

    def test_of_another_exercise_that_stands_there_by_now_nothing_is_changed(self, client, own):
        other = first_day(own).lines[1].exercise
        change(client, own, "add", NAMES[0], planned=str(other))
        assert listed(own) == []
        assert "changed elsewhere" in words(page(client, address(own)))

    def test_they_are_moved_with_their_exercise(self, client, own):
        added(client, own, NAMES[0])
        client.post(url(own), a_form(own, act="down:0"))
        assert (len(listed(own, 0)), len(listed(own, 1))) == (0, 1)

    @pytest.mark.parametrize("act", ["add", "add:", "add:x", "eat:1", ""])
    def test_what_no_button_sends_is_refused(self, client, own, act):
        form = {"version": "1", "planned": str(first_day(own).lines[0].exercise), "act": act}
        assert client.post(address(own), form).status_code == 400

    def test_neither_a_strangers_exercise_nor_program_is_found(self, client, own):
        stranger = a_lifter()
        theirs = create_own_exercise(
            stranger, "Secret press", is_compound=True, primary_muscles=["chest"]
        )
        assert change(client, own, "add", key=theirs.exercise_id).status_code == 404
        assert logged_in(stranger).get(address(own)).status_code == 404
        assert client.get(address(own, 99)).status_code == 404


class TestInASession:
    def test_they_are_offered_first_by_rank(self, client, lifter, own):
        added(client, own, *NAMES[:2])
        item = begun(lifter, own)
        html = picker(client, item)
        text = words(html)
        assert "In its place, by your plan" in text
        assert text.index(NAMES[0]) < text.index(NAMES[1]) < text.index("Swap in")

    def test_without_any_the_picker_is_as_it_was(self, client, lifter, own):
        assert "by your plan" not in words(picker(client, begun(lifter, own)))

    def test_one_tap_swaps_with_the_load_of_its_own_last_time(self, client, lifter, own):
        other = an_exercise(NAMES[1])
        before = a_finished_session(
            lifter=lifter, workout=None, exercises=[other.name], started=NOON.replace(day=1)
        )
        assert before.sets.get().load_milli == 80_000
        added(client, own, *NAMES[:2])
        item = begun(lifter, own)
        plan = (item.planned_sets, item.reps_bottom, item.reps_top, item.rest_seconds)
        form = {"exercise": str(other.exercise_id), "swap_for": str(item.pk)}
        client.post(reverse("exercise_add", args=[item.session_id]), form)
        item.refresh_from_db()
        assert item.exercise_id == other.exercise_id
        assert (item.planned_sets, item.reps_bottom, item.reps_top, item.rest_seconds) == plan
        html = page(client, reverse("session_detail", args=[item.session_id]))
        assert 'name="load" value="80"' in html

    def test_the_way_back_is_the_place_it_gave_up(self, client, lifter, own):
        added(client, own, *NAMES[:2])
        item = begun(lifter, own)
        first, keys = item.exercise_id, list(item.substitutes)
        swap_exercise(lifter, item.pk, keys[1])
        item.refresh_from_db()
        assert item.substitutes == [keys[0], first]
        swap_exercise(lifter, item.pk, first)
        item.refresh_from_db()
        assert (item.exercise_id, item.substitutes) == (first, keys)

    def test_what_was_searched_for_stands_before_them(self, client, lifter, own):
        added(client, own, *NAMES)
        item = begun(lifter, own)
        first, keys = item.exercise_id, list(item.substitutes)
        swap_exercise(lifter, item.pk, an_exercise("Pec deck").exercise_id)
        item.refresh_from_db()
        assert item.substitutes == [first, *keys[:4]]

    def test_pain_stays_with_what_hurt_and_it_is_not_offered_again(self, client, lifter, own):
        added(client, own, *NAMES[:2])
        client.post(url(own), a_form(own, act="pair:0"))
        item = begun(lifter, own)
        mark_pain(lifter, item.pk, has_pain=True)
        other = swap_exercise(lifter, item.pk, item.substitutes[0])
        item.refresh_from_db()
        assert (item.has_pain, item.is_skipped, other.has_pain) == (True, True, False)
        assert other.substitutes == [an_exercise(NAMES[1]).exercise_id]
        assert (other.superset, other.planned_sets) == (item.superset, item.planned_sets)
        assert other.superset is not None

    def test_one_that_was_merged_since_is_not_offered(self, client, lifter, own):
        mine = create_own_exercise(lifter, "My press", is_compound=True, primary_muscles=["chest"])
        change(client, own, "add", key=mine.exercise_id)
        item = begun(lifter, own)
        assert "My press" in words(picker(client, item))
        into = an_exercise(NAMES[0]).exercise
        Exercise.objects.filter(pk=mine.exercise_id).update(merged_into=into)
        assert "by your plan" not in words(picker(client, item))

    def test_a_session_that_was_swapped_in_is_kept_as_a_workout(self, client, lifter, own):
        added(client, own, *NAMES[:2])
        item = begun(lifter, own)
        first, keys = item.exercise_id, list(item.substitutes)
        swap_exercise(lifter, item.pk, keys[0])
        item.refresh_from_db()
        logged(item=item, load=None if item.risk.load_kind != "external" else "40")
        assert lines_of(item.session)[0].substitutes == (first, keys[1])
