"""Rulebook 10: the six signs, the score, the caps, a change in two weeks, and one movement. Long: one section, one file."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from programming.rulebook import (
    LevelAnswers,
    LevelAssessment,
    LevelOverride,
    LevelParameter,
    LoggedSet,
    assess_level,
    movement_level,
)
from programming.rulebook.level.parameters import months_between
from tests.rulebook.lifts import codes, log, session, squat
from tests.rulebook.logs import day

TODAY = day(0)
NAMES = ("uninterrupted", "gap", "total", "technique", "strength", "pace")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def answers(months: int | None = 24, total: int | None = 30, lifts: int | None = 3) -> LevelAnswers:
    """A lifter who answered today."""
    return LevelAnswers(
        uninterrupted_months=months, total_months=total, stable_lifts=lifts, answered_on=TODAY
    )


def assessed(*sessions: list[LoggedSet], **named: Any) -> LevelAssessment:
    ordinary: dict[str, Any] = {"today": TODAY, "answers": answers()}
    return assess_level(log(*sessions), **(ordinary | named))


def sign(told: LevelAssessment, name: str) -> LevelParameter:
    return told.parameters[NAMES.index(name)]


def points(told: LevelAssessment) -> list[int | None]:
    return [one.points for one in told.parameters]


def trained(*days_ago: int, **named: Any) -> list[list[LoggedSet]]:
    """A session so many days before today, each."""
    return [session(-number, (8,), **named) for number in sorted(days_ago, reverse=True)]


# --- uninterrupted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "expected"), [(0, 1), (1, 1), (2, 2), (11, 2), (12, 3), (35, 3), (36, 4), (400, 4)]
)
def test_months_without_a_long_gap_give_points(months, expected):
    found = sign(assessed(answers=answers(months=months)), "uninterrupted")

    assert (found.points, found.value) == (expected, months)


def test_the_log_adds_to_the_answer():
    since = LevelAnswers(uninterrupted_months=10, answered_on=ago(63))
    weekly = trained(*range(0, 64, 7))

    assert sign(assessed(*weekly, answers=since), "uninterrupted").value == 12


def test_the_log_alone_counts_from_its_first_session():
    assert sign(assessed(*trained(*range(0, 71, 7)), answers=None), "uninterrupted").value == 2
    assert sign(assessed(answers=None), "uninterrupted").points is None


@pytest.mark.parametrize(("gap", "months"), [(21, 4), (22, 1)])
def test_a_gap_of_over_3_weeks_starts_the_months_anew(gap, months):
    days_ago = [*range(0, 41, 10), *range(40 + gap, 140, 10)]

    assert sign(assessed(*trained(*days_ago), answers=None), "uninterrupted").value == months


def test_the_log_counts_where_it_is_more_than_the_answer():
    since = LevelAnswers(uninterrupted_months=1, answered_on=ago(7))
    year = trained(*range(0, 400, 20))

    assert sign(assessed(*year, answers=since), "uninterrupted").value == 12


def test_days_without_their_sets_count_alike():
    days = [ago(number) for number in range(0, 400, 20)]

    told = assessed(answers=None, sessions=days)
    assert (sign(told, "uninterrupted").value, sign(told, "gap").value) == (12, 20)


def test_a_long_gap_since_the_answer_ends_what_it_said():
    since = LevelAnswers(uninterrupted_months=60, answered_on=ago(90))

    assert (
        sign(assessed(*trained(90, 50, 40, 30, 20, 10), answers=since), "uninterrupted").value == 1
    )
    assert sign(assessed(answers=since), "uninterrupted").value == 0


def test_an_answer_counts_over_a_gap_in_the_log_before_it():
    assert sign(assessed(*trained(200, 190, 3)), "uninterrupted").value == 24


def test_what_lies_after_today_is_not_read():
    assert sign(assessed(session(30), answers=None), "uninterrupted").points is None
    late = LevelAnswers(uninterrupted_months=5, answered_on=TODAY + timedelta(days=9))
    assert sign(assessed(answers=late), "uninterrupted").value == 5


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2025, 12, 31), date(2026, 12, 30), 11),
        (date(2025, 12, 31), date(2026, 12, 31), 12),
        (date(2026, 3, 1), date(2026, 2, 1), 0),
    ],
)
def test_months_are_whole_ones_completed(since, until, months):
    assert months_between(since, until) == months


# --- longest gap --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "expected"), [(27, 4), (28, 3), (55, 3), (56, 2), (112, 2), (113, 1), (300, 1)]
)
def test_the_longest_gap_of_the_year_gives_points(gap, expected):
    found = sign(assessed(*trained(0, 10, 10 + gap, 10 + gap + 20)), "gap")

    assert (found.points, found.value) == (expected, gap)


@pytest.mark.parametrize(("first", "expected"), [(27, None), (28, 4)])
def test_a_log_of_under_4_weeks_cannot_tell_of_a_gap(first, expected):
    assert sign(assessed(*trained(first, 14)), "gap").points == expected


def test_the_gap_until_today_counts():
    assert sign(assessed(*trained(60, 40)), "gap").value == 40


def test_a_gap_counts_from_12_months_ago_on():
    assert sign(assessed(*trained(500, 345, *range(0, 345, 20))), "gap").value == 20
    assert sign(assessed(*trained(500)), "gap").value == 365
    leap = assess_level(log(*trained(2500)), today=date(2028, 2, 29))
    assert sign(leap, "gap").value == 366


# --- total and technique ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, 1), (5, 1), (6, 2), (23, 2), (24, 3), (59, 3), (60, 4), (None, None)],
)
def test_months_of_training_in_all_give_points(months, expected):
    assert sign(assessed(answers=answers(total=months)), "total").points == expected


def months_of(*sessions: int) -> list[date]:
    """Days of so many sessions in each of the months before today's, the last one last."""
    return [
        date(2026, 9 - back, day)
        for back, count in enumerate(reversed(sessions), start=1)
        for day in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("sessions", "asked", "months"),
    [
        ((4, 4), None, 2),
        ((3, 4), None, 1),
        ((3, 3), None, None),
        ((4, 4, 4), 2, 3),
        ((4, 4, 4), 4, 4),
        ((3, 3), 0, 0),
    ],
)
def test_months_of_the_log_with_4_sessions_count_where_they_are_more(sessions, asked, months):
    said = LevelAnswers(total_months=asked)

    told = assessed(answers=said, sessions=months_of(*sessions))

    assert sign(told, "total").value == months


