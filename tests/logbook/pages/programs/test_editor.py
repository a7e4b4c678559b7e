"""The editor of a program, long as its buttons are many: its steps, what it refuses and keeps, two tabs, and what the plan costs."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.acts.programs import follow
from logbook.models import FollowedProgram
from programming.catalogue.own import create_own_exercise
from programming.models import Exercise, PlannedExercise, Program, Workout
from programming.programs.editing import begin
from programming.programs.plans import Plan, empty_plan
from programming.releases.publish import new_draft, publish
from tests.at_once import at_once, post
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, hidden, page, words

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "editor"}


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


@pytest.fixture
def own(lifter):
    return begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))


def stands(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def url(program):
    return reverse("program_edit", args=[program.pk])


def first_day(program):
    return stands(program).blocks[0].workouts[0]


def a_form(program, day=None, **changed):
    """The form of the first workout as the page sends it, with other values by name."""
    day = day or first_day(program)
    form = {
        "version": str(Program.objects.get(pk=program.pk).version),
        "form": f"day-{day.key}",
        "name": day.name,
        "exercise": [str(one.exercise) for one in day.lines],
        "role": [one.role for one in day.lines],
        "sets": [str(one.sets) for one in day.lines],
        "bottom": [str(one.bottom) for one in day.lines],
        "top": [str(one.top) for one in day.lines],
        "rest": [str(one.rest) for one in day.lines],
    }
    return form | changed


def names(program):
    return [day.name for day in stands(program).blocks[0].workouts]


def text_of(response):
    return words(flat(response.content.decode()))


def test_a_ready_made_program_is_copied_to_be_changed(client, lifter):
    ready = Program.objects.get(slug="minimum-2")
    response = client.post(reverse("program_copy", args=[ready.pk]))
    copy = Program.objects.get(owner=lifter)
    assert response["Location"] == url(copy)
    assert copy.name == "The minimum, 2 days (mine)"
    assert client.get(url(ready)).status_code == 404


def test_one_can_be_made_from_nothing(client, lifter):
    response = client.post(reverse("program_create"))
    text = words(page(client, response["Location"]))
    assert "My program" in text
    assert "Day 1" in text


def test_a_workout_keeps_what_was_typed_in_it(client, own):
    sets = ["5", *(str(one.sets) for one in first_day(own).lines[1:])]
    response = client.post(url(own), a_form(own, sets=sets, name="Heavy day"))
    key = first_day(own).key
    assert response["Location"].endswith(f"?open=day-{key}#day-{key}")
    assert (first_day(own).name, first_day(own).lines[0].sets) == ("Heavy day", 5)


@pytest.mark.parametrize(
    ("act", "comes_to"), [("up:1", [1, 0, 2]), ("down:0", [1, 0, 2]), ("up:0", [0, 1, 2]),
                          ("remove:0", [1, 2, 3])]
)  # fmt: skip
def test_exercises_are_moved_and_removed_and_the_rest_of_the_form_is_kept(
    client, own, act, comes_to
):
    before = first_day(own)
    client.post(url(own), a_form(own, act=act, name="Typed"))
    after = first_day(own)
    assert [one.exercise for one in after.lines][:3] == [
        before.lines[place].exercise for place in comes_to
    ]
    assert after.name == "Typed"


def test_workouts_are_moved_copied_and_removed(client, own):
    client.post(url(own), a_form(own, act="down"))
    assert names(own) == ["Lower A", "Upper A", "Upper B", "Lower B"]
    client.post(url(own), a_form(own, act="copy"))
    assert names(own) == ["Lower A", "Lower A (copy)", "Upper A", "Upper B", "Lower B"]
    client.post(url(own), a_form(own, act="remove"))
    assert names(own) == ["Lower A (copy)", "Upper A", "Upper B", "Lower B"]


def a_block_form(program, act="save", **changed):
    block = stands(program).blocks[0]
    return {
        "version": str(Program.objects.get(pk=program.pk).version),
        "form": f"block-{block.key}",
        "act": act,
        "name": block.name,
        "goal": block.goal,
        "weeks": str(block.weeks),
        "deload_week": "" if block.deload_week is None else str(block.deload_week),
    } | changed


def test_blocks_are_changed_copied_moved_and_removed(client, own):
    client.post(url(own), a_block_form(own, weeks="8", deload_week="", goal="max_strength"))
    block = stands(own).blocks[0]
    assert (block.weeks, block.deload_week, block.goal) == (8, None, "max_strength")
    client.post(url(own), a_block_form(own, "week"))
    assert stands(own).blocks[0].weeks == 9
    client.post(url(own), a_block_form(own, "copy"))
    assert [one.weeks for one in stands(own).blocks] == [9, 9]
    client.post(url(own), a_block_form(own, "down"))
    client.post(url(own), a_block_form(own, "add"))
    assert [len(one.workouts) for one in stands(own).blocks] == [5, 4]
    client.post(url(own), a_block_form(own, "remove"))
    assert [len(one.workouts) for one in stands(own).blocks] == [4]


def test_the_last_block_cannot_go(client, own):
    response = client.post(url(own), a_block_form(own, "remove"))
    assert response.status_code == 422
    assert "A program has 1 to 8 blocks." in text_of(response)


def test_the_program_itself_is_changed_and_gets_another_block(client, own):
    form = {"version": "1", "form": "program", "name": "Mine", "days": "3", "level": "advanced",
            "goal": "muscle_gain"}  # fmt: skip
    client.post(url(own), form)
    plan = stands(own)
    assert (plan.name, plan.days, plan.level, plan.goal) == ("Mine", 3, "advanced", "muscle_gain")
    client.post(url(own), {"version": "2", "form": "program", "act": "add"})
    assert [one.name for one in stands(own).blocks] == ["Strength first, size after", "Block 2"]


def test_the_last_change_is_undone(client, own):
    before = stands(own)
    assert "Undo the last change" not in page(client, url(own))
    client.post(url(own), a_form(own, act="remove:0"))
    assert "Undo the last change" in page(client, url(own))
    client.post(url(own), {"version": "2", "form": "undo"})
    assert stands(own) == before


# --- An exercise by search ---------------------------------------------------------------------


def test_an_exercise_is_searched_for_and_added_at_the_end(client, own, lifter):
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    assert "Hammer curl" in words(page(client, address, {"q": "hammer curl"}))
    curl = Exercise.objects.get(slug="hammer-curl", owner=None)
    client.post(address, {"version": "1", "exercise": curl.pk})
    assert first_day(own).lines[-1].exercise == curl.pk
    assert "Hammer curl" in words(page(client, url(own)))


def test_somebody_else_s_exercise_is_not_added(client, own):
    theirs = Exercise.objects.create(slug="hers", owner=a_lifter())
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    response = client.post(address, {"version": "1", "exercise": theirs.pk})
    assert response.status_code == 404
    form = a_form(own)
    form["exercise"] = [str(theirs.pk), *form["exercise"][1:]]
    assert client.post(url(own), form).status_code == 404


@pytest.mark.parametrize(
    "form", [{}, {"exercise": "x", "version": "1"}, {"exercise": "1"}], ids=str
)
def test_an_odd_pick_is_refused(client, own, form):
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    assert client.post(address, form).status_code == 400


def test_a_pick_for_an_older_state_adds_nothing_and_says_so(client, own):
    curl = Exercise.objects.get(slug="hammer-curl", owner=None)
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    response = client.post(address, {"version": "7", "exercise": curl.pk}, follow=True)
    assert "This program was changed elsewhere since." in text_of(response)
    assert len(first_day(own).lines) == 5


# --- What is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("sets", "three", "Sets: a whole number is needed."),
        ("sets", "", "Sets: a whole number is needed."),
        ("sets", "-1", "Sets: a whole number is needed."),
        ("sets", "11", "Upper A: 1 to 10 sets."),
        ("top", "2", "Upper A: reps from 1 to 50, the fewest first."),
        ("rest", "1e3", "The rest: a whole number is needed."),
        ("rest", "901", "Upper A: a rest of at most 15 minutes."),
        ("role", "star", "Choose a role from the list."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, own, name, typed, says):
    before, form = stands(own), a_form(own)
    form[name] = [typed, *form[name][1:]]
    form["rest"][1] = "77" if name != "rest" else form["rest"][1]
    response = client.post(url(own), form)
    assert response.status_code == 422
    assert says in text_of(response)
    assert name != "sets" or f'value="{typed}"' in response.content.decode()
    assert name == "rest" or 'value="77"' in response.content.decode()
    assert stands(own) == before


def test_a_block_or_program_that_is_refused_keeps_what_was_typed(client, own):
    html = client.post(url(own), a_block_form(own, weeks="99", name="Long")).content.decode()
    assert 'value="99"' in html
    assert 'value="Long"' in html
    form = {"version": "1", "form": "program", "name": "N", "days": "9", "level": "beginner",
            "goal": "mixed"}  # fmt: skip
    response = client.post(url(own), form)
    assert response.status_code == 422
    assert 'value="9"' in response.content.decode()


def test_two_tabs_the_later_sees_both_and_nothing_is_overwritten(client, own):
    form = a_form(own, name="Second tab")
    client.post(url(own), a_form(own, name="First tab"))
    response = client.post(url(own), form, **HTMX)
    assert response.status_code == 409
    html = response.content.decode()
    assert "This program was changed elsewhere since." in html
    assert 'value="Second tab"' in html
    assert "First tab" in html
    assert first_day(own).name == "First tab"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"version": "x"},
        {"version": "1"},
        {"version": "1", "form": "day-x"},
        {"version": "1", "form": "cake-1"},
        {"version": "1", "form": "day-999999"},
        {"version": "1", "form": "block-999999"},
    ],
    ids=str,
)
def test_odd_forms_change_nothing(client, own, form):
    before = stands(own)
    assert client.post(url(own), form).status_code in {400, 404}
    assert stands(own) == before


def test_an_odd_step_changes_nothing(client, own):
    before = stands(own)
    for act in ("up:9", "up:x", "eat:0"):
        assert client.post(url(own), a_form(own, act=act)).status_code == 400
    assert stands(own) == before


def test_an_incomplete_form_is_refused(client, own):
    form = a_form(own)
    form["sets"] = form["sets"][1:]
    response = client.post(url(own), form)
    assert response.status_code == 422
    assert "The form came incomplete." in text_of(response)


def test_nobody_edits_what_is_not_theirs(client):
    theirs = begin(a_lifter(), empty_plan("beginner", "mixed"))
    day = first_day(theirs)
    form = {"version": "1", "form": "program", "act": "add"}
    assert client.get(url(theirs)).status_code == 404
    assert client.post(url(theirs), form).status_code == 404
    assert client.get(reverse("program_pick", args=[theirs.pk, day.key])).status_code == 404
    assert client.post(reverse("program_remove", args=[theirs.pk])).status_code == 404


# --- What it shows -----------------------------------------------------------------------------


def test_the_answer_to_a_change_is_the_editor_alone(client, own):
    html = client.post(url(own), a_form(own, name="Typed"), **HTMX).content.decode()
    assert html.lstrip().startswith('<div id="editor"')
    assert "<html" not in html


def test_it_says_what_a_week_aims_at_and_what_is_over_the_budget(client, lifter, own):
    """Two of a muscle a week for an intermediate lifter (rulebook 5): biceps has three here."""
    known_movements(lifter=lifter, before=timezone.now())
    assert "2 sets a week aim at failure" in words(page(client, url(own)))
    day = Plan.of(own).blocks[0].workouts[0]
    curl = day.lines[-1]
    for workout in Program.objects.get(pk=own.pk).blocks.get().workouts.all():
        workout.planned.all().delete()
        PlannedExercise.objects.create(
            workout=workout, exercise_id=curl.exercise, position=0, role="isolation", sets=3,
            reps_bottom=10, reps_top=12, rest_seconds=60,
        )  # fmt: skip
    text = words(page(client, url(own)))
    assert "4 sets a week aim at failure." in text
    assert "Biceps: 4 sets a week aim at failure, 2 are in your budget." in text


def test_it_says_which_muscle_gets_too_little(client, own):
    """Under four hard sets a week nothing can be seen of it (rulebook 12)."""
    few = "Upper back: 3 hard sets a week, too few to see a difference."
    assert few not in words(page(client, url(own)))
    for workout in Program.objects.get(pk=own.pk).blocks.get().workouts.all()[1:]:
        workout.planned.all().delete()
    assert few in words(page(client, url(own)))


# --- Following what is edited ------------------------------------------------------------------


def test_a_removed_program_is_followed_no_more_and_its_log_stays(client, lifter, own):
    follow(lifter, own, weekdays=0, today=NOON.date())
    session = a_session(lifter=lifter, workout=None)
    client.post(reverse("program_remove", args=[own.pk]))
    assert FollowedProgram.objects.get(athlete=lifter).state == "ended"
    session.refresh_from_db()
    assert client.get(reverse("program", args=[own.pk])).status_code == 404
    assert reverse("program", args=[own.pk]) not in page(client, "/workouts/")


def test_an_exercise_that_left_the_catalogue_stays_in_a_plan_of_one_s_own(
    client, lifter, own, publishing
):
    """A lifter's plan keeps no release from being published, and loses nothing by it."""
    curl = Exercise.objects.get(slug="hammer-curl", owner=None)
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    client.post(address, {"version": "1", "exercise": curl.pk})
    draft = new_draft(None)
    draft.entries.get(name="Hammer curl").delete()
    publish(draft, by=None, reason="Nobody does it.", now=timezone.now())

    for place in (url(own), reverse("program", args=[own.pk])):
        assert "Hammer curl" in words(page(client, place))
    workout = Program.objects.get(pk=own.pk).blocks.get().workouts.get(name="Upper A")
    assert "Hammer curl" in words(page(client, "/", {"workout": str(workout.pk)}))
    start = {"key": "7f0d2f4e-55d6-4a58-9b5c-0d9f1f6f3c11", "workout": workout.pk}
    session = client.post(reverse("session_start"), start)["Location"]
    assert "Hammer curl" in words(page(client, session))


