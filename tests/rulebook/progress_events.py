"""A log for each sentence of sections 8 to 10, and for those of section 6 about loads."""

from collections.abc import Iterator
from typing import Any

from programming.rulebook import (
    LevelAnswers,
    LevelOverride,
    Reason,
    assess_level,
    movement_level,
    readiness_state,
)
from tests.rulebook.given import target
from tests.rulebook.level.test_levels import (
    TODAY,
    ago,
    answers,
    assessed,
    climbing,
    level_log,
    single,
    trained,
)
from tests.rulebook.lifts import after, log, session, squat
from tests.rulebook.logs import day
from tests.rulebook.next_time.test_fatigue import (
    ADVANCED,
    BENCH_DOWN,
    CLOSE,
    FLY,
    ON,
    SQUAT_DOWN,
    advice,
    curls,
    stalled,
    weeks_of,
)

AMBER, RED = readiness_state(5.5), readiness_state(5.5, stress=4)
BROKE: dict[str, Any] = {"ended_by": "technical_failure"}


def reasons_of_progress() -> Iterator[Reason]:
    """Every reason of these sections, in every case."""
    for result in (*_next_times(), *_advice(), *_levels()):
        yield from result.reasons


def _next_times():
    top, over = session(0, (10, 10)), [session(n, (12,), None) for n in (0, 2)]
    pain = session(0, has_pain=True)
    yield after()
    yield after(session(0, readiness="red"))
    yield after(session(0, readiness="red"), readiness=RED)
    yield after(session(0, is_deload=True))
    yield after(session(0, **BROKE))
    yield after(pain)
    yield after(pain, session(2, **BROKE))
    yield after(pain, session(2, has_pain=True))
    yield after(session(0, (7,)), session(2, (7,)))
    yield after(session(0, (7,), 0))
    yield after(session(0, (7,), 4))
    yield after(*over, rep_range=10)
    yield after(over[0])
    yield after(session(0, (9,), None))
    yield after(*(session(n, (8 + n,), None) for n in range(3)), rep_range=None)
    yield after(session(0, (9,), 5))
    yield after(session(0, (9,), 5), session(2, (9,), 5))
    floor = target(2, 3, 4, floor_in_force=2)
    below = session(0, (9,), 1.5, target=floor)
    yield after([*below, *session(0, (9,), 4, target=floor)])
    yield after([*below, *session(0, (9,), 3, target=floor, load=80_000)])
    yield after(session(0, (5,), rep_range=(5, 5)))
    yield after(session(0, (5,), rep_range=(5, 5)), today=day(400))
    yield after(session(0, (8,), 0), session(2, (10,), 2))
    yield after(session(0, (9,), load=8_000), loadable=[6_000, 8_000], readiness=RED)
    yield after(session(0, (9, 9), load=8_000), loadable=[6_000, 8_000], readiness=RED)
    yield after(session(0, (9,), load=8_000), loadable=[6_000, 8_000], today=day(14))
    yield after(session(0, (9,), 0, load=8_000), loadable=[6_000, 8_000])
    yield after(session(0, (14,), load=8_000), loadable=[8_000, 10_000], rep_range=(8, 9))
    yield after(top, *(squat(n) for n in range(7, 60, 7)), today=day(60))
    yield after(top)
    yield after(top, readiness=AMBER)
    yield after(top, readiness=RED)
    yield after(session(0, (9,)), readiness=RED)
    yield after(top, loadable=[100_000])
    yield after(top, loadable=[100_000, 120_000])
    yield after(top, today=day(14))
    yield after(session(0, (9,), 4))
    yield after(session(0, (9,), 4), loadable=[100_000, 120_000])
    yield after(session(0, (9,), 4), session(2, (9,), 4))
    yield after(session(0, (9,), 0))
    yield after(session(0, (9,), 0), loadable=[100_000])
    yield after(session(0, (9,), 0, load=None))
    yield after(session(0, (9,), 0.5))
    yield after(session(0, (10,), 1))
    yield after(session(0, (9, 9, 7)))
    yield after(session(0, (9,)))


def _advice():
    yield advice()
    yield advice(BENCH_DOWN, SQUAT_DOWN)
    yield advice(BENCH_DOWN, SQUAT_DOWN, last_deload=day(10), refused_on=day(10))
    yield advice(BENCH_DOWN, *(curls(n, readiness="red") for n in (17, 18, 19)))
    yield advice(*(make(n, has_pain=True) for n in (0, 2) for make in (session, curls)))
    yield advice(*weeks_of(60, 4))
    yield advice(*weeks_of(60, 0))
    yield advice(*(session(n, (6,), rep_range=(8, 10)) for n in (0, 2)))
    yield advice(*(session(n, (6 + n,)) for n in range(3)))
    yield advice(*stalled(*[ON] * 6))
    yield advice(*stalled(*[ON] * 6, **FLY), **ADVANCED)
    yield advice(*stalled(*[CLOSE] * 6))


def _levels():
    yield assess_level([], today=TODAY)
    yield assessed(single(-1, 160_000), *climbing(*range(0, 64, 8)), sex="m", bodyweight=100_000)
    yield level_log()
    yield assessed(answers=answers(36, 60, 1))
    yield assessed(answers=answers(11, 60, 3))
    yield assessed(*trained(150), answers=LevelAnswers(total_months=60, stable_lifts=4))
    codes = ("uninterrupted", "gap", "total", "technique", "strength", "pace")
    yield assess_level([], today=TODAY, last_points={f"level_{code}": 3 for code in codes})
    yield assessed(standing="beginner")
    yield assessed(standing="beginner", previous=[(ago(7), "advanced")])
    yield assessed(override=LevelOverride("advanced", "you"))
    for history in ([], log(*(session(n) for n in range(4)))):
        yield movement_level(history, exercise="bench", level="advanced")