def test_two_sessions_a_day_are_two_and_the_month_that_runs_is_none_yet():
    august, september = [date(2026, 8, 3), date(2026, 8, 10)] * 2, [TODAY] * 4

    assert sign(assessed(answers=None, sessions=september), "total").points is None
    assert sign(assessed(answers=None, sessions=august + september), "total").value == 1
    assert sign(assessed(answers=None, sessions=august[:3] + september), "total").points is None


def test_the_months_are_read_off_the_history_too():
    sessions = [session((day - TODAY).days, (8,)) for day in months_of(4, 3, 4)]

    assert sign(assessed(*sessions, answers=None), "total").value == 2


@pytest.mark.parametrize(
    ("lifts", "expected"), [(0, 1), (1, 1), (2, 2), (3, 3), (4, 4), (None, None)]
)
def test_stable_lifts_give_points(lifts, expected):
    assert sign(assessed(answers=answers(lifts=lifts)), "technique").points == expected


# --- relative strength --------------------------------------------------------------------------


def single(number: int, load: int, lift: str = "squat", **named: Any) -> list[LoggedSet]:
    """A single to failure: its estimate is its load."""
    return session(number, (1,), 0, load=load, exercise=lift, competition_lift=lift, **named)


@pytest.mark.parametrize(
    ("lift", "sex", "lines"),
    [
        ("squat", "male", (120, 150, 200)),
        ("squat", "female", (80, 95, 125)),
        ("bench", "m", (90, 110, 150)),
        ("bench", "f", (60, 70, 90)),
        ("deadlift", "male", (150, 175, 240)),
        ("deadlift", "f", (100, 120, 165)),
    ],
)
def test_the_best_single_by_bodyweight_gives_points(lift, sex, lines):
    for place, line in enumerate(lines):
        for load, expected in ((line * 1000 - 1, 1 + place), (line * 1000, 2 + place)):
            told = assessed(single(-1, load, lift), sex=sex, bodyweight=100_000)
            assert sign(told, "strength").points == expected


def test_the_lift_with_the_most_points_counts():
    told = assessed(single(-2, 190_000), single(-1, 150_000, "bench"), sex="m", bodyweight=100_000)

    assert sign(told, "strength").points == 4
    assert sign(told, "strength").reason.text == "Bench press at 1.50 × bodyweight: 4 of 4."
    told = assessed(single(-2, 160_000), single(-1, 112_000, "bench"), sex="m", bodyweight=100_000)
    assert sign(told, "strength").value == 1.6