def test_an_exercise_of_one_s_own_is_planned_like_any_other(client, lifter, own):
    mine = create_own_exercise(
        lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"]
    )
    address = reverse("program_pick", args=[own.pk, first_day(own).key])
    client.post(address, {"version": "1", "exercise": mine.exercise_id})
    assert "Zercher carry" in words(page(client, url(own)))
    assert "Zercher carry" in words(page(client, reverse("program", args=[own.pk])))


# --- A session kept as a workout ---------------------------------------------------------------


def test_a_session_becomes_a_workout_of_a_new_program(client, lifter):
    session = a_session(lifter=lifter, workout=None, exercises=["Cable fly", "Curl"])
    fly = the_item(session=session, name="Cable fly")
    for reps in (12, 9, 10):
        logged(item=fly, reps=reps)
    logged(item=fly, reps=20, kind="warm_up")
    url_of_it = reverse("program_keep", args=[session.pk])
    assert "1 exercise with their sets and reps" in words(page(client, url_of_it))

    response = client.post(url_of_it, {"program": "new", "name": "Arms"})

    made = Program.objects.get(owner=lifter)
    assert response["Location"] == url(made)
    (day,) = stands(made).blocks[0].workouts
    assert day.name == "Arms"
    assert [(line.sets, line.bottom, line.top, line.rest) for line in day.lines] == [
        (3, 9, 12, 120)
    ]


