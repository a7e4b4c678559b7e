"""Who the demo accounts are: three lifters, a coach and an admin.

Addresses end in .example, which no mail ever reaches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from logbook.acts.check_ins import CheckInEntry
from logbook.acts.levels import BackgroundEntry
from logbook.choices import EnergyBalance, Recovery, Sex, Sleep, Stress
from logbook.demo.body import Lift, Mood, Sense
from programming.choices import Goal, Level, Safety
from programming.loads import Unit

PASSWORD = "leave-two-in-reserve"  # noqa: S105  printed for everyone, and refused beside real accounts

GREEN = CheckInEntry(sleep=Sleep.FROM_7, recovery=Recovery.GOOD, stress=Stress.LOW)
AMBER = CheckInEntry(sleep=Sleep.UNDER_6, recovery=Recovery.GOOD, stress=Stress.LOW)
RED = CheckInEntry(
    sleep=Sleep.UNDER_6, short_nights=True, recovery=Recovery.POOR, stress=Stress.HIGH
)


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account; `role` is the word printed beside it."""

    email: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Day:
    """What sets one session apart; exercises by name."""

    taps: CheckInEntry | None = None
    note: str = ""
    skipped: str = ""
    painful: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    safeties: Safety | None = None
    tested: str = ""
    dropped: str = ""
    added_set: str = ""


@dataclass(frozen=True, slots=True)
class Lifter(Account):
    """A lifter, how they train, and what happens to them.

    `workouts` are slugs, taken in turn, the first due on the day after the last session; `days`
    are the training days of a week, counted back from that day; `hour` is local. `moods` are by
    weeks ago (0 is the last one), `happenings` by weeks ago and the session's place in its week.
    `bodyweight` is in the lifter's unit; `checks_in` how often there is a check-in, 0 to 1.
    `background` is what was answered at the first sign-in, and `level` what it and the log come to.
    `program` is the slug of the program followed for the last weeks, empty for none.
    """

    level: Level
    background: BackgroundEntry
    goal: Goal
    unit: Unit
    zone: str
    workouts: tuple[str, ...]
    days: tuple[int, ...]
    hour: int
    bodyweight: float
    checks_in: float
    balance: EnergyBalance
    sense: Sense
    lifts: Mapping[str, Lift]
    moods: Mapping[int, Mood]
    happenings: Mapping[tuple[int, int], Day]
    program: str = ""


BEA = Lifter(
    email="bea@repstack.example",
    name="Bea",
    role="lifter",
    level=Level.BEGINNER,
    background=BackgroundEntry(
        total_months=1, uninterrupted_months=0, stable_lifts=1, sex=Sex.FEMALE
    ),
    goal=Goal.GENERAL_FITNESS,
    unit=Unit.LB,
    zone="America/Chicago",
    workouts=("full-body-a", "full-body-b"),
    days=(6, 3, 1),
    hour=7,
    bodyweight=148,
    checks_in=0.6,
    balance=EnergyBalance.UNKNOWN,
    sense=Sense(bias=-1.4, spread=0.8, slip=0.3, blank=0.08),
    lifts={
        "Leg press": Lift(300, 2.8, 10),
        "Machine chest press": Lift(105, 2.24, 5),
        "Seated cable row": Lift(115, 2.24, 5),
        "Lying leg curl": Lift(85, 1.96, 5),
        "Machine crunch": Lift(90, 1.68, 5),
        "Goblet squat": Lift(80, 2.52, 5, form=0.3),
        "Lat pulldown": Lift(120, 2.1, 5),
        "Dumbbell bench press": Lift(44, 1.96, 2.5, stall=(2, 3, 4, 5)),
        "Machine hip thrust": Lift(190, 2.8, 10),
        "Dumbbell curl": Lift(32, 1.68, 2.5),
    },
    moods={9: Mood.EAGER, 6: Mood.EASY},
    happenings={
        (10, 0): Day(note="Second time on every machine. Less lost than last week."),
        (9, 0): Day(said={"Leg press": "went too low, lower back came off the pad"}),
        (8, 1): Day(skipped="Machine crunch"),
        (7, 1): Day(painful="Goblet squat", said={"Goblet squat": "left knee, front"}),
        (5, 0): Day(taps=AMBER),
        (4, 1): Day(taps=RED, note="Hardly slept. Did less and went home."),
        (3, 2): Day(
            taps=GREEN,
            tested="Lying leg curl",
            note="Test set: more reps in there than I thought.",
        ),
        (2, 0): Day(skipped="Dumbbell curl"),
        (1, 0): Day(taps=AMBER, added_set="Seated cable row"),
    },
)