def test_the_current_estimate_counts_exactly():
    # Of two sessions the mean: 119.999 and 120.001 on 100.
    told = assessed(single(-9, 119_999), single(-1, 120_001), sex="m", bodyweight=100_000)
    assert sign(told, "strength").points == 2
    told = assessed(single(-9, 119_998), single(-1, 120_001), sex="m", bodyweight=100_000)
    assert sign(told, "strength").points == 1


@pytest.mark.parametrize(
    ("days", "named"),
    [(43, {}), (1, {"sex": None}), (1, {"bodyweight": None}), (1, {"rir": 5})],
)
def test_strength_is_unknown_without_an_estimate_a_sex_or_a_bodyweight(days, named):
    lifter = {"sex": "m", "bodyweight": 100_000} | named
    left = lifter.pop("rir", 0)
    sets = session(-days, (1,), left, load=200_000, competition_lift="squat")

    told = assessed(sets, **lifter)
    assert sign(told, "strength").points is None
    assert "bodyweight" in sign(told, "strength").would_change


def test_only_lifts_marked_as_one_of_the_three_count():
    told = assessed(session(-1, (1,), 0), sex="m", bodyweight=100_000)

    assert sign(told, "strength").points is None


# --- pace ---------------------------------------------------------------------------------------


def climbing(*days: int, each: float = 1.02, **named: Any) -> list[list[LoggedSet]]:
    """A session so many days ago each, every one a best by this factor."""
    return [
        session(-number, (5,), load=int(100_000 * each**place), **named)
        for place, number in enumerate(sorted(days, reverse=True))
    ]


@pytest.mark.parametrize(("apart", "expected"), [(4, 1), (5, 2), (10, 2), (11, 2)])
def test_the_median_of_days_between_bests_gives_points(apart, expected):
    assert sign(assessed(*climbing(*range(0, 8 * apart, apart))), "pace").points == expected


def level_log(*bests: int) -> LevelAssessment:
    """The level by bests on these days of a bench trained every third day for 12 weeks."""
    load, sessions = 100_000, []
    for number in range(0, 85, 3):
        load += 2_000 if number in bests else 0
        sessions.append(session(number - 84, (5,), load=load))
    return assessed(*sessions)


def level_of(*bests: int) -> int | None:
    """The points its pace gives."""
    return sign(level_log(*bests), "pace").points


def test_slower_bests_give_more_points():
    assert level_of(3, 6, 9, 12) == 1
    assert level_of(6, 12, 24) == 2  # 6, 6, 12: 6
    assert level_of(15, 30) == 3  # 15 and 15
    assert level_of(12, 27) == 2  # 12 and 15: 13.5
    assert level_of(12, 30) == 3  # 12 and 18: 15
    assert level_of(45) == 3
    assert level_of(48) == 4
    assert level_of() == 4


@pytest.mark.parametrize(("apart", "expected"), [(45, 3), (46, 4)])
def test_a_best_after_over_45_days_gives_4_points(apart, expected):
    same = [session(number - 84, (5,)) for number in range(0, 28, 4)]
    best = session(apart - 84, (5,), load=102_000)

    assert sign(assessed(*same, best), "pace").points == expected


def test_two_bests_a_day_over_two_weeks_apart_give_3_points():
    fortnight = climbing(84, 70, 56, 42, 28, 14, 7, 0)
    assert sign(assessed(*fortnight), "pace").points == 2
    assert sign(assessed(*climbing(84, 69, 54, 39, 24, 16, 8, 1)), "pace").points == 3


@pytest.mark.parametrize(("each", "expected"), [(1.01, 2), (1.0098, 2), (1.0001, 4)])
def test_a_best_is_at_least_1_percent_above_the_last(each, expected):
    assert sign(assessed(*climbing(*range(0, 40, 5), each=each)), "pace").points == expected


def test_exactly_1_percent_is_a_best_and_just_under_is_none():
    sessions = [session(-number, (5,), load=100_000) for number in range(60, 3, -7)]

    for load, expected in ((101_000, 4), (100_999, 4)):
        told = assessed(*sessions, session(-1, (5,), load=load))
        assert sign(told, "pace").points == expected
        assert (sign(told, "pace").value is None) is (load == 100_999)


