"""The pages of programs, long as they are three: choosing one, following it, the weeks to come."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.programs import change_slot, follow
from logbook.log.programs import course_of
from logbook.models import ExcusedDay, FollowedProgram, TrainingSession
from programming.models import Block, PlannedExercise, Program, Workout
from tests.logbook.given import a_finished_session, a_lifter, a_session, logged_in
from tests.logbook.reading import flat, hidden, page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def ready(slug):
    return Program.objects.get(slug=slug)


def today():
    return timezone.now().date()


def followed_by(lifter, slug="upper-lower-4", weekdays=0):
    return follow(lifter, ready(slug), weekdays=weekdays, today=today())


def said_after(response, client):
    return words(flat(client.get(response["Location"]).content.decode()))


def test_who_follows_none_is_offered_the_one_that_fits_and_takes_it_in_one_tap(client, lifter):
    html = page(client, "/")
    text = words(html)
    assert "Follow a program? Upper and lower, 4 days fits you." in text
    assert f'action="{reverse("program_follow", args=[ready("upper-lower-4").pk])}"' in html

    response = client.post(reverse("program_follow", args=[ready("upper-lower-4").pk]))

    text = said_after(response, client)
    assert "You follow Upper and lower, 4 days." in text
    assert "Next · week 1 of 6 Upper A" in text
    assert "Follow a program?" not in text


def test_today_goes_on_with_the_program(client, lifter):
    followed_by(lifter)
    a_finished_session(lifter=lifter, started=timezone.now() - dt.timedelta(days=1))
    assert "Next · week 1 of 6 Lower A" in words(page(client))


def test_today_says_that_the_week_is_an_easy_one(client, lifter):
    followed = followed_by(lifter)
    for slot in range(20):
        change_slot(lifter, followed.pk, slot, day=None)
    text = words(page(client))
    assert "Next · week 6 of 6, easy week Upper A" in text
    assert "10 sets" in text


def test_today_names_the_day_where_the_next_session_is_not_today_s(client, lifter):
    tomorrow = today() + dt.timedelta(days=1)
    followed_by(lifter, weekdays=1 << tomorrow.weekday())
    assert f"Next on {tomorrow:%a} {tomorrow.day} {tomorrow:%b} · week 1 of 6" in words(
        page(client)
    )


def test_a_program_that_is_done_asks_for_the_next(client, lifter):
    followed = followed_by(lifter)
    for slot in range(24):
        change_slot(lifter, followed.pk, slot, day=None)
    text = words(page(client))
    assert "Program done Upper and lower, 4 days All 24 sessions are behind you." in text


def test_another_workout_beside_the_program_can_be_started(client, lifter):
    followed_by(lifter)
    push = Workout.objects.get(slug="push")
    assert "Chosen · Push, pull, legs, 6 days Push" in words(page(client, f"/?workout={push.pk}"))


def test_the_list_puts_what_fits_first(client):
    text = words(page(client, reverse("programs")))
    assert text.index("Upper and lower, 4 days") < text.index("Full body, 3 days")


def test_days_and_place_change_what_fits(client):
    text = words(page(client, reverse("programs"), {"days": "2", "needs": "gym"}))
    assert text.index("The minimum, 2 days") < text.index("Upper and lower, 4 days")
    text = words(page(client, reverse("programs"), {"needs": "dumbbells"}))
    assert "Home, dumbbells only, 3 days" in text
    assert "The minimum, 2 days" not in text


@pytest.mark.parametrize(
    "said", [{"days": "x"}, {"days": "99"}, {"needs": "a forge"}, {"days": ""}]
)
def test_an_odd_question_is_one_that_was_not_asked(client, said):
    text = words(page(client, reverse("programs"), said))
    assert text.index("Upper and lower, 4 days") < text.index("Full body, 3 days")


def test_a_program_says_for_whom_how_long_how_hard_and_why(client):
    program = ready("upper-lower-4")
    text = words(page(client, reverse("program", args=[program.pk])))
    assert "6 weeks, 4 days a week, about 55–60 min each" in text
    for part in (program.for_whom, program.how_hard, program.why):
        assert words(part) in text
    assert "6 weeks for mixed · week 6 easy" in text
    assert "Glutes 13.5 typical target" in text


def test_every_ready_made_program_has_its_page(client):
    for program in Program.objects.all():
        assert program.name in words(page(client, reverse("program", args=[program.pk])))


def test_a_program_shows_the_targets_its_sessions_will_have(client, lifter):
    """The article's session stands on the page as the session begins it (rulebook 2)."""
    for slug in ("upper-lower-4", "push-pull-legs-6"):
        follow(lifter, ready(slug), weekdays=0, today=today())
        html = page(client, reverse("program", args=[ready(slug).pk]))
        first = ready(slug).blocks.first().workouts.first()
        start = {"key": hidden(page(client), "key")[0], "workout": first.pk}
        today_says = rows(page(client))
        assert rows(html)[: len(today_says)] == today_says
        client.post(reverse("session_start"), start)
        TrainingSession.objects.filter(athlete=lifter).delete()


