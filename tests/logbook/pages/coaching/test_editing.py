"""A coach changes an athlete's program, long: the editor there is, once they said why; nothing else of it."""

import datetime as dt
import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from logbook.acts.changes import NoReasonError, Said, begin_change, change_program, plan_in
from logbook.acts.coaching import end_link
from logbook.acts.programs import follow
from logbook.acts.sessions import start_session
from logbook.models import CoachChange, SessionExercise
from programming.catalogue.own import create_own_exercise
from programming.lines import SetLine
from programming.models import Program
from programming.programs.editing import edit
from programming.programs.plans import Plan
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    an_exercise,
    finished,
    logged,
    logged_in,
)
from tests.logbook.pages.coaching.linked import coached
from tests.logbook.planned import a_line, a_program, begun
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")
WHY = "Less for the shoulder."


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def link(athlete, coach):
    return coached(athlete, coach, sets_programs=True, sets_targets=True)


@pytest.fixture
def program(athlete):
    by_hand = SetLine(3, (6, 8), target=(1, 2, 3))
    return a_program(athlete, a_line(by_hand), a_line(name="Curl", role="isolation"))


def said() -> Said:
    return Said(WHY, uuid.uuid4(), NOON)


def day_of(program: Program) -> Any:
    return program.blocks.get().workouts.get()


def form_of(program: Program, **first: str) -> dict[str, Any]:
    """The form of the workout as the page has it, with other values of its first exercise."""
    planned = list(day_of(program).planned.all())
    rows = [
        {
            "exercise": one.exercise_id, "lines": 0, "role": one.role, "sets": one.sets,
            "bottom": one.reps_bottom, "top": one.reps_top, "rest": one.rest_seconds,
            "rule": one.load_rule, "amount": "", "note": one.note,
            "target": "" if one.target_aim is None
            else f"{one.target_low}–{one.target_aim}–{one.target_high}",
        }
        for one in planned
    ]  # fmt: skip
    rows[0] |= first
    fields = {name: [row[name] for row in rows] for name in rows[0]}
    program.refresh_from_db()
    return {
        **fields,
        "form": f"day-{day_of(program).pk}",
        "name": "Planned",
        "version": program.version,
    }


def path(athlete, program, name: str = "coaching_edit", *more: int) -> str:
    return reverse(name, args=[athlete.pk, program.pk, *more])


def begins(coach, athlete, program):
    """The browser of a coach who said why."""
    browser = logged_in(coach)
    response = browser.post(
        path(athlete, program, "coaching_plan"), {"why": WHY, "key": uuid.uuid4()}
    )
    assert response.status_code == 302
    return browser


def refuse(athlete, change, answer: str = ""):
    path = reverse("sharing_change", args=[change.pk])
    return logged_in(athlete).post(path, {"act": "refuse", "answer": answer})


def test_why_is_said_first_and_steps_become_one_change(athlete, coach, link, program):
    browser = logged_in(coach)
    led: Any = browser.get(path(athlete, program))
    assert led.url == path(athlete, program, "coaching_plan")
    browser = begins(coach, athlete, program)
    assert f"They read: “{WHY}”" in words(page(browser, path(athlete, program)))
    assert CoachChange.objects.get().state == "begun"
    assert WHY not in page(logged_in(athlete), "/")

    browser.post(path(athlete, program), form_of(program, sets="2"))
    browser.post(path(athlete, program), form_of(program, rest="240"))

    change = CoachChange.objects.get()
    assert change.state == "made"
    assert plan_in(change.after) == Plan.of(
        Program.objects.prefetch_related("blocks__workouts__planned__substitutes").get(
            pk=program.pk
        )
    )
    today = words(page(logged_in(athlete), "/"))
    assert (
        "Barbell bench press, Planned: 2 × 6–8, it was 3 × 6–8; rest 240 s, it was 180 s" in today
    )


def test_a_target_changed_in_the_editor_is_signed_and_the_others_stay_the_athletes(
    athlete, coach, link, program
):
    browser = begins(coach, athlete, program)

    browser.post(path(athlete, program), form_of(program, sets="2"))
    assert day_of(program).planned.all()[0].target_by == ""
    browser.post(path(athlete, program), form_of(program, target="2–3–4"))

    one = day_of(program).planned.all()[0]
    assert (one.target_aim, one.target_by) == (3, "Cleo")