@pytest.mark.parametrize(
    ("days", "named", "is_known"),
    [
        (range(0, 80, 10), {}, True),
        (range(0, 70, 10), {}, False),
        ((*range(0, 70, 10), 84), {}, True),
        ((*range(0, 70, 10), 85), {}, False),
        (range(0, 80, 10), {"role": "secondary"}, False),
        (range(0, 80, 10), {"rir": None}, False),
        # A session of which one set alone is rated is a rated one.
        (range(0, 80, 10), {"rir": (2, None)}, True),
    ],
)
def test_pace_needs_8_sessions_of_a_main_lift_in_12_weeks(days, named, is_known):
    lift = {"rir": 2} | named
    sessions = [session(-number, (5, 5), **lift) for number in sorted(days, reverse=True)]

    assert (sign(assessed(*sessions), "pace").points is not None) is is_known


def test_pace_counts_the_rated_sessions_alone():
    blank = [session(-number, (5,), None) for number in (71, 72)]

    assert sign(assessed(*climbing(*range(0, 70, 10)), *blank), "pace").points is None
    assert sign(assessed(*climbing(*range(0, 80, 10)), *blank), "pace").points == 2


def test_bests_of_several_lifts_are_read_together():
    slow = [squat(-number, (5,), load=150_000 - 100 * number) for number in range(84, -1, -12)]
    told = assessed(*climbing(*range(0, 40, 5)), *slow)

    assert sign(told, "pace").value == 5


# --- score and caps -----------------------------------------------------------------------------


def test_unknown_signs_are_skipped():
    told = assessed()

    assert points(told) == [3, None, 3, 3, None, None]
    assert (told.level.value, told.score, told.is_provisional) == (
        "intermediate",
        Fraction(3),
        False,
    )


def test_fewer_than_3_known_make_a_provisional_beginner():
    told = assessed(answers=answers(lifts=None))

    assert (told.level, told.computed, told.score) == ("beginner", "beginner", None)
    assert told.is_provisional
    assert told.reasons[0].text == "Only 2 of 3 signs known: beginner for now."


@pytest.mark.parametrize(
    ("given", "score", "level"),
    [
        ((2, 0, 2), Fraction(5, 3), "beginner"),
        ((2, 6, 2), Fraction(2), "intermediate"),
        ((12, 24, 2), Fraction(8, 3), "intermediate"),
        ((12, 24, 3), Fraction(3), "advanced"),
    ],
)
def test_the_mean_gives_the_level(given, score, level):
    told = assessed(single(-1, 150_000), answers=answers(*given), sex="f", bodyweight=500_000)
    assert told.score is not None
    plain = assessed(answers=answers(*given))

    assert plain.score == score
    assert plain.computed == ("intermediate" if level == "advanced" else level)
    assert codes(plain)[0] == "level_score"


@pytest.mark.parametrize(
    ("given", "load", "score", "level"),
    [
        # Four signs known: uninterrupted, total, technique and strength.
        ((2, 6, 2), 119_000, Fraction(7, 4), "intermediate"),
        ((0, 6, 2), 120_000, Fraction(7, 4), "intermediate"),
        ((0, 0, 2), 150_000, Fraction(7, 4), "intermediate"),
        ((0, 0, 2), 120_000, Fraction(6, 4), "beginner"),
        ((12, 24, 2), 150_000, Fraction(11, 4), "advanced"),
        ((12, 6, 2), 150_000, Fraction(10, 4), "intermediate"),
    ],
)
def test_the_lines_of_the_mean_belong_to_the_higher_level(given, load, score, level):
    told = assessed(single(-1, load), answers=answers(*given), sex="m", bodyweight=100_000)

    assert (told.score, told.computed) == (score, level)


def test_form_on_fewer_than_two_lifts_is_a_beginners():
    told = assessed(answers=answers(36, 60, 1), standing="advanced")

    assert (told.level, told.computed, told.caps) == ("beginner", "beginner", ("technique",))
    assert assessed(answers=answers(0, 0, 1)).caps == ()