def rows(html):
    """What stands on the lines of a plan."""
    return [words(part.split("</li>")[0]) for part in html.split('<li class="rs-plan__row">')[1:]]


def test_somebody_else_s_program_is_not_there(client):
    theirs = an_own_workout(a_lifter(), "Hers").block.program
    assert client.get(reverse("program", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("program_follow", args=[theirs.pk])).status_code == 404
    assert "My program" not in page(client, reverse("programs"))


def test_an_own_program_is_among_them_and_can_be_empty(client, lifter):
    own = an_own_workout(lifter, "Arms").block.program
    assert "Your own My program" in words(page(client, reverse("programs")))
    assert "Arms" in words(page(client, reverse("program", args=[own.pk])))


def test_following_on_days_keeps_them_and_shows_them(client, lifter):
    url = reverse("program_follow", args=[ready("minimum-2").pk])
    client.post(url, {"day": ["1", "4"]})
    assert FollowedProgram.objects.get(athlete=lifter).weekdays == 0b0010010
    html = page(client, reverse("program", args=[ready("minimum-2").pk]))
    assert html.count("checked") == 2
    assert "You follow it" in words(html)


@pytest.mark.parametrize("days", [["7"], ["x"], ["-1"], ["1", "1\0"]])
def test_odd_days_are_refused(client, lifter, days):
    response = client.post(reverse("program_follow", args=[ready("minimum-2").pk]), {"day": days})
    assert response.status_code == 400
    assert not FollowedProgram.objects.exists()


def test_a_paused_program_waits_in_the_list(client, lifter):
    followed = followed_by(lifter)
    text = said_after(client.post(reverse("program_pause", args=[followed.pk])), client)
    assert "Paused." in text
    assert "Waiting Upper and lower, 4 days" in text


def test_an_ended_program_is_gone_and_its_log_stays(client, lifter):
    followed = followed_by(lifter)
    a_session(lifter=lifter)
    text = said_after(client.post(reverse("program_end", args=[followed.pk])), client)
    assert "Waiting" not in text
    # Who gave one up is not asked again on every Today.
    assert "Follow a program?" not in words(page(client))
    assert TrainingSession.objects.filter(athlete=lifter).count() == 1


# --- What is coming --------------------------------------------------------------------------


def test_without_a_program_nothing_is_coming(client):
    response = client.get(reverse("programs_coming"))
    assert response["Location"] == reverse("programs")


def test_in_order_the_weeks_stand_without_days(client, lifter):
    followed_by(lifter)
    text = words(page(client, reverse("programs_coming")))
    assert "Week 1 of 6 Upper A Day 1" in text
    assert "Week 4 of 6" in text
    assert "Week 5 of 6" not in text
    assert "A day you cannot train" not in text


def test_by_weekday_each_has_its_day(client, lifter):
    followed_by(lifter, weekdays=127)
    text = words(page(client, reverse("programs_coming")))
    assert "Upper A Week 1, day 1 today" in text


def test_a_day_is_excused_and_planned_again(client, lifter):
    followed_by(lifter, weekdays=127)
    day = today() + dt.timedelta(days=2)
    url = reverse("programs_excuse")
    text = said_after(client.post(url, {"day": day.isoformat(), "reason": "ill"}), client)
    assert f"{day:%a} {day.day} {day:%b}: nothing planned (ill)" in text
    text = said_after(client.post(url, {"day": day.isoformat(), "back": "on"}), client)
    assert "nothing planned" not in text
    assert not ExcusedDay.objects.exists()


@pytest.mark.parametrize(
    ("days", "is_kept"), [(-1, False), (0, True), (28, True), (29, False)], ids=str
)
def test_a_day_is_excused_within_the_weeks_that_are_shown(client, lifter, days, is_kept):
    followed_by(lifter, weekdays=127)
    day = today() + dt.timedelta(days=days)
    form = {"day": day.isoformat(), "reason": "travel"}
    text = said_after(client.post(reverse("programs_excuse"), form), client)
    assert ExcusedDay.objects.exists() is is_kept
    assert ("Choose a day of the next four weeks" in text) is not is_kept


@pytest.mark.parametrize(
    "form", [{}, {"day": "soon", "reason": "ill"}, {"day": "2026-12-01", "reason": "lazy"}], ids=str
)
def test_an_odd_excuse_is_refused_in_words(client, lifter, form):
    followed_by(lifter, weekdays=127)
    text = said_after(client.post(reverse("programs_excuse"), form), client)
    assert "Choose a day of the next four weeks, and why." in text
    assert not ExcusedDay.objects.exists()


def test_a_session_is_moved_left_out_and_taken_in_again(client, lifter):
    followed = followed_by(lifter, weekdays=127)
    url = reverse("program_slot", args=[followed.pk])
    day = today() + dt.timedelta(days=5)
    text = said_after(client.post(url, {"slot": 0, "act": "move", "day": day.isoformat()}), client)
    assert "· put off" in text
    text = said_after(client.post(url, {"slot": 0, "act": "leave"}), client)
    assert "Left out Upper A, week 1" in text
    text = said_after(client.post(url, {"slot": 0, "act": "back"}), client)
    assert "Left out" not in text
    course = course_of(lifter, today())
    assert course is not None
    assert course.next(today()) == course.slots[0]


@pytest.mark.parametrize("days", [-1, 29, None])
def test_a_session_is_moved_within_the_weeks_that_are_shown(client, lifter, days):
    followed = followed_by(lifter, weekdays=127)
    day = "" if days is None else (today() + dt.timedelta(days=days)).isoformat()
    form = {"slot": 0, "act": "move", "day": day}
    text = said_after(client.post(reverse("program_slot", args=[followed.pk]), form), client)
    assert "Choose a day of the next four weeks." in text
    assert not followed.changes.exists()


@pytest.mark.parametrize(
    "form",
    [{}, {"slot": "x", "act": "leave"}, {"slot": -1, "act": "leave"}, {"slot": 0, "act": "eat"}],
    ids=str,
)
def test_an_odd_change_is_refused(client, lifter, form):
    followed = followed_by(lifter)
    assert client.post(reverse("program_slot", args=[followed.pk]), form).status_code == 400


def test_nobody_else_s_program_is_changed(client):
    theirs = followed_by(a_lifter())
    for name in ("program_pause", "program_end"):
        assert client.post(reverse(name, args=[theirs.pk])).status_code == 404
    form = {"slot": 0, "act": "leave"}
    assert client.post(reverse("program_slot", args=[theirs.pk]), form).status_code == 404


# --- What it costs ---------------------------------------------------------------------------


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        page(client, url)
    return len(captured)


def a_long_program(lifter):
    """A program of the lifter's own with three blocks of six workouts of five exercises."""
    program = an_own_workout(lifter, "First").block.program
    exercises = PlannedExercise.objects.filter(workout__slug__in=["upper-a", "lower-a", "push"])
    first = program.blocks.get().workouts.get()
    for one in PlannedExercise.objects.filter(workout__slug="minimum-a"):
        one.pk, one.workout = None, first
        one.save()
    for position in (1, 2):
        block = Block.objects.create(
            program=program, position=position, name="B", goal="muscle_gain", weeks=6
        )
        for place in range(6):
            workout = Workout.objects.create(block=block, name=f"W{place}", position=place)
            for one in exercises.filter(position__lt=5).order_by("pk")[place : place + 5]:
                PlannedExercise.objects.get_or_create(
                    workout=workout,
                    position=workout.planned.count(),
                    defaults={
                        "exercise_id": one.exercise_id,
                        "role": one.role,
                        "sets": 3,
                        "reps_bottom": 6,
                        "reps_top": 8,
                        "rest_seconds": 90,
                    },
                )
    return program


def test_pages_ask_as_much_of_a_long_program_and_a_long_log_as_of_short_ones(client, lifter):
    urls = [reverse("programs"), reverse("today"), reverse("programs_coming"),
            reverse("program", args=[ready("minimum-2").pk])]  # fmt: skip
    followed_by(lifter, "minimum-2", weekdays=127)
    a_finished_session(lifter=lifter, workout="Minimum A", started=timezone.now())
    few = [queries(client, url) for url in urls]

    program = a_long_program(lifter)
    for days in range(2, 12):
        then = timezone.now() - dt.timedelta(days=2 * days)
        a_finished_session(lifter=lifter, workout="Minimum B", started=then)
    assert [queries(client, url) for url in urls] == few

    follow(lifter, program, weekdays=127, today=today())
    urls[3] = reverse("program", args=[program.pk])
    many = [queries(client, url) for url in urls]
    # A waiting program is read beside the one that runs; of one's own it is asked who else may
    # read it, and what a coach changed in it.
    assert many[1:3] == few[1:3]
    assert many[3] == few[3] + 2


def test_who_trains_by_a_program_without_following_it_goes_on_and_is_offered_it(client, lifter):
    a_finished_session(
        lifter=lifter, workout="Full body A", started=timezone.now() - dt.timedelta(days=2)
    )
    a_session(lifter=lifter, workout=None, started=timezone.now() - dt.timedelta(days=1))
    text = words(page(client))
    assert "Next · Full body, 3 days Full body B" in text
    assert "Full body, 3 days fits you" in text