def test_a_planned_session_keeps_what_was_planned(client, lifter, own):
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session), reps=4)
    client.post(reverse("program_keep", args=[session.pk]), {"program": own.pk})
    assert names(own)[-1] == "Upper A"
    (line,) = stands(own).blocks[0].workouts[-1].lines
    assert (line.sets, line.bottom, line.top, line.rest) == (1, 6, 8, 180)


def test_a_session_of_a_workout_is_begun_again_in_one_tap(client, lifter):
    session = a_finished_session(lifter=lifter)
    html = page(client, reverse("program_keep", args=[session.pk]))
    assert f'name="workout" value="{session.workout_id}"' in html
    assert "Start Upper A now" in words(html)

    client.post(
        reverse("session_start"), {"key": hidden(html, "key")[0], "workout": session.workout_id}
    )

    again = lifter.sessions.latest("pk")
    assert again.pk != session.pk
    assert again.workout_id == session.workout_id


def test_a_free_session_and_one_of_a_workout_that_is_gone_are_kept_first(client, lifter):
    free = a_finished_session(lifter=lifter, workout=None, exercises=["Curl"])
    gone = a_finished_session(lifter=lifter, started=NOON + dt.timedelta(days=1))
    Workout.objects.filter(name="Upper A", pk__in=[gone.workout_id]).update(is_removed=True)

    for session in (free, gone):
        text = words(page(client, reverse("program_keep", args=[session.pk])))
        assert "Train it again" not in text
        assert "Change it there, and start it from Today." in text