@pytest.mark.parametrize(
    ("given", "load", "caps"),
    [
        ((12, 60, 3), 150_000, ()),
        ((11, 60, 4), 200_000, ("uninterrupted",)),
        ((12, 60, 3), 149_000, ("strength_or_technique",)),
        ((12, 60, 4), 100_000, ()),
        ((12, 60, 4), None, ()),
        ((36, 60, 3), None, ("strength_or_technique",)),
        ((None, 60, 3), 200_000, ("uninterrupted",)),
    ],
)
def test_advanced_takes_a_year_and_strength_or_technique(given, load, caps):
    lifted = [] if load is None else [single(-1, load)]
    told = assess_level(
        log(*lifted), today=TODAY, answers=answers(*given), sex="m", bodyweight=100_000
    )

    assert told.caps == caps
    assert told.computed == ("intermediate" if caps else "advanced")


@pytest.mark.parametrize(
    ("given", "load", "level", "cap"),
    [
        # The score is low beside each of them, so it lowers nothing itself.
        ((0, 0, 1), 200_000, "beginner", "technique"),
        ((11, 6, 4), 200_000, "intermediate", "uninterrupted"),
        ((12, 6, 3), 149_000, "intermediate", "strength_or_technique"),
        ((12, 6, 3), None, "advanced", None),
    ],
)
def test_a_cap_waits_no_week_when_the_score_is_low_too(given, load, level, cap):
    lifted = [] if load is None else [single(-1, load)]
    told = assess_level(
        log(*lifted), today=TODAY, answers=answers(*given), sex="m", bodyweight=100_000,
        standing="advanced", previous=[(ago(7), "advanced")],
    )  # fmt: skip

    assert (told.level, told.caps) == (level, () if cap is None else (cap,))
    assert told.computed != "advanced"


# --- a sign that is no longer known -------------------------------------------------------------

LAST = {"level_strength": 4, "level_pace": 3, "level_gap": 4}


def test_a_sign_that_is_no_longer_known_keeps_its_last_points():
    told = assessed(answers=answers(12, 24, 3), last_points=LAST)

    assert points(told) == [3, 4, 3, 3, 4, 3]
    assert (told.computed, sign(told, "pace").value) == ("advanced", None)
    assert sign(told, "pace").reason.text == "Pace of progress not known now: still 3 of 4."
    assert "Train a main lift" in sign(told, "pace").would_change


def test_a_sign_that_is_known_has_its_own_points():
    told = assessed(single(-1, 120_000), sex="m", bodyweight=100_000, last_points=LAST)

    assert sign(told, "strength").points == 2


def test_nobody_falls_because_the_log_is_silent():
    told = assessed(
        answers=answers(36, 60, 3), last_points=LAST, standing="advanced",
        previous=[(ago(14), "advanced"), (ago(7), "advanced")],
    )  # fmt: skip

    assert (told.level, told.computed, told.caps) == ("advanced", "advanced", ())


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"last_points": {"level_age": 3}}, "last_points"),
        ({"last_points": {"level_pace": 0}}, "last_points"),
        ({"last_points": {"level_pace": 5}}, "last_points"),
        ({"sessions": ["2026-09-07"]}, "sessions"),
    ],
)
def test_what_is_no_sign_and_no_day_is_refused(named, field):
    with pytest.raises(ValueError, match=f"^{field}: "):
        assessed(**named)


# --- back after a long gap ----------------------------------------------------------------------

KNOWN = LevelAnswers(total_months=60, stable_lifts=4)


@pytest.mark.parametrize(
    ("gap", "back", "is_capped"),
    [(113, 27, True), (113, 28, False), (112, 27, False), (113, 0, True)],
)
def test_4_weeks_back_after_a_gap_of_over_16_weeks_are_a_beginners(gap, back, is_capped):
    days_ago = {*range(0, back + 1, 7), back, back + gap}
    told = assessed(*trained(*days_ago), answers=KNOWN)

    assert ("comeback" in told.caps) is is_capped
    assert told.computed == "intermediate"
    assert told.level == ("beginner" if is_capped else "intermediate")


def test_a_gap_that_is_not_over_yet_counts():
    assert "comeback" in assessed(*trained(113), answers=KNOWN).caps


def test_training_that_was_not_logged_is_no_comeback():
    assert "comeback" not in assessed(*trained(200, 3)).caps


@pytest.mark.parametrize(("months", "is_capped"), [(1, True), (2, False)])
def test_2_months_of_training_by_answer_are_no_comeback(months, is_capped):
    told = assessed(*trained(200, 3), answers=answers(months=months))

    assert ("comeback" in told.caps) is is_capped