def test_without_the_tick_for_targets_they_stay_whatever_is_posted(athlete, coach, program):
    coached(athlete, coach, sets_programs=True)
    browser = begins(coach, athlete, program)
    html = page(browser, path(athlete, program))
    assert "Target by hand" not in html

    response = browser.post(path(athlete, program), form_of(program, target="3–4–5", sets="2"))

    one = day_of(program).planned.all()[0]
    assert response.status_code == 302
    assert (one.sets, one.target_aim) == (2, 2)
    # A second line of sets is like the first, and has its target.
    browser.post(path(athlete, program), form_of(program) | {"act": "another:0"})
    assert day_of(program).planned.all()[0].lines[1].target == (1, 2, 3)


def test_the_coach_takes_back_their_own_step_and_never_the_athletes(athlete, coach, link, program):
    edit(athlete, program.pk, None, lambda plan: replace(plan, name="Mine alone"))
    browser = begins(coach, athlete, program)
    assert "Undo the last change" not in page(browser, path(athlete, program))
    program.refresh_from_db()
    response = browser.post(path(athlete, program), {"form": "undo", "version": program.version})
    assert response.status_code == 422
    browser.post(path(athlete, program), form_of(program, sets="2"))
    program.refresh_from_db()

    browser.post(path(athlete, program), {"form": "undo", "version": program.version})

    program.refresh_from_db()
    assert (program.name, day_of(program).planned.all()[0].sets) == ("Mine alone", 3)
    assert CoachChange.objects.get().state == "begun"


def test_once_the_athlete_changed_it_or_answered_why_is_said_anew(athlete, coach, link, program):
    browser = begins(coach, athlete, program)
    edit(athlete, program.pk, None, lambda plan: replace(plan, name="Mine alone"))

    response = browser.post(path(athlete, program), form_of(program, sets="2"))

    assert response.url == path(athlete, program, "coaching_plan")
    assert day_of(program).planned.all()[0].sets == 3
    by_htmx = browser.get(path(athlete, program), headers={"HX-Request": "true"})
    assert by_htmx.headers["HX-Redirect"] == path(athlete, program, "coaching_plan")
    with pytest.raises(NoReasonError):
        change_program(coach, link, program.pk, 2, lambda plan: replace(plan, days=5))


def test_a_form_of_an_earlier_state_is_told_so(athlete, coach, link, program):
    browser = begins(coach, athlete, program)
    stale = form_of(program, sets="5")
    browser.post(path(athlete, program), form_of(program, sets="2"))

    response = browser.post(path(athlete, program), stale)

    assert response.status_code == 409
    assert day_of(program).planned.all()[0].sets == 2


def test_an_exercise_is_added_from_the_catalogue_and_never_from_the_athletes_own(
    athlete, coach, link, program
):
    own = create_own_exercise(athlete, "Zzyzx fly", is_compound=False, primary_muscles=["chest"])
    browser = begins(coach, athlete, program)
    pick = path(athlete, program, "coaching_pick", day_of(program).pk)
    assert "Zzyzx fly" not in page(browser, pick, {"q": "Zzyzx"})
    program.refresh_from_db()

    refused = browser.post(pick, {"exercise": own.exercise_id, "version": program.version})
    added = browser.post(
        pick, {"exercise": an_exercise("Deadlift").exercise_id, "version": program.version}
    )

    assert (refused.status_code, added.status_code) == (404, 302)
    assert added.url.startswith(path(athlete, program))
    assert day_of(program).planned.count() == 3
    name = an_exercise("Deadlift").name
    assert f"Planned: {name} added, 3 × 8–12" in words(page(logged_in(athlete), "/"))


def test_substitutes_are_the_coachs_to_list_too(athlete, coach, link, program):
    browser = begins(coach, athlete, program)
    where = path(athlete, program, "coaching_substitutes", day_of(program).pk, 0)
    assert "In its place, the best first" in page(browser, where)
    bench, other = (
        an_exercise(one).exercise_id for one in ("Barbell bench press", "Dumbbell bench press")
    )
    program.refresh_from_db()

    browser.post(where, {"act": f"add:{other}", "planned": bench, "version": program.version})

    assert [one.exercise_id for one in day_of(program).planned.all()[0].substitutes.all()] == [
        other
    ]
    assert "substitutes Dumbbell bench press, it was none" in words(page(logged_in(athlete), "/"))


