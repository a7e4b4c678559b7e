"""Loads by the plan's rule, long for that: each rule begun, done and told; pins; targets by hand."""

import datetime as dt

import pytest
from django.urls import reverse

from logbook.acts.pins import pin_load, unpin_load
from logbook.acts.session_exercises import plan_sets, swap_exercise
from logbook.acts.sets import delete_set
from logbook.advice.load_rules import moves_other_loads
from logbook.choices import SetKind
from logbook.models import CheckIn, DeloadAdvice, PinnedLoad, SessionExercise
from programming.lines import SetLine
from programming.loads import Load, LoadKind, Unit
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    a_set_form,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.planned import BENCH, TOP_SET, a_line, begun
from tests.logbook.reading import flat, hidden, page, review, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)


def trained(*reps, lifter, days=3, load="80", rir=2, name=BENCH):
    """A finished free session of one exercise."""
    started = NOON - days * DAY
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=started)
    for one in reps:
        logged(item=the_item(session=session, name=name), reps=one, load=load, rir=rir)
    return finished(session)


@pytest.fixture
def noon(monkeypatch):
    """The pages are looked at an hour after the last session."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=1))


def owned(lifter, *, load="80", name=BENCH):
    """Four sessions, so that the bench press is no new movement; e1RM about 101 kg at 80 kg × 6 @2."""
    for days in (12, 10, 8, 6):
        trained(6, 6, lifter=lifter, days=days, load=load, name=name)


def shown(item):
    url = f"{reverse('session_detail', args=[item.session_id])}?exercise={item.pk}"
    return page(logged_in(item.athlete), url)


def form(item):
    html = shown(item).split(f'id="set-{item.pk}"')[1]
    return tuple(hidden(html, name)[0] for name in ("load", "reps"))


def to_come(item):
    """Load and reps of the sets after the open one."""
    rows = shown(item).split('class="rs-set rs-set--todo"')[1:]
    cells = [words(part).split() for row in rows for part in [row.split("</li>")[0]]]
    return [(one[-2], one[-1]) for one in cells]


# --- A percent of the estimate -----------------------------------------------------------------


PERCENT = (SetLine(3, (5, 5), percent=80),)


def test_a_percent_of_the_estimate_is_rounded_down_to_what_can_be_made(lifter):
    """80 kg for 8 to failure is an estimate of 101.3 kg: 80 % are 81.07, made of plates 80."""
    owned(lifter)
    item = begun(lifter, a_line(*PERCENT, rule="percent"))
    assert form(item) == ("80", "5")
    assert to_come(item) == [("80", "5"), ("80", "5")]
    assert "By the plan: 80 % of your estimated 1RM, 101.5 kg." in words(shown(item))
    assert "By last time:" in words(shown(item))


@pytest.mark.parametrize(("percent", "load"), [(79, "80"), (78, "77.5"), (74, "72.5")])
def test_the_line_between_two_loads_that_can_be_made(lifter, percent, load):
    owned(lifter)
    item = begun(lifter, a_line(SetLine(3, (5, 5), percent=percent), rule="percent"))
    assert form(item)[0] == load


def test_each_line_may_have_a_percent_of_its_own(lifter):
    owned(lifter)
    lines = (SetLine(1, (3, 3), percent=85), SetLine(2, (6, 6), percent=70))
    item = begun(lifter, a_line(*lines, rule="percent"))
    assert form(item) == ("85", "3")
    assert to_come(item) == [("70", "6"), ("70", "6")]


def test_without_an_estimate_it_says_so_and_goes_by_last_time(lifter):
    """Twenty reps give no estimate (rulebook 7)."""
    trained(20, 20, lifter=lifter, load="40")
    item = begun(lifter, a_line(SetLine(2, (15, 20), percent=50), rule="percent"))
    assert item.rule_loads == []
    assert form(item) == (Load(item.suggestion["sets"][0][1], Unit.KG).text, "20")
    text = words(shown(item))
    assert "There is no estimate yet, so loads are as last time." in text
    assert "50 % of your estimated 1RM" in text


def test_who_has_never_done_it_is_told_how_to_begin(lifter):
    item = begun(lifter, a_line(*PERCENT, rule="percent"))
    assert form(item) == ("", "5")
    assert "No weight on record yet" in words(shown(item))


# --- A fixed load ------------------------------------------------------------------------------


def test_a_fixed_load_stands_whatever_was_done(lifter):
    owned(lifter)
    line = SetLine(3, (6, 8), load=(60_000, "kg", "external"))
    item = begun(lifter, a_line(line, rule="fixed"))
    assert form(item) == ("60", "6")
    assert "Load fixed by the plan." in words(shown(item))
    assert "By last time: 75 kg · 6, 6" in words(shown(item))


def test_at_the_load_of_last_time_the_reps_of_last_time_go_on(lifter):
    owned(lifter)
    trained(7, 7, lifter=lifter, rir=3)
    line = SetLine(2, (6, 8), load=(80_000, "kg", "external"))
    item = begun(lifter, a_line(line, rule="fixed"))
    assert form(item) == ("80", "8")
    assert to_come(item) == [("80", "7")]


def test_a_fixed_load_of_another_unit_is_shown_in_the_lifter_s(lifter):
    line = SetLine(2, (6, 8), load=(135_000, "lb", "external"))
    assert form(begun(lifter, a_line(line, rule="fixed")))[0] == "61"


def test_what_is_added_to_the_body_is_fixed_as_added():
    lifter = a_lifter()
    line = SetLine(2, (5, 8), load=(10_000, "kg", "added"))
    item = begun(lifter, a_line(line, name="Pull-up", role="secondary", rule="fixed"))
    html = shown(item)
    assert form(item)[0] == "10"
    assert 'value="added" selected' in html or 'value="added" checked' in html


# --- Days that take load off -------------------------------------------------------------------


def test_a_red_day_takes_five_percent_off_a_rule_and_nothing_off_a_pin(lifter):
    """The lifter may hold the load on a red day (rulebook 6): a pin says that they do."""
    owned(lifter)
    a_red_day(lifter=lifter)
    fixed = begun(lifter, a_line(SetLine(3, (6, 8), load=(80_000, "kg", "external")), rule="fixed"))
    assert form(fixed)[0] == "75"
    PinnedLoad.objects.create(
        athlete=lifter, exercise_id=fixed.exercise_id, load_milli=80_000, load_unit="kg",
        load_kind="external", pinned_at=NOON,
    )  # fmt: skip
    pinned = begun(lifter, a_line(), started=NOON + dt.timedelta(hours=1))
    assert form(pinned)[0] == "80"


def test_a_deload_takes_a_tenth_off_either(lifter):
    owned(lifter)
    line = a_line(SetLine(4, (6, 8), load=(80_000, "kg", "external")), rule="fixed")
    item = begun(lifter, line)
    pin_load(lifter, item.pk, load=Load(80_000, Unit.KG), kind=LoadKind.EXTERNAL, now=NOON)
    item.session.is_deload = True
    item.session.save(update_fields=["is_deload"])
    assert form(item)[0] == "70"


def test_what_a_day_takes_off_is_said_beside_the_load_of_any_other(lifter):
    owned(lifter)
    a_red_day(lifter=lifter)
    fixed = a_line(SetLine(4, (6, 8), load=(80_000, "kg", "external")), rule="fixed")
    item = begun(lifter, fixed)
    assert "Load fixed by the plan. Lighter on a red day." in words(shown(item))
    pinned(item)
    assert "Lighter" not in words(shown(item))

    item.session.is_deload = True
    item.session.save(update_fields=["is_deload"])
    text = words(shown(item))
    assert "Pinned: 80 kg. It stays until you unpin it. Lighter in this deload." in text


def test_the_load_of_a_deload_is_not_offered_to_stay(lifter):
    """Pinned, it would be eased once more: the tap would fill in another load than it names."""
    owned(lifter)
    day = NOON.date()
    DeloadAdvice.objects.create(athlete=lifter, deload_from=day, deload_until=day)
    item = begun(lifter, a_line(SetLine(2, (6, 8), percent=70), rule="percent"))
    text = words(shown(item))
    assert "Lighter in this deload." in text
    assert "Pin " not in text
    pinned(item)
    assert "Unpin 80 kg" in words(shown(item))


def test_a_check_in_after_the_start_moves_the_load_of_a_rule(lifter):
    owned(lifter)
    item = begun(lifter, a_line(SetLine(3, (6, 8), load=(80_000, "kg", "external")), rule="fixed"))
    a_red_day(lifter=lifter, at=NOON + dt.timedelta(minutes=1))
    assert CheckIn.objects.filter(athlete=lifter).exists()
    item.refresh_from_db()
    assert item.rule_loads == [[75_000, "kg", "external"]]
    assert form(item)[0] == "75"


# --- A top set with back-off sets --------------------------------------------------------------


def test_back_off_sets_are_expected_by_the_top_set_that_is(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    assert item.planned_sets == 4
    top = form(item)[0]
    assert top == "82.5"
    assert to_come(item) == [("72.5", "6"), ("72.5", "6"), ("72.5", "6")]
    assert "Back-off sets at 90 % of the top set." in words(shown(item))


def test_they_follow_the_top_set_that_was_done_and_say_so(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    row = logged(item=item, reps=4, load="100", rir=2)
    assert form(item) == ("90", "6")
    assert to_come(item) == [("90", "6"), ("90", "6")]
    assert "Back-off sets at 90 % of the top set done today, 100 kg." in words(shown(item))
    # Rounded down, on the bar that the top set was done with: 91.1 kg, of 101.25 less 2.5 at a time.
    delete_set(lifter, row.pk, now=NOON)
    logged(item=item, reps=4, load="101.25", rir=2)
    assert form(item)[0] == "88.75"


def test_the_answer_to_a_top_set_moves_every_row_after_it(lifter):
    """The next form alone would leave the later back-off sets at the load that was expected."""
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    client, address = logged_in(lifter), reverse("set_log", args=[item.pk])
    top = a_set_form(load="100", reps="4", rir="3")
    html = flat(client.post(address, top, HTTP_HX_REQUEST="true").content.decode())
    assert "Back-off sets at 90 % of the top set done today, 100 kg." in words(html)
    assert html.count('<span class="rs-set__val">90</span>') == 2
    back = a_set_form(load="90", reps="6", rir="3", number="2")
    html = flat(client.post(address, back, HTTP_HX_REQUEST="true").content.decode())
    assert "Back-off sets at" not in words(html)


def test_a_back_off_set_done_with_another_load_is_gone_on_with(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    logged(item=item, reps=4, load="100", rir=2)
    logged(item=item, reps=8, load="85", rir=2)
    assert form(item)[0] == "85"
    assert to_come(item) == [("85", "6")]


def test_a_slip_is_no_top_set_and_a_warm_up_is_none_either(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    logged(item=item, reps=5, load="60", rir=None, kind=SetKind.WARM_UP)
    assert form(item)[0] == "82.5"
    logged(item=item, reps=4, load="100", rir=2)
    assert form(item)[0] == "90"


def test_a_slip_is_no_load_to_pin(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    assert logged(item=item, reps=4, load="800", rir=2).is_slip
    assert "Pin 800 kg" not in words(shown(item))


def test_the_suggestion_beside_a_top_set_is_for_that_one(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    assert "Today: 82.5 kg · 3 why?" in words(shown(item))


def test_each_set_keeps_the_reps_and_place_it_was_planned_with(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    top = logged(item=item, reps=4, load="100", rir=2)
    back = logged(item=item, reps=7, load="90", rir=2)
    assert (top.plan_bottom, top.plan_top, top.is_back_off) == (None, None, False)
    assert (back.plan_bottom, back.plan_top, back.is_back_off) == (6, 8, True)
    assert (top.judged_by["rep_range"], back.judged_by["rep_range"]) == ((3, 5), (6, 8))


@pytest.mark.usefixtures("noon")
def test_the_next_top_set_rests_on_the_top_set_alone(lifter):
    """The back-off sets were easy on purpose: at 5+ they would raise the load by 5 %."""
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"), started=NOON - DAY)
    logged(item=item, reps=4, load="85", rir=2)
    for _ in range(3):
        logged(item=item, reps=8, load="75", rir=5)
    finished(item.session)
    again = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    assert again.suggestion["sets"] == [[5, 85_000, "kg", "external"]]
    assert form(again) == ("85", "5")
    # Their own reps go on: last time's, within their range.
    assert to_come(again) == [("75", "8")] * 3
    text = words(review(item.session))
    assert "85 kg · 5" in text
    assert "From set 1 above." in text
    assert "Back-off sets at 90 % of the top set." in text


def test_a_set_more_is_one_more_of_the_last_line_and_one_fewer_takes_it_off(lifter):
    owned(lifter)
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    plan_sets(lifter, item.pk, change=1)
    assert "1 × 3–5 + 4 × 6–8" in words(folded(item))
    for _ in range(4):
        plan_sets(lifter, item.pk, change=-1)
    assert to_come(item) == []


def folded(item):
    """The session with nothing of the exercise open: its plan in one line."""
    other = a_session(lifter=item.athlete, workout=None, started=NOON + DAY)
    del other
    client = logged_in(item.athlete)
    client.post(reverse("exercise_skip", args=[item.pk]), {"skip": "on"})
    html = page(client, reverse("session_detail", args=[item.session_id]))
    client.post(reverse("exercise_skip", args=[item.pk]), {"skip": ""})
    return html


def test_a_swap_keeps_the_lines_and_leaves_the_loads_behind(lifter):
    item = begun(
        lifter,
        a_line(SetLine(3, (6, 8), target=(2, 2, 3), load=(80_000, "kg", "external")), rule="fixed",
               note="Pause on the chest."),
    )  # fmt: skip
    swapped = swap_exercise(lifter, item.pk, an_exercise("Machine chest press").exercise_id)
    assert (swapped.load_rule, swapped.lines, swapped.rule_loads) == ("last_time", [], [])
    assert swapped.plan_note == "Pause on the chest."
    item = begun(lifter, a_line(*TOP_SET, rule="top_set"))
    swapped = swap_exercise(lifter, item.pk, an_exercise("Machine chest press").exercise_id)
    assert (swapped.load_rule, len(swapped.lines)) == ("top_set", 2)


# --- Lines of other reps by last time ----------------------------------------------------------


def test_lines_by_last_time_are_each_suggested_by_their_own_sets(lifter):
    """Fives and tens: what was done of one says nothing of the other (rulebook 8)."""
    owned(lifter)
    lines = (SetLine(2, (4, 6)), SetLine(2, (8, 10)))
    item = begun(lifter, a_line(*lines), started=NOON - DAY)
    for reps, load in ((6, "90"), (6, "90"), (8, "70"), (8, "70")):
        logged(item=item, reps=reps, load=load, rir=3)
    finished(item.session)
    again = begun(lifter, a_line(*lines))
    assert [one[:2] for one in again.suggestion["sets"]] == [
        [4, 92_500], [4, 92_500], [9, 70_000], [8, 70_000],
    ]  # fmt: skip
    assert form(again) == ("92.5", "4")
    assert to_come(again) == [("92.5", "4"), ("70", "9"), ("70", "8")]
    assert "Sets 3–4:" in words(shown(again))


# --- By hand -----------------------------------------------------------------------------------


def test_a_target_by_hand_names_who_set_it_and_the_floor_still_binds(lifter):
    owned(lifter)
    item = begun(lifter, a_line(SetLine(3, (6, 8), target=(0, 1, 1))))
    text = words(shown(item))
    assert "Set by hand: you." in text
    # Without safeties a bench press keeps 2 (rulebook 3).
    row = logged(item=item)
    assert (row.target_low, row.target_aim, row.target_high) == (2, 2, 3)
    row.refresh_from_db()
    assert row.reasons[0] == ["override", None, [0, 1, 1], [["set_by", "you"]]]


def test_each_line_may_have_a_target_of_its_own(lifter):
    owned(lifter, name="Curl", load="20")
    lines = (SetLine(1, (8, 10), target=(3, 3, 4)), SetLine(1, (8, 10), target=(1, 1, 2)),
             SetLine(1, (8, 10)))  # fmt: skip
    item = begun(lifter, a_line(*lines, name="Curl", role="isolation", target_by="Coach Ana"))
    text = words(shown(item))
    assert "Set by hand: Coach Ana." in text
    assert "aim 1" in text
    targets = [logged(item=item, load="20", rir=None) for _ in range(3)]
    assert [(one.target_low, one.target_aim, one.target_high) for one in targets] == [
        (3, 3, 4), (1, 1, 2), (0, 0, 1),
    ]  # fmt: skip


def test_a_poor_day_backs_off_a_target_by_hand(lifter):
    owned(lifter)
    a_red_day(lifter=lifter)
    item = begun(lifter, a_line(SetLine(3, (6, 8), target=(2, 2, 3))))
    row = logged(item=item)
    assert (row.target_low, row.target_aim, row.target_high) == (4, 4, 5)


# --- A pin -------------------------------------------------------------------------------------


def pinned(item, load=80_000, kind=LoadKind.EXTERNAL):
    return pin_load(item.athlete, item.pk, load=Load(load, Unit.KG), kind=kind, now=NOON)


def test_a_pinned_load_stays_and_what_section_8_would_do_is_still_said(lifter):
    owned(lifter)
    trained(8, 8, 8, lifter=lifter, rir=3)
    item = begun(lifter, a_line())
    assert form(item) == ("82.5", "6")
    client = logged_in(lifter)
    assert "Pin 82.5 kg" in words(shown(item))
    client.post(reverse("exercise_pin", args=[item.pk]), {"pin": "80000 kg external"})
    assert form(item) == ("80", "6")
    text = words(shown(item))
    assert "Pinned: 80 kg. It stays until you unpin it." in text
    assert "By last time: 82.5 kg · 6, 6, 6" in text
    assert "one step up" in text
    assert "Take the suggestion" not in text
    assert "As last time instead" not in text
    client.post(reverse("exercise_pin", args=[item.pk]), {"pin": ""})
    assert form(item) == ("82.5", "6")


def test_a_pin_is_there_in_the_next_session_in_any_program_and_in_a_free_one(lifter):
    owned(lifter)
    pinned(begun(lifter, a_line(), started=NOON - DAY))
    assert form(begun(lifter, a_line(SetLine(2, (6, 8), percent=60), rule="percent")))[0] == "80"
    free = a_session(
        lifter=lifter, workout=None, exercises=[BENCH], started=NOON + dt.timedelta(hours=1)
    )
    assert form(the_item(session=free))[0] == "80"


def test_a_pin_goes_with_no_other_exercise_and_no_other_lifter(lifter):
    owned(lifter)
    item = pinned(begun(lifter, a_line()))
    swapped = swap_exercise(lifter, item.pk, an_exercise("Machine chest press").exercise_id)
    assert swapped.pin is None
    assert begun(a_lifter(), a_line()).pin is None
    back = swap_exercise(lifter, item.pk, an_exercise(BENCH).exercise_id)
    assert back.pin == Load(80_000, Unit.KG)


def test_the_back_off_sets_of_a_pinned_top_set_follow_it(lifter):
    owned(lifter)
    item = pinned(begun(lifter, a_line(*TOP_SET, rule="top_set")))
    assert form(item)[0] == "80"
    assert to_come(item)[0][0] == "70"


@pytest.mark.usefixtures("noon")
def test_it_is_set_and_removed_on_the_review_in_one_tap(lifter):
    owned(lifter)
    session = trained(8, 8, 8, lifter=lifter, rir=3)
    assert "Pin 80 kg" in words(review(session))
    item = the_item(session=session)
    client = logged_in(lifter)
    said = {"from": "review", "pin": "80000 kg external"}
    response = client.post(reverse("exercise_pin", args=[item.pk]), said, follow=True)
    text = words(flat(response.content.decode()))
    assert "Pinned: it does not rise by itself. By last time: 82.5 kg · 6, 6, 6." in text
    assert "Unpin 80 kg" in text
    client.post(reverse("exercise_pin", args=[item.pk]), said | {"pin": ""})
    assert not PinnedLoad.objects.filter(athlete=lifter).exists()


@pytest.mark.parametrize(
    "pin",
    ["80000", "80000 kg", "80000 kg added", "x kg external", "-5 kg external", "80000 st external",
     "99999999 kg external", "80000 kg external more", "٨٠ kg external", "80000 kg bodyweight"],
)  # fmt: skip
def test_what_is_no_load_of_the_exercise_is_not_pinned(lifter, pin):
    item = begun(lifter, a_line())
    response = logged_in(lifter).post(reverse("exercise_pin", args=[item.pk]), {"pin": pin})
    assert response.status_code == 400
    assert not PinnedLoad.objects.exists()


def test_nobody_pins_what_is_not_theirs(lifter):
    item = begun(a_lifter(), a_line())
    for pin in ("80000 kg external", ""):
        answer = logged_in(lifter).post(reverse("exercise_pin", args=[item.pk]), {"pin": pin})
        assert answer.status_code == 404


def test_pinned_again_it_is_the_new_load_and_unpinned_twice_it_is_off(lifter):
    item = pinned(begun(lifter, a_line()))
    pinned(item, 77_500)
    assert PinnedLoad.objects.get(athlete=lifter).load == Load(77_500, Unit.KG)
    unpin_load(lifter, item.pk)
    assert unpin_load(lifter, item.pk).pin is None


def test_what_is_typed_stays_when_a_load_is_pinned_but_for_the_load(lifter):
    owned(lifter)
    item = begun(lifter, a_line())
    typed = {"reps": "5", "load": "70", "rir": "2", "note": "slow", "pin": "77500 kg external"}
    html = flat(
        logged_in(lifter)
        .post(reverse("exercise_pin", args=[item.pk]), typed, HTTP_HX_REQUEST="true")
        .content.decode()
    )
    assert hidden(html.split(f'id="set-{item.pk}"')[1], "load")[0] == "77.5"
    assert "slow" in html


@pytest.mark.parametrize(
    ("lines", "rule", "moves"),
    [
        ((), "last_time", [False, False, False, False]),
        ((SetLine(2, (4, 6)), SetLine(2, (8, 10))), "last_time", [False, False, True, False]),
        (TOP_SET, "top_set", [True, True, False, False]),
        (
            (SetLine(2, (3, 5)), SetLine(2, (6, 8), percent=90)),
            "top_set",
            [True, True, True, False],
        ),
    ],
)
def test_which_sets_move_the_rows_after_them(lines, rule, moves):
    """None, the first, the second and the third set done."""
    item = SessionExercise(
        planned_sets=4, load_rule=rule, lines=[one.stored() for one in lines], reps_bottom=6
    )
    assert [moves_other_loads(item, done) for done in range(4)] == moves