def test_after_the_4_weeks_the_level_comes_back_at_once():
    days_ago = {*range(0, 29, 7), 28, 150}
    told = assessed(
        *trained(*days_ago),
        answers=KNOWN,
        standing="beginner",
        previous=[(ago(7), "intermediate")],
    )

    assert told.level == "intermediate"


# --- a change takes two weeks -------------------------------------------------------------------

INTERMEDIATE = answers(12, 24, 2)


@pytest.mark.parametrize(
    ("standing", "previous", "level", "told"),
    [
        (None, [], "intermediate", None),
        ("intermediate", [], "intermediate", None),
        ("beginner", [], "beginner", "waits"),
        ("beginner", [(7, "beginner")], "beginner", "waits"),
        ("beginner", [(7, "intermediate")], "intermediate", "changed"),
        ("beginner", [(7, "advanced")], "intermediate", "changed"),
        ("beginner", [(14, "intermediate"), (7, "beginner")], "beginner", "waits"),
        ("beginner", [(6, "beginner"), (2, "intermediate")], "intermediate", "changed"),
        ("beginner", [(6, "intermediate"), (2, "beginner")], "beginner", "waits"),
        ("beginner", [(1, "intermediate")], "intermediate", "changed"),
        ("beginner", [(0, "intermediate")], "beginner", "waits"),
        ("advanced", [(7, "advanced")], "advanced", "waits"),
        ("advanced", [(7, "intermediate")], "intermediate", "changed"),
        ("advanced", [(7, "beginner")], "intermediate", "changed"),
        ("advanced", [], "advanced", "waits"),
    ],
)
def test_a_change_needs_two_weekly_computations_running(standing, previous, level, told):
    # Today is a Monday: yesterday is another week.
    earlier = [(ago(days), was) for days, was in previous]
    found = assessed(answers=INTERMEDIATE, standing=standing, previous=earlier)

    assert (found.level, found.computed) == (level, "intermediate")
    assert (f"level_change:{told}" in codes(found)) is (told is not None)


def test_two_that_agree_on_the_way_go_as_far_as_both_do():
    up = assessed(
        answers=answers(12, 60, 4), standing="beginner", previous=[(ago(7), "intermediate")]
    )
    down = assessed(
        answers=answers(0, 0, 2), standing="advanced", previous=[(ago(7), "intermediate")]
    )

    assert (up.computed, up.level) == ("advanced", "intermediate")
    assert up.reasons[1].text == "The score has said intermediate two weeks in a row."
    assert (down.computed, down.level) == ("beginner", "intermediate")


def test_two_that_do_not_agree_on_the_way_change_nothing():
    told = assessed(answers=INTERMEDIATE, standing="beginner", previous=[(ago(7), "beginner")])
    assert told.level == "beginner"
    told = assessed(
        answers=answers(0, 0, 2), standing="intermediate", previous=[(ago(7), "advanced")]
    )
    assert told.level == "intermediate"


def test_a_cap_takes_no_second_week():
    told = assessed(answers=answers(11, 60, 4), standing="advanced")

    assert (told.level, codes(told)[1]) == ("intermediate", "level_cap:uninterrupted")


def test_a_capped_level_still_takes_two_weeks_to_rise():
    assert assessed(answers=answers(11, 60, 4), standing="beginner").level == "beginner"


# --- by hand ------------------------------------------------------------------------------------


def test_a_level_set_by_hand_stands_and_the_score_stays():
    by_hand = LevelOverride("advanced", set_by="Coach Ana")
    told = assessed(answers=answers(0, 0, 0), override=by_hand)

    assert (told.level.value, told.computed.value) == ("advanced", "beginner")
    assert (told.score, told.is_by_hand) == (Fraction(1), True)
    assert "Set by hand to advanced: Coach Ana." in [reason.text for reason in told.reasons]
    assert not assessed().is_by_hand


# --- what would change it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "change"),
    [
        ("uninterrupted", {"answers": answers(months=0)}, "2 months without a long gap: 2 points."),
        (
            "uninterrupted",
            {"answers": answers(months=12)},
            "36 months without a long gap: 4 points.",
        ),
        ("uninterrupted", {"answers": answers(months=36)}, "Nothing: it has full points."),
        ("total", {"answers": answers(total=24)}, "60 months in all: 4 points."),
        ("technique", {"answers": answers(lifts=0)}, "Stable form on 2: 2 points."),
        ("technique", {"answers": answers(lifts=3)}, "Stable form on 4: 4 points."),
        (
            "technique",
            {"answers": answers(lifts=None)},
            "Answer which lifts are stable under load.",
        ),
        ("gap", {}, "Log for 4 weeks."),
        ("pace", {}, "Train a main lift 8 times in 12 weeks."),
    ],
)
def test_each_sign_says_what_would_change_it(name, given, change):
    assert sign(assessed(**given), name).would_change == change