def test_refused_the_program_is_as_it_was_with_its_workouts(athlete, coach, link, program):
    stood = Plan.of(Program.objects.get(pk=program.pk))
    browser = begins(coach, athlete, program)
    key = day_of(program).pk
    program.refresh_from_db()
    browser.post(
        path(athlete, program),
        {"form": f"day-{key}", "act": "copy", "version": program.version},
    )
    program.refresh_from_db()
    browser.post(
        path(athlete, program),
        {"form": f"day-{key}", "act": "remove", "version": program.version},
    )
    assert [one.name for one in program.blocks.get().workouts.filter(is_removed=False)] == [
        "Planned (copy)"
    ]

    refuse(athlete, CoachChange.objects.get(), "I liked it.")

    assert Plan.of(Program.objects.get(pk=program.pk)) == stood
    assert "They said: I liked it." in words(
        page(logged_in(coach), reverse("coaching_plans", args=[athlete.pk]))
    )


def test_a_running_session_and_the_log_stay_as_they_are(athlete, coach, link, program):
    follow(athlete, program, weekdays=0, today=NOON.date())
    session = start_session(athlete, key=uuid.uuid4(), workout=day_of(program), now=NOON)
    logged(item=session.exercises.select_related("risk", "session", "athlete")[0])
    stood = list(SessionExercise.objects.filter(session=session).values())
    browser = begins(coach, athlete, program)

    browser.post(path(athlete, program), form_of(program, sets="1", target="3–4–5"))

    assert list(SessionExercise.objects.filter(session=session).values()) == stood
    finished(session)
    assert session.sets.count() == 1


def test_the_coach_reads_no_load_and_no_reason_of_days_that_are_not_shown(athlete, coach):
    """What was lifted before would be read off a suggestion, and off the reasons of a target."""
    done = begun(athlete, a_line(), started=NOON - dt.timedelta(days=1))
    logged(item=done, load="123.5", rir=0)
    finished(done.session)
    coached(athlete, coach, sets_programs=True, sets_targets=True)
    theirs = a_program(athlete, a_line(SetLine(3, (6, 8), percent=80), rule="percent"))
    of_load = re.compile(r"[0-9] kg")
    assert of_load.search(page(logged_in(athlete), reverse("program_edit", args=[theirs.pk])))
    browser = begins(coach, athlete, theirs)

    for where in (
        path(athlete, theirs),
        path(athlete, theirs, "coaching_plan"),
        path(athlete, theirs, "coaching_target", day_of(theirs).pk, 0, 0),
    ):
        assert not of_load.search(page(browser, where)), where
    assert "by plan and level alone" in page(browser, path(athlete, theirs, "coaching_plan"))


def test_the_coach_removes_no_program_and_reaches_no_other_page_of_it(
    athlete, coach, link, program
):
    browser = begins(coach, athlete, program)
    assert "Remove this program" not in page(browser, path(athlete, program))

    for name in ("program_remove", "program_copy", "program_share", "program_follow"):
        assert browser.post(reverse(name, args=[program.pk])).status_code in {400, 404}
    for name in ("program", "program_file", "program_edit", "program_print"):
        assert browser.get(reverse(name, args=[program.pk])).status_code == 404


def test_a_program_of_somebody_elses_is_not_there(athlete, coach, link):
    other = a_program(a_lifter(), a_line())
    ready = Program.objects.filter(owner=None)[0]
    browser = logged_in(coach)

    for foreign in (other, ready, a_program(coach, a_line())):
        where = path(athlete, foreign, "coaching_plan")
        assert browser.get(where).status_code == 404
        assert browser.post(where, {"why": WHY, "key": uuid.uuid4()}).status_code == 404


def test_ended_the_editor_is_gone_with_the_next_request(athlete, coach, link, program):
    browser = begins(coach, athlete, program)
    form = form_of(program, sets="2")
    end_link(athlete, link.pk, now=NOON)

    assert browser.get(path(athlete, program)).status_code == 404
    assert browser.post(path(athlete, program), form).status_code == 404
    assert day_of(program).planned.all()[0].sets == 3


def test_one_that_only_began_is_taken_over_by_the_next_reason(athlete, coach, link, program):
    begin_change(coach, link, program.pk, said())
    begin_change(coach, link, program.pk, said())

    assert CoachChange.objects.count() == 1
    a_finished_session(lifter=athlete)
    assert words(page(logged_in(athlete), "/")).count(WHY) == 0