IVO = Lifter(
    email="ivo@repstack.example",
    name="Ivo",
    role="lifter",
    level=Level.INTERMEDIATE,
    background=BackgroundEntry(
        total_months=20, uninterrupted_months=6, stable_lifts=3, sex=Sex.MALE
    ),
    goal=Goal.MIXED,
    unit=Unit.KG,
    zone="Europe/Berlin",
    workouts=("upper-a", "lower-a", "upper-b", "lower-b"),
    program="upper-lower-4",
    days=(7, 5, 3, 1),
    hour=18,
    bodyweight=82,
    checks_in=0.7,
    balance=EnergyBalance.MAINTENANCE,
    sense=Sense(bias=-0.2, spread=0.45, slip=0.2, blank=0.04),
    lifts={
        "Barbell bench press": Lift(104, 0.9, 2.5),
        "Chest-supported row": Lift(82, 0.9, 2.5),
        "Incline dumbbell press": Lift(38, 1.08, 2),
        "Cable fly": Lift(21, 1.26, 1.25),
        "Curl": Lift(47, 1.08, 1.25),
        "Barbell squat": Lift(134, 1.26, 2.5, form=0.5),
        "Romanian deadlift": Lift(128, 1.26, 5, form=0.3),
        "Bulgarian split squat": Lift(30, 1.44, 2),
        "Seated leg curl": Lift(66, 1.08, 2.5),
        "Standing calf raise": Lift(120, 1.08, 5),
        "Barbell overhead press": Lift(66, 0.4, 2.5, stall=(2, 3, 4, 5, 6, 7)),
        "Lat pulldown": Lift(84, 0.9, 2.5),
        "Machine chest press": Lift(88, 1.08, 2.5),
        "Lateral raise": Lift(15, 0.9, 1),
        "Triceps rope pushdown": Lift(42, 1.08, 2.5),
        "Barbell deadlift": Lift(164, 1.08, 5, form=0.4),
        "Leg press": Lift(240, 1.44, 10),
        "Leg extension": Lift(92, 1.26, 2.5),
        "Lying leg curl": Lift(58, 1.08, 2.5),
        "Seated calf raise": Lift(75, 1.08, 2.5),
    },
    moods={8: Mood.EAGER, 7: Mood.EAGER, 5: Mood.EASY, 2: Mood.EAGER, 0: Mood.CAREFUL},
    happenings={
        (10, 0): Day(safeties=Safety.SPOTTER_ARMS),
        (9, 2): Day(skipped="Triceps rope pushdown", note="Gym closing, left early."),
        (8, 0): Day(safeties=Safety.SPOTTER_ARMS, said={"Barbell bench press": "arms one hole up"}),
        (7, 1): Day(said={"Barbell squat": "chased the number, hips shot up"}),
        (6, 3): Day(painful="Barbell deadlift", said={"Barbell deadlift": "lower back, dull"}),
        (5, 0): Day(note="Easy week."),
        (4, 0): Day(dropped="Cable fly"),
        (4, 1): Day(taps=AMBER),
        (3, 2): Day(taps=RED, note="Late train, five hours of sleep, deadline."),
        (3, 3): Day(taps=GREEN, tested="Leg extension"),
        (2, 0): Day(safeties=Safety.SPOTTER_ARMS),
        (2, 1): Day(skipped="Standing calf raise"),
        (1, 0): Day(dropped="Curl", added_set="Chest-supported row"),
        (0, 2): Day(taps=AMBER),
    },
)

ADA = Lifter(
    email="ada@repstack.example",
    name="Ada",
    role="lifter",
    level=Level.ADVANCED,
    background=BackgroundEntry(
        total_months=96, uninterrupted_months=48, stable_lifts=4, sex=Sex.FEMALE
    ),
    goal=Goal.MUSCLE_GAIN,
    unit=Unit.KG,
    zone="Europe/London",
    workouts=("push", "pull", "legs"),
    program="push-pull-legs-6",
    days=(6, 4, 3, 1),
    hour=12,
    bodyweight=66,
    checks_in=0.85,
    balance=EnergyBalance.SURPLUS,
    sense=Sense(bias=0.2, spread=0.4, slip=0.12, blank=0.03),
    lifts={
        "Barbell bench press": Lift(76, 0.25, 2.5, stall=(1, 2, 3, 4, 5, 6)),
        "Dumbbell overhead press": Lift(24, 0.66, 2),
        "Machine incline chest press": Lift(58, 0.66, 2.5),
        "Cable lateral raise": Lift(9, 0.66, 1.25),
        "Overhead cable triceps extension": Lift(30, 0.88, 1.25),
        "Barbell row": Lift(78, 0.66, 2.5, form=0.2),
        "Pull-up": Lift(92, 0.66, 1.25),
        "Machine row": Lift(74, 0.66, 2.5),
        "Reverse machine fly": Lift(44, 0.66, 2.5),
        "Incline dumbbell curl": Lift(14, 0.66, 1),
        "Barbell squat": Lift(116, 0.9, 2.5, form=0.2),
        "Romanian deadlift": Lift(112, 0.66, 2.5, form=0.15),
        "Hack squat": Lift(120, 0.88, 5),
        "Seated leg curl": Lift(56, 0.66, 2.5),
        "Standing calf raise": Lift(100, 0.66, 5),
    },
    moods={7: Mood.EASY, 4: Mood.EAGER, 3: Mood.EAGER},
    happenings={
        (11, 0): Day(safeties=Safety.SPOTTER_ARMS),
        (10, 2): Day(dropped="Overhead cable triceps extension"),
        (9, 1): Day(taps=AMBER),
        (8, 2): Day(dropped="Seated leg curl"),
        (7, 0): Day(note="Deload: lighter, fewer sets."),
        (6, 1): Day(
            painful="Dumbbell overhead press", said={"Dumbbell overhead press": "shoulder"}
        ),
        (6, 3): Day(taps=GREEN, tested="Standing calf raise"),
        (5, 1): Day(skipped="Reverse machine fly", painful="Barbell row"),
        (4, 2): Day(safeties=Safety.SPOTTER_ARMS, said={"Barbell bench press": "grinding"}),
        (3, 3): Day(taps=RED),
        (2, 2): Day(taps=AMBER),
        (1, 0): Day(dropped="Incline dumbbell curl"),
        (0, 0): Day(skipped="Standing calf raise", note="Out of time."),
    },
)

LIFTERS = (BEA, IVO, ADA)
COACH = Account("cleo@repstack.example", "Cleo", "coach")
ADMIN = Account("mira@repstack.example", "Mira", "admin")
ACCOUNTS: tuple[Account, ...] = (*LIFTERS, COACH, ADMIN)