@pytest.mark.parametrize(
    ("gap", "change"),
    [
        (120, "A longest gap of up to 16 weeks: 2 points."),
        (100, "A longest gap under 8 weeks: 3 points."),
        (40, "A longest gap under 4 weeks: 4 points."),
        (9, "Nothing: it has full points."),
    ],
)
def test_a_gap_says_how_short_it_has_to_be(gap, change):
    told = assessed(*trained(0, gap, gap + 9, gap + 18, gap + 27))

    assert sign(told, "gap").would_change == change


@pytest.mark.parametrize(
    ("load", "change"),
    [
        (100_000, "Squat at 1.20: 2 points."),
        (160_000, "Squat at 2.00: 4 points."),
        (300_000, "Nothing: it has full points."),
    ],
)
def test_strength_says_the_next_line(load, change):
    told = assessed(single(-1, load), sex="m", bodyweight=100_000)

    assert sign(told, "strength").would_change == change


@pytest.mark.parametrize(
    ("apart", "change"),
    [(4, "Bests over 4 days apart: 2 points."), (8, "Bests over 14 days apart: 3 points.")],
)
def test_pace_says_the_next_line(apart, change):
    assert sign(assessed(*climbing(*range(0, 8 * apart, apart))), "pace").would_change == change


def test_pace_says_the_last_line_too():
    told = sign(assessed(*climbing(84, 69, 54, 39, 24, 16, 8, 1)), "pace")

    assert told.would_change == "Bests over 45 days apart: 4 points."


def test_a_half_day_between_bests_is_shown_as_it_is():
    told = sign(assessed(*climbing(70, 63, 53, 46, 36, 29, 19, 12, 2)), "pace")

    assert told.value == 8.5
    assert told.reason.text == "A new best every 8.5 days: 2 of 4."


# --- what comes in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"today": "now"}, "today"),
        ({"answers": {}}, "answers"),
        ({"sex": "x"}, "sex"),
        ({"bodyweight": 0}, "bodyweight"),
        ({"standing": "novice"}, "standing"),
        ({"previous": [(TODAY, "novice")]}, "previous"),
        ({"override": "advanced"}, "override"),
    ],
)
def test_anything_else_is_refused_by_name(named, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        assessed(**named)


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"uninterrupted_months": -1, "answered_on": TODAY}, "uninterrupted_months"),
        ({"total_months": 1.5}, "total_months"),
        ({"stable_lifts": 5}, "stable_lifts"),
        ({"answered_on": "now"}, "answered_on"),
        ({"uninterrupted_months": 5}, "answered_on"),
    ],
)
def test_answers_that_are_none_are_refused(named, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        LevelAnswers(**named)


@pytest.mark.parametrize(
    ("level", "set_by", "field"),
    [("novice", "me", "level"), ("advanced", " ", "set_by"), ("advanced", None, "set_by")],
)
def test_a_level_by_hand_names_who_set_it(level, set_by, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        LevelOverride(level, set_by)


# --- one movement -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sessions", "level", "is_new"), [(3, "intermediate", True), (4, "advanced", False)]
)
def test_a_movement_is_trained_a_level_lower_until_4_sessions(sessions, level, is_new):
    history = log(*(session(number, is_imported=True) for number in range(sessions)), squat(9))
    told = movement_level(history, exercise="bench", level="advanced")

    assert (told.level, told.is_new, told.sessions) == (level, is_new, sessions)
    assert codes(told) == [f"level_movement:{'new' if is_new else 'own'}"]


def test_a_movement_never_done_is_new():
    assert movement_level([], exercise="bench", level="beginner").level == "beginner"


def test_broken_form_on_a_tenth_of_the_last_20_sets_makes_it_new_again():
    early = session(0, (8,) * 4, ended_by="technical_failure")
    clean = [session(number, (8,) * 6) for number in (2, 4, 6)]

    assert movement_level(log(early, *clean), exercise="bench", level="advanced").is_new
    clean.append(session(8, (8,) * 1))
    assert not movement_level(log(early, *clean), exercise="bench", level="advanced").is_new
