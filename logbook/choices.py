"""The words kept in columns of the logbook and offered in its forms."""

from __future__ import annotations

from django.db import models


class Sex(models.TextChoices):
    """Which strength table a lifter is held against (rulebook 10, 13)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"


class StrengthFormula(models.TextChoices):
    """How a total of squat, bench and deadlift is set against bodyweight (rulebook 13)."""

    DOTS = "dots", "DOTS"
    IPF_GL = "ipf_gl", "IPF GL"
    WILKS_2020 = "wilks_2020", "Wilks 2020"


class EffortInput(models.TextChoices):
    """How effort is asked for; empty follows the level (rulebook 1)."""

    BY_LEVEL = "", "By level: words for beginners, numbers for the rest"
    NUMBERS = "numbers", "Numbers: 0 to 5+ reps in reserve"
    WORDS = "words", "Words: Easy to Max"


class Theme(models.TextChoices):
    """Light or dark; empty follows the device."""

    DEVICE = "", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Home(models.TextChoices):
    """Where a person's work begins: one for each role they hold."""

    TRAINING = "training", "Training"
    COACHING = "coaching", "Coaching"
    CATALOGUE = "catalogue", "Catalogue"


class TokenScope(models.TextChoices):
    """What a personal token may read; nothing may be written with one."""

    SESSIONS = "sessions", "Sessions and sets, with notes"
    EXERCISES = "exercises", "Exercises, with what you did of each"
    RECORDS = "records", "Records"
    ADHERENCE = "adherence", "Effort against plan over weeks"


class LoadOf(models.TextChoices):
    """What the load of an exercise with dumbbells or kettlebells is typed of; empty is not said."""

    ONE = "one", "one dumbbell"
    PAIR = "pair", "the pair together"


class Sides(models.TextChoices):
    """What the reps of an exercise are counted of; empty is not said."""

    EACH = "each", "each side"
    BOTH = "both", "both sides together"


class EnergyBalance(models.TextChoices):
    """Eating against need, kept until changed (rulebook 6)."""

    UNKNOWN = "", "Not said"
    SURPLUS = "surplus", "Surplus"
    MAINTENANCE = "maintenance", "Maintenance"
    DEFICIT = "deficit", "Deficit up to 500 kcal a day"
    LARGE_DEFICIT = "large_deficit", "Deficit over 500 kcal a day"


class Sleep(models.TextChoices):
    """Sleep last night (rulebook 6)."""

    UNDER_6 = "under_6", "under 6 h"
    FROM_6_TO_7 = "6_to_7", "6–7 h"
    FROM_7 = "7_plus", "7 h +"


class Recovery(models.TextChoices):
    """Perceived recovery, the bands of 0 to 10 (rulebook 6)."""

    POOR = "poor", "poor 0–3"
    FAIR = "fair", "fair 4–6"
    GOOD = "good", "good 7–10"


class Stress(models.TextChoices):
    """Stress, the bands of 1 to 5 (rulebook 6)."""

    HIGH = "high", "high"
    SOME = "some", "some"
    LOW = "low", "low"


class ReadinessState(models.TextChoices):
    """What a check-in adds up to (rulebook 6)."""

    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


class SetKind(models.TextChoices):
    """What a set is; only working sets carry a verdict (rulebook 1)."""

    WORKING = "working", "Working set"
    WARM_UP = "warm_up", "Warm-up"
    DROP = "drop", "Drop set"
    REST_PAUSE = "rest_pause", "Rest-pause"
    TIMED = "timed", "Timed"


# What a plan counts, and what has a number in a session; the rules ask for working sets alone.
COUNTED = (SetKind.WORKING, SetKind.TIMED)


class EndedBy(models.TextChoices):
    """Why a set ended (rulebook 1)."""

    STOPPED = "stopped", "stopping"
    MUSCULAR_FAILURE = "muscular_failure", "muscle"
    TECHNICAL_FAILURE = "technical_failure", "form"


class Outcome(models.TextChoices):
    """A set's effort against its target (rulebook 4)."""

    ON_TARGET = "on_target", "on target"
    TOO_CLOSE = "too_close", "too close"
    TOO_EASY = "too_easy", "too easy"
    UNRATED = "unrated", "not rated"


class Origin(models.TextChoices):
    """Where a set came from."""

    TYPED = "typed", "logged here"
    IMPORTED = "imported", "imported"


class FollowState(models.TextChoices):
    """How a program that was taken up stands: one runs, others wait."""

    RUNNING = "running", "Running"
    WAITING = "waiting", "Waiting"
    ENDED = "ended", "Ended"


class JobState(models.TextChoices):
    """How far an import that is worked on in the background is."""

    WAITING = "waiting", "Waiting"
    WORKING = "working", "Working"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Excuse(models.TextChoices):
    """Why nothing is planned on a day."""

    ILL = "ill", "Ill"
    TRAVEL = "travel", "Travelling"
    OTHER = "other", "Something else"


class Side(models.TextChoices):
    """Whose act it was, of the two a link is between; empty is nobody's."""

    ATHLETE = "athlete", "the athlete"
    COACH = "coach", "the coach"


class Looked(models.TextChoices):
    """What is written into the log an athlete reads: pages a coach opened, and what was agreed."""

    ROSTER = "roster", "opened the list of athletes"
    PROGRAM = "program", "opened your programs"
    REVIEW = "review", "opened your weeks"
    SESSION = "session", "opened a session"
    BREACHES = "breaches", "opened the sets to talk about"
    DIGEST = "digest", "was sent your name in the weekly mail"
    AGREED = "agreed", "may see your training"
    CHANGED = "changed", "you changed what they see"
    ENDED = "ended", "sees nothing any more"


class Went(models.TextChoices):
    """How a session went, as History is filtered by it: true of one of its sets or exercises at least."""

    ON_TARGET = "on_target", "a set on target"
    TOO_CLOSE = "too_close", "a set too close"
    TOO_EASY = "too_easy", "a set too easy"
    FAILURE = "failure", "a set to failure"
    FORM_BROKE = "form_broke", "form broke"
    PAIN = "pain", "pain"
    NOT_RATED = "not_rated", "a set not rated"
    DELOAD = "deload", "in a deload"


class Breach(models.TextChoices):
    """What a coach would have a word about in one set (RepStack policy over rulebook 4 and 6)."""

    BELOW_FLOOR = "below_floor", "Below the floor"
    EARLY_FAILURE = "early_failure", "Failure too early"
    FORM_BROKE = "form_broke", "Form broke"
    RED_DAY = "red_day", "Trained through a red day"


class Resolution(models.TextChoices):
    """What became of a breach: said by the coach, never by itself."""

    FINE = "fine", "Fine"
    TALKED = "talked", "Talked about it"
    TARGET_CHANGED = "target_changed", "Target changed"


class Grain(models.TextChoices):
    """How long the days are that are added up as one."""

    WEEK = "week", "Week"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"


class Change(models.TextChoices):
    """What a coach sets for an athlete."""

    TARGET = "target", "A target"
    PROGRAM = "program", "A program, changed"
    GIVEN = "given", "A program, given"
    OFFER = "offer", "A new state of a program that was given"
    TECHNIQUE = "technique", "Lifts with steady form"
    LEVEL = "level", "The level"


class ChangeState(models.TextChoices):
    """How far a coach's change is; an offer is in force only once it is kept."""

    BEGUN = "begun", "begun, nothing changed yet"
    MADE = "made", "waits for an answer"
    KEPT = "kept", "kept"
    REFUSED = "refused", "refused"
    REPLACED = "replaced", "replaced by a later one"