def test_a_session_without_a_working_set_has_nothing_to_keep(client, lifter):
    session = a_session(lifter=lifter)
    assert "there is nothing to plan by" in page(client, reverse("program_keep", args=[session.pk]))


def test_a_full_block_takes_no_more_and_says_so(client, lifter, own):
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session))
    keep = reverse("program_keep", args=[session.pk])
    for name in ("A", "B", "B", "C"):
        client.post(keep, {"program": own.pk, "name": name})
    assert names(own)[4:] == ["A", "B", "C"]
    response = client.post(keep, {"program": own.pk, "name": "D"}, follow=True)
    assert "at most 7 workouts" in text_of(response)
    assert len(names(own)) == 7


def test_nothing_is_kept_of_or_in_what_is_not_theirs(client, lifter, own):
    theirs = a_session(lifter=a_lifter())
    mine = a_session(lifter=lifter)
    other = begin(a_lifter(), empty_plan("beginner", "mixed"))
    assert client.get(reverse("program_keep", args=[theirs.pk])).status_code == 404
    for into in (other.pk, "x", ""):
        response = client.post(reverse("program_keep", args=[mine.pk]), {"program": into})
        assert response.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_makes_one_program():
    for _ in range(3):
        lifter = a_lifter()
        ready = Program.objects.get(slug="minimum-2")
        copies = [post("program_copy", ready.pk)] * 2
        assert (
            at_once(lifter, [*copies, post("program_create"), post("program_create")]) == [302] * 4
        )
        names_of = Program.objects.filter(owner=lifter).values_list("name", flat=True)
        assert sorted(names_of) == ["My program", "The minimum, 2 days (mine)"]


