"""Lines of sets, load rules, targets by hand and notes in the editor, long for its many fields; and the warnings of a plan."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.sessions import start_session
from logbook.models import PinnedLoad
from programming.lines import SetLine
from programming.models import PlannedExercise, PlannedSubstitute, Program
from programming.programs.plans import Plan
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.planned import BENCH, TOP_SET, a_line, a_program
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def url(program):
    return reverse("program_edit", args=[program.pk])


def stands(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def the_day(program):
    return stands(program).blocks[0].workouts[0]


def the_line(program, place=0):
    return the_day(program).lines[place]


def amount(line):
    """What the field of a percent or a weight holds."""
    if line.percent is not None:
        return str(line.percent)
    return f"{line.load[0] / 1000:g} {line.load[1]}" if line.load else ""


def a_form(program, **changed):
    """The form of the workout as its page sends it, with other values by name."""
    day = the_day(program)
    more = [one for line in day.lines for one in line.more]
    size = lambda line: line.reps or line.seconds  # noqa: E731 - what either is called here
    form = {
        "version": str(Program.objects.get(pk=program.pk).version),
        "form": f"day-{day.key}",
        "name": day.name,
        "exercise": [str(line.exercise) for line in day.lines],
        "role": [line.role for line in day.lines],
        "sets": [str(line.sets) for line in day.lines],
        "bottom": [str(size(line.lines[0])[0]) for line in day.lines],
        "top": [str(size(line.lines[0])[1]) for line in day.lines],
        "rest": [str(line.rest) for line in day.lines],
        "rule": [line.rule for line in day.lines],
        "amount": [amount(line) for line in day.lines],
        "target": ["–".join(map(str, line.target or ())) for line in day.lines],
        "note": [line.note for line in day.lines],
        "lines": [str(len(line.more)) for line in day.lines],
        "m_sets": [str(one.sets) for one in more],
        "m_bottom": [str(size(one)[0]) for one in more],
        "m_top": [str(size(one)[1]) for one in more],
        "m_amount": [amount(one) for one in more],
        "m_target": ["–".join(map(str, one.target or ())) for one in more],
    }
    return form | changed


def said(response):
    return words(flat(response.content.decode()))


# --- Rules and lines ---------------------------------------------------------------------------


def test_the_form_as_it_was_made_changes_nothing(client, lifter):
    """Whatever a plan says, what the page shows of it is what it is."""
    fixed = SetLine(2, (6, 8), load=(62_500, "kg", "external"))
    program = a_program(
        lifter,
        a_line(*TOP_SET, rule="top_set", note="Pause.", superset=1, target_by="Coach Ana"),
        a_line(fixed, SetLine(1, (8, 10), load=(50_000, "lb", "external")), name="Leg press",
               rule="fixed", substitutes=(an_exercise("Barbell squat").exercise_id,)),
        a_line(SetLine(3, (5, 5), target=(2, 3, 4), percent=80), name="Barbell squat",
               rule="percent"),
        a_line(SetLine(3, seconds=(30, 45)), name="Crunch", role="isolation"),
    )  # fmt: skip
    before = stands(program)
    client.post(url(program), a_form(program))
    assert stands(program) == before
    assert Program.objects.get(pk=program.pk).version == 1


def test_a_percent_begins_with_a_usual_one_and_is_typed_over(client, lifter):
    program = a_program(lifter, a_line())
    client.post(url(program), a_form(program, rule=["percent"]))
    assert (the_line(program).rule, the_line(program).percent) == ("percent", 75)
    client.post(url(program), a_form(program, amount=["82 %"]))
    assert the_line(program).percent == 82
    client.post(url(program), a_form(program, rule=["last_time"]))
    assert (the_line(program).rule, the_line(program).percent) == ("last_time", None)


def test_a_top_set_begins_with_two_back_off_sets(client, lifter):
    program = a_program(lifter, a_line(SetLine(1, (3, 5))))
    client.post(url(program), a_form(program, rule=["top_set"]))
    assert the_line(program).more == (SetLine(2, (3, 5), percent=90),)
    client.post(url(program), a_form(program, m_amount=["85"], m_bottom=["6"], m_top=["8"]))
    assert the_line(program).more == (SetLine(2, (6, 8), percent=85),)
    text = words(page(client, url(program)))
    assert "Back-off sets at 85 % of the top set." in text


def test_a_weight_is_typed_with_its_unit_or_in_the_lifter_s_own(client, lifter):
    program = a_program(lifter, a_line())
    response = client.post(url(program), a_form(program, rule=["fixed"]))
    assert response.status_code == 422
    assert "a fixed load needs its weight." in said(response)
    client.post(url(program), a_form(program, rule=["fixed"], amount=["82,5"]))
    assert the_line(program).load == (82_500, "kg", "external")
    client.post(url(program), a_form(program, amount=["185 lb"]))
    assert the_line(program).load == (185_000, "lb", "external")


def test_what_helps_the_body_is_typed_with_a_minus(client, lifter):
    program = a_program(lifter, a_line(name="Pull-up", role="secondary"))
    for typed, kind in (("10", "added"), ("-20", "assisted"), ("−20 kg", "assisted")):
        client.post(url(program), a_form(program, rule=["fixed"], amount=[typed]))
        assert the_line(program).load[2] == kind
    assert 'value="−20 kg"' in page(client, url(program))


def test_lines_are_added_and_taken_away_and_what_was_typed_is_kept(client, lifter):
    program = a_program(lifter, a_line())
    client.post(url(program), a_form(program, act="another:0", sets=["4"]))
    assert the_line(program).lines == (SetLine(4, (6, 8)), SetLine(1, (6, 8)))
    client.post(url(program), a_form(program, act="another:0", m_bottom=["10"], m_top=["12"]))
    assert [one.text for one in the_line(program).lines] == ["4 × 6–8", "1 × 10–12", "1 × 10–12"]
    client.post(url(program), a_form(program, act="without:0.1", m_target=["1–2–3", ""]))
    assert the_line(program).more == (SetLine(1, (10, 12)),)


def test_without_its_back_off_sets_a_top_set_is_a_set_by_last_time(client, lifter):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    client.post(url(program), a_form(program, act="without:0.1"))
    assert (the_line(program).rule, the_line(program).more) == ("last_time", ())


@pytest.mark.parametrize(
    "act", ["without:0.0", "without:0.9", "without:0", "without:0.x", "another:9"]
)
def test_an_odd_line_is_refused(client, lifter, act):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    before = stands(program)
    assert client.post(url(program), a_form(program, act=act)).status_code == 400
    assert stands(program) == before


def test_a_note_and_a_target_by_hand_are_kept(client, lifter):
    program = a_program(lifter, a_line(target_by="Coach Ana"))
    client.post(url(program), a_form(program, note=["Pause on the chest."], target=["2 3 4"]))
    line = the_line(program)
    # Whoever changes it has set it.
    assert (line.note, line.target, line.target_by) == ("Pause on the chest.", (2, 3, 4), "")
    text = words(page(client, url(program)))
    assert "Set by hand: you." in text
    client.post(url(program), a_form(program, target=[""]))
    assert the_line(program).target is None


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("rule", "by feel", "Choose where the load comes from."),
        ("target", "2–1–3", "Planned: a target goes from low over aim to high, 0 to 5."),
        ("target", "1–2", "A target by hand is low, aim and high, like 1–2–3"),
        ("target", "1–2–6", "A target by hand is low, aim and high, like 1–2–3"),
        ("note", "x" * 201, "A note has at most 200 letters."),
        ("m_sets", "0", "Planned: 1 to 10 sets."),
        ("m_sets", "ten", "Sets: a whole number is needed."),
        ("m_amount", "49", "Planned: a load of 50 to 100 % of the top set."),
        ("m_amount", "half", "Percent: a whole number is needed."),
        ("m_top", "2", "Planned: reps from 1 to 50, the fewest first."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, lifter, name, typed, says):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    before = stands(program)
    response = client.post(url(program), a_form(program, m_target=["3–3–4"], **{name: [typed]}))
    assert response.status_code == 422
    html = response.content.decode()
    assert says in said(response)
    assert 'value="3–3–4"' in html
    assert name == "rule" or f'value="{typed}"' in html
    assert stands(program) == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("heavy", "Enter the weight as a number, like 82.5."),
        ("-20", "Only what moves your body can be made lighter than nothing."),
        ("9999", "Enter a weight of at most 2000 kg."),
        ("1,000", "Type it without the thousands mark."),
    ],
)
def test_a_weight_that_is_none_is_said(client, lifter, typed, says):
    program = a_program(lifter, a_line())
    response = client.post(url(program), a_form(program, rule=["fixed"], amount=[typed]))
    assert response.status_code == 422
    assert says in said(response)
    assert f'value="{typed}"' in response.content.decode()


@pytest.mark.parametrize(
    "changed",
    [{"lines": ["2"]}, {"lines": ["x"]}, {"m_sets": []}, {"rule": []}, {"note": ["a", "b"]}],
    ids=str,
)
def test_an_incomplete_form_changes_nothing(client, lifter, changed):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    before = stands(program)
    response = client.post(url(program), a_form(program, **changed))
    assert response.status_code == 422
    assert "The form came incomplete." in said(response)
    assert stands(program) == before


def test_an_older_form_is_refused_with_what_was_typed_beside_what_stands(client, lifter):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    older = a_form(program, m_amount=["85"])
    client.post(url(program), a_form(program, m_amount=["80"]))
    response = client.post(url(program), older)
    assert response.status_code == 409
    assert 'value="85"' in response.content.decode()
    assert the_line(program).more[0].percent == 80


def test_a_change_of_a_line_is_undone(client, lifter):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    before = stands(program)
    client.post(url(program), a_form(program, rule=["last_time"], note=["Gone."]))
    assert stands(program) != before
    client.post(url(program), {"version": "2", "form": "undo"})
    assert stands(program) == before


# --- What a session shows, here and on Today ---------------------------------------------------


def owned(lifter, *names):
    for days in (12, 10, 8, 6):
        started = timezone.now() - dt.timedelta(days=days)
        session = a_session(lifter=lifter, workout=None, exercises=names, started=started)
        for item in session.exercises.select_related("risk", "session", "athlete"):
            for _ in range(2):
                logged(item=item, reps=6)
        finished(session)


def test_each_line_has_the_target_and_the_load_its_session_will_have(client, lifter):
    owned(lifter, BENCH)
    lines = (SetLine(1, (3, 5), target=(3, 4, 5)), SetLine(2, (6, 8), percent=90))
    program = a_program(lifter, a_line(*lines, rule="top_set"))
    text = words(page(client, url(program)))
    assert "Aim 4 RIR, then 3" in text
    assert "1 × 3–5: aim 4 (3–5+)" in text
    assert "2 × 6–8: aim 3 (2–4)" in text
    assert "Set by hand: you." in text
    assert "70 kg" in text
    workout = program.blocks.get().workouts.get()
    session = start_session(lifter, key=uuid.uuid4(), workout=workout, now=timezone.now())
    item = the_item(session=session)
    top = logged(item=item, reps=4, load="82.5", rir=4)
    back = logged(item=item, reps=6, load="72.5", rir=3)
    assert (top.target_low, top.target_aim, top.target_high) == (3, 4, 5)
    assert (back.target_low, back.target_aim, back.target_high) == (2, 3, 4)


def test_today_and_the_program_s_page_say_it_in_one_line(client, lifter):
    owned(lifter, BENCH)
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    workout = program.blocks.get().workouts.get()
    for address in (f"/?workout={workout.pk}", reverse("program", args=[program.pk])):
        assert "1 × 3–5 + 3 × 6–8 · 82.5 kg" in words(page(client, address))


def test_a_session_is_kept_as_a_workout_with_all_its_plan_said(client, lifter):
    other = an_exercise("Machine chest press").exercise_id
    planned = a_line(
        *TOP_SET, rule="top_set", note="Pause.", superset=2, target_by="Coach Ana",
        substitutes=(other,),
    )  # fmt: skip
    program = a_program(lifter, planned)
    workout = program.blocks.get().workouts.get()
    session = start_session(lifter, key=uuid.uuid4(), workout=workout, now=NOON)
    item = the_item(session=session)
    for load in ("100", "90", "90", "90"):
        logged(item=item, reps=4, load=load)
    client.post(reverse("program_keep", args=[session.pk]), {"program": "new", "name": "Kept"})
    kept = Program.objects.filter(owner=lifter).exclude(pk=program.pk).get()
    # Alone it is in no superset.
    assert the_line(kept) == replace(planned, superset=None)
    assert PlannedSubstitute.objects.filter(planned__workout__block__program=kept).count() == 1


def test_of_a_top_set_that_was_all_that_was_done_a_set_is_kept(client, lifter):
    program = a_program(lifter, a_line(*TOP_SET, rule="top_set"))
    workout = program.blocks.get().workouts.get()
    session = start_session(lifter, key=uuid.uuid4(), workout=workout, now=NOON)
    logged(item=the_item(session=session), reps=4, load="100")
    client.post(reverse("program_keep", args=[session.pk]), {"program": "new", "name": "Kept"})
    kept = Program.objects.filter(owner=lifter).exclude(pk=program.pk).get()
    assert (the_line(kept).rule, the_line(kept).lines) == ("last_time", (SetLine(1, (3, 5)),))


# --- Warnings ----------------------------------------------------------------------------------


def test_failure_on_a_lift_to_keep_short_of_it_is_warned_of_with_what_holds(client, lifter):
    program = a_program(lifter, a_line(SetLine(3, (6, 8), target=(0, 0, 1))))
    html = page(client, url(program))
    text = words(html)
    assert (
        "Planned, Barbell bench press: failure was asked by hand, on a lift to keep short of it. "
        "Never under 3 holds."
    ) in text
    assert reverse("rulebook_rule", args=["exercise_floor"]) in html
    client.post(url(program), a_form(program, target=["0–1–2"]))
    assert "failure was asked by hand" not in words(page(client, url(program)))


def test_failure_by_the_rules_on_such_a_lift_is_warned_of_too():
    """An advanced lifter with safeties may (rulebook 2), and is told what it costs."""
    lifter = a_lifter(level="advanced", goal="muscle_gain")
    owned(lifter, BENCH)
    session = a_session(
        lifter=lifter, workout=None, exercises=[BENCH], started=timezone.now() - dt.timedelta(1)
    )
    item = the_item(session=session)
    item.safeties = "spotter_arms"
    item.save()
    logged(item=item)
    finished(session)
    line = a_line(SetLine(3, (8, 12)), role="secondary")
    program = a_program(lifter, line, goal="muscle_gain")
    aims = words(page(logged_in(lifter), url(program)))
    is_planned = "final 0" in aims
    assert ("planned to failure, on a lift to keep short of it" in aims) is is_planned
    client = logged_in(lifter)
    client.post(url(program), a_form(program, target=["0–0–1"]))
    assert "planned to failure, on a lift to keep short of it" in words(page(client, url(program)))


def test_a_budget_that_the_plan_overspends_is_warned_of_by_each_of_its_counts(client, lifter):
    """Of an intermediate lifter 1 a session, 2 a muscle and week, 10 % of the sets (rulebook 5)."""
    known_movements(lifter=lifter, before=timezone.now())
    program = a_program(lifter, a_line(SetLine(4, (10, 12)), name="Curl", role="isolation"))
    text = words(page(client, url(program)))
    assert "3 sets a week aim at failure." in text
    assert "Biceps: 3 sets a week aim at failure, 2 are in your budget." in text
    assert "25 % of the week’s sets aim at failure; 10 % is the cap." in text
    assert "a session are in your budget" not in text
    client.post(url(program), a_form(program, target=["0–0–1"]))
    assert "Planned, Curl: 4 sets aim at failure, 1 a session are in your budget." in words(
        page(client, url(program))
    )
    client.post(url(program), {"version": "2", "form": "program", "name": "Mine", "days": "2",
                               "level": "intermediate", "goal": "mixed"})  # fmt: skip
    client.post(url(program), a_form(program, target=[""]))
    # Two a week are in the budget of the muscle; of eight sets no share is taken.
    text = words(page(client, url(program)))
    assert "2 sets a week aim at failure." in text
    assert "in your budget" not in text
    assert "is the cap" not in text


def test_a_share_at_its_cap_is_in_the_budget(client, lifter):
    """Two of twenty sets a week are 10 %; of eighteen they are 11 %."""
    known_movements(lifter=lifter, before=timezone.now())
    program = a_program(
        lifter,
        a_line(SetLine(4, (10, 12)), name="Curl", role="isolation"),
        a_line(SetLine(6, (8, 12)), name="Leg press"),
        days=2,
    )
    assert "is the cap" not in words(page(client, url(program)))
    client.post(url(program), a_form(program, sets=["4", "5"]))
    assert "11 % of the week’s sets aim at failure; 10 % is the cap." in words(
        page(client, url(program))
    )


def test_reps_and_load_that_leave_too_little_are_warned_of_by_where_the_load_is_from(
    client, lifter
):
    owned(lifter, BENCH)
    at_last_time = "at the load of last time the reps planned do not leave"
    program = a_program(lifter, a_line(SetLine(3, (6, 8))))
    assert "do not leave" not in words(page(client, url(program)))
    client.post(
        url(program), a_form(program, rule=["fixed"], amount=["95"], bottom=["6"], top=["8"])
    )
    text = words(page(client, url(program)))
    assert "Planned, Barbell bench press: at the load planned the reps planned do not leave" in text
    assert at_last_time not in text
    PinnedLoad.objects.create(
        athlete=lifter, exercise_id=an_exercise(BENCH).exercise_id, load_milli=95_000,
        load_unit="kg", load_kind="external", pinned_at=NOON,
    )  # fmt: skip
    client.post(url(program), a_form(program, rule=["last_time"]))
    assert "at the load you pinned the reps planned do not leave" in words(
        page(client, url(program))
    )


@pytest.mark.parametrize(("percent", "is_said"), [("78", False), ("79", True)])
def test_a_percent_that_nobody_can_do_is_known_before_there_is_an_estimate(
    client, lifter, percent, is_said
):
    """At 79 % there are 7 reps in anybody; 6 with a low of 3 are 9, a rep over what is allowed."""
    program = a_program(lifter, a_line(SetLine(3, (6, 6), percent=int(percent)), rule="percent"))
    text = words(page(client, url(program)))
    says = f"{percent} % of a 1RM does not leave the reps planned and their reserve."
    assert (says in text) is is_said


def test_hard_sets_of_every_line_are_counted(client, lifter):
    """Eight lines of five are forty a week: over thirty is more than pays (rulebook 12)."""
    one = a_line(SetLine(1, (8, 12)), SetLine(9, (8, 12)), name="Curl", role="isolation")
    program = a_program(lifter, one)
    assert "Biceps: 30 hard sets a week" in words(page(client, url(program)))
    client.post(url(program), a_form(program, m_sets=["8"]))
    assert "Biceps: 27 hard sets a week" not in words(page(client, url(program)))
    assert "10 sets" not in words(page(client, url(program)))


# --- What it costs -----------------------------------------------------------------------------


def asked(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_lines_rules_pins_and_substitutes_cost_no_query(lifter):
    """A start and every page ask as much of a plan that says all there is as of a plain one."""
    owned(lifter, BENCH, "Leg press", "Curl")
    names = (BENCH, "Leg press", "Curl")
    plain = a_program(lifter, *(a_line(name=name) for name in names))
    other = an_exercise("Machine chest press").exercise_id
    rich = a_program(
        lifter,
        a_line(*TOP_SET, rule="top_set", note="Pause.", superset=1, substitutes=(other,)),
        a_line(SetLine(2, (6, 8), percent=70), SetLine(2, (8, 10), percent=60), name="Leg press",
               rule="percent"),
        a_line(SetLine(3, (8, 12), target=(0, 1, 2), load=(20_000, "kg", "external")), name="Curl",
               rule="fixed"),
    )  # fmt: skip
    client = logged_in(lifter)

    def starts(program):
        workout = program.blocks.get().workouts.get()
        now = timezone.now()
        return asked(lambda: start_session(lifter, key=uuid.uuid4(), workout=workout, now=now))

    starts(plain)
    before = starts(plain)
    for name in names:
        PinnedLoad.objects.create(
            athlete=lifter, exercise_id=an_exercise(name).exercise_id, load_milli=60_000,
            load_unit="kg", load_kind="external", pinned_at=NOON,
        )  # fmt: skip
    assert starts(rich) == before

    def shown(address, program):
        return asked(lambda: page(client, reverse(address, args=[program.pk])))

    for address in ("program", "program_edit"):
        assert shown(address, rich) == shown(address, plain)
    few, many = (
        asked(lambda one=one: page(client, f"/?workout={one.blocks.get().workouts.get().pk}"))
        for one in (plain, rich)
    )
    assert many == few
    assert PlannedExercise.objects.filter(workout__block__program=rich).count() == 3