def test_what_was_changed_is_no_copy_any_more(client, lifter):
    ready = Program.objects.get(slug="minimum-2")
    first = client.post(reverse("program_copy", args=[ready.pk]))["Location"]
    own = Program.objects.get(owner=lifter)
    client.post(first, {"version": "1", "form": "program", "act": "add"})
    second = client.post(reverse("program_copy", args=[ready.pk]))["Location"]
    assert second != first
    assert Program.objects.filter(owner=lifter).exclude(pk=own.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_edits_at_once_beside_starts_and_an_undo_lose_nothing():
    for _ in range(3):
        lifter = a_lifter()
        own = begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))
        follow(lifter, own, weekdays=0, today=NOON.date())
        day = first_day(own)
        statuses = at_once(
            lifter,
            [
                post("program_edit", own.pk, **a_form(own, name="One")),
                post("program_edit", own.pk, **a_form(own, act="remove")),
                post("program_edit", own.pk, **a_block_form(own, "copy")),
                post("session_start", key="7f0d2f4e-55d6-4a58-9b5c-0d9f1f6f3c11", workout=day.key),
                post("program_edit", own.pk, version="1", form="undo"),
            ],
        )
        assert sorted(statuses[:3]) == [302, 409, 409], statuses
        assert statuses[3] in {302, 404}
        assert statuses[4] in {409, 422}
        assert Program.objects.get(pk=own.pk).version == 2
