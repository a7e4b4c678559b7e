"""The data file against rulebook 3. Long: every row's risk by name, so that a change is deliberate."""

import pytest

from programming.choices import Equipment, Muscle, Pattern, Tier
from programming.datafiles import ExerciseRow, read_exercises
from programming.loads import LoadKind
from programming.models import RiskEntry
from programming.names import normalised

ROWS = read_exercises().rows
ENTRIES = [row.entry for row in ROWS]

# Reviewed by a person. Each line is a name, its floor, and what lowers it.
AVOID = """
Back extension: 2
Barbell bench press: 2, 0 with pins spotter spotter_arms
Barbell deadlift: 2
Barbell overhead press: 2, 1 with pins
Barbell row: 2
Barbell squat: 2, 1 with pins spotter_arms
Bent-over dumbbell row: 2
Clean and jerk: 3
Close-grip bench press: 2, 0 with pins spotter spotter_arms
Decline barbell bench press: 2, 0 with pins spotter spotter_arms
Deficit deadlift: 2
Dumbbell Romanian deadlift: 2
Front squat: 2, 1 with pins spotter_arms
Good morning: 2
Hang clean: 3
Incline barbell bench press: 2, 0 with pins spotter spotter_arms
Kettlebell swing: 2
Machine back extension: 2
Pendlay row: 2
Power clean: 3
Push press: 3
Romanian deadlift: 2
Seated barbell overhead press: 2, 1 with pins
Smith machine bench press: 2, 0 with machine_stops spotter
Smith machine deadlift: 2
Smith machine incline bench press: 2, 0 with machine_stops spotter
Smith machine overhead press: 2, 1 with machine_stops
Smith machine row: 2
Smith machine squat: 2, 1 with machine_stops
Snatch: 3
Stiff-leg deadlift: 2
Sumo deadlift: 2
T-bar row: 2
Trap bar deadlift: 2
"""
CAUTION = """
Ab wheel: 1
Arnold press: 1
Assisted dip: 1
Assisted pull-up: 1
Barbell hip thrust: 1
Bench dip: 1
Bodyweight lunge: 1
Bulgarian split squat: 1
Chest-supported dumbbell row: 1
Chest-supported row: 1
Chin-up: 1
Decline dumbbell press: 1
Dumbbell bench press: 1
Dumbbell fly: 1
Dumbbell lunge: 1
Dumbbell overhead press: 1
Dumbbell pullover: 1
Dumbbell skullcrusher: 1
Dumbbell step-up: 1
Goblet squat: 1
Hack squat: 1, 0 with machine_stops
Incline dumbbell press: 1
Leg press: 1, 0 with machine_stops
One-arm dumbbell row: 1
Overhead dumbbell triceps extension: 1
Pendulum squat: 1, 0 with machine_stops
Pull-up: 1
Single-leg press: 1, 0 with machine_stops
Skullcrusher: 1
Triceps dip: 1
"""
SAFER = """
Barbell shrug: 0
Bodyweight squat: 0
Cable crunch: 0
Cable curl: 0
Cable fly: 0
Cable front raise: 0
Cable kickback: 0
Cable lateral raise: 0
Cable upright row: 0
Calf press: 0
Concentration curl: 0
Crunch: 0
Curl: 0
Dumbbell calf raise: 0
Dumbbell curl: 0
Dumbbell preacher curl: 0
Dumbbell shrug: 0
Face pull: 0
Front raise: 0
Hammer curl: 0
Hanging knee raise: 0
Hanging leg raise: 0
Hip abduction machine: 0
Hip adduction machine: 0
Incline dumbbell curl: 0
Inverted row: 0
Lat pulldown: 0
Lateral raise: 0
Leg extension: 0
Lying leg curl: 0
Machine chest press: 0
Machine crunch: 0
Machine fly: 0
Machine hip thrust: 0
Machine incline chest press: 0
Machine lateral raise: 0
Machine preacher curl: 0
Machine pulldown: 0
Machine pullover: 0
Machine row: 0
Machine shoulder press: 0
Machine triceps extension: 0
Overhead cable triceps extension: 0
Preacher curl: 0
Push-up: 0
Reverse cable fly: 0
Reverse curl: 0
Reverse dumbbell fly: 0
Reverse machine fly: 0
Seated cable row: 0
Seated calf raise: 0
Seated dip machine: 0
Seated leg curl: 0
Single-arm lat pulldown: 0
Single-arm triceps pushdown: 0
Smith machine shrug: 0
Standing calf raise: 0
Straight-arm pulldown: 0
Triceps pushdown: 0
Triceps rope pushdown: 0
"""

# Not in the table of rulebook 3: decided by its questions to a lifter, one by one.
BY_THE_QUESTIONS = {
    # Trapped under it, or the lower back is the limit: avoid, 2.
    "Smith machine bench press": ("avoid", 2),
    "Smith machine incline bench press": ("avoid", 2),
    "Smith machine squat": ("avoid", 2),
    "Smith machine overhead press": ("avoid", 2),
    "T-bar row": ("avoid", 2),
    "Bent-over dumbbell row": ("avoid", 2),
    "Smith machine row": ("avoid", 2),
    "Kettlebell swing": ("avoid", 2),
    "Back extension": ("avoid", 2),
    "Machine back extension": ("avoid", 2),
    # Balance is the limit, or it cannot simply be put down: caution, 1.
    "Assisted dip": ("caution", 1),
    "Assisted pull-up": ("caution", 1),
    "Bench dip": ("caution", 1),
    "Dumbbell fly": ("caution", 1),
    "Dumbbell pullover": ("caution", 1),
    "One-arm dumbbell row": ("caution", 1),
    "Goblet squat": ("caution", 1),
    "Barbell hip thrust": ("caution", 1),
    "Skullcrusher": ("caution", 1),
    "Dumbbell skullcrusher": ("caution", 1),
    "Overhead dumbbell triceps extension": ("caution", 1),
    "Ab wheel": ("caution", 1),
    # Neither: safer, 0.
    "Push-up": ("safer", 0),
    "Inverted row": ("safer", 0),
    "Bodyweight squat": ("safer", 0),
    "Machine hip thrust": ("safer", 0),
    "Dumbbell calf raise": ("safer", 0),
    "Front raise": ("safer", 0),
    "Reverse dumbbell fly": ("safer", 0),
    "Barbell shrug": ("safer", 0),
    "Dumbbell shrug": ("safer", 0),
    "Smith machine shrug": ("safer", 0),
    "Crunch": ("safer", 0),
    "Machine crunch": ("safer", 0),
    "Hanging leg raise": ("safer", 0),
    "Hanging knee raise": ("safer", 0),
}
OF_A_MACHINE = {Equipment.MACHINE, Equipment.CABLE}
BENCHES = {"spotter_arms", "pins", "spotter"}


def _section_3(entry: RiskEntry) -> tuple[str, int, int | None, set[str]] | None:
    """What the table of rulebook 3 says by pattern and equipment; None where it says nothing."""
    avoid_for_good: tuple[str, int, int | None, set[str]] = ("avoid", 2, None, set())
    name, equipment = normalised(entry.name), entry.equipment
    if entry.name in BY_THE_QUESTIONS:
        return None
    if entry.pattern == Pattern.OLYMPIC:
        return "avoid", 3, None, set()
    if "deadlift" in name or "good morning" in name:
        return avoid_for_good
    if name.startswith("chest supported") or entry.pattern == Pattern.LUNGE:
        return "caution", 1, None, set()
    if name in {"pull up", "chin up", "triceps dip"}:
        return "caution", 1, None, set()
    if equipment == Equipment.BARBELL:
        return {
            Pattern.SQUAT: ("avoid", 2, 1, {"pins", "spotter_arms"}),
            Pattern.HORIZONTAL_PUSH: ("avoid", 2, 0, BENCHES),
            Pattern.VERTICAL_PUSH: ("avoid", 2, 1, {"pins"}),
            Pattern.HORIZONTAL_PULL: avoid_for_good,
            Pattern.ARMS: ("safer", 0, None, set()),
        }.get(Pattern(entry.pattern))
    if equipment == Equipment.MACHINE and entry.pattern == Pattern.SQUAT:
        return "caution", 1, 0, {"machine_stops"}
    if equipment == Equipment.DUMBBELL and entry.pattern in {
        Pattern.HORIZONTAL_PUSH,
        Pattern.VERTICAL_PUSH,
    }:
        return "caution", 1, None, set()
    if equipment in OF_A_MACHINE or "curl" in name or name == "lateral raise":
        return "safer", 0, None, set()
    return None


def _risk(entry: RiskEntry) -> str:
    says = f"{entry.name}: {entry.floor}"
    if entry.safeties:
        says += f", {entry.floor_with_safeties} with {' '.join(sorted(entry.safeties))}"
    return says


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_every_row_is_as_rulebook_3_has_it(entry):
    said = _section_3(entry)
    if said is None:
        assert (entry.tier, entry.floor) == BY_THE_QUESTIONS[entry.name]
    else:
        assert (entry.tier, entry.floor, entry.floor_with_safeties, set(entry.safeties)) == said


def test_every_row_decided_by_the_questions_is_still_there():
    assert set(BY_THE_QUESTIONS) <= {entry.name for entry in ENTRIES}


@pytest.mark.parametrize(
    ("tier", "reviewed"), [("avoid", AVOID), ("caution", CAUTION), ("safer", SAFER)]
)
def test_the_risk_of_every_row_is_the_reviewed_one(tier, reviewed):
    assert sorted(_risk(entry) for entry in ENTRIES if entry.tier == tier) == sorted(
        reviewed.split("\n")[1:-1]
    )


def test_only_a_smith_machine_s_own_stops_or_a_spotter_count_on_it():
    for entry in ENTRIES:
        if entry.equipment == Equipment.SMITH_MACHINE:
            assert set(entry.safeties) <= {"machine_stops", "spotter"}, entry.name


def test_machine_stops_never_count_off_a_machine():
    for entry in ENTRIES:
        if entry.equipment not in {Equipment.MACHINE, Equipment.SMITH_MACHINE}:
            assert "machine_stops" not in entry.safeties, entry.name


def test_names_and_aliases_are_unique_once_normalised():
    seen: dict[tuple[str, str], str] = {}
    for row in ROWS:
        names = [(normalised(row.entry.name), ""), *(alias.key for alias in row.aliases)]
        for key in names:
            assert key not in seen, (key, row.entry.name, seen.get(key))
            seen[key] = row.entry.name


def test_every_muscle_is_known_and_none_is_both_primary_and_secondary():
    for entry in ENTRIES:
        muscles = [*entry.primary_muscles, *entry.secondary_muscles]
        assert set(muscles) <= set(Muscle.values), entry.name
        assert len(muscles) == len(set(muscles)), entry.name
        assert 1 <= len(entry.primary_muscles) <= 2, entry.name


def test_every_row_says_why_in_one_calm_sentence():
    for entry in ENTRIES:
        assert entry.rationale.endswith("."), entry.name
        assert entry.rationale.count(".") == 1, entry.name
        for word in ("study", "research", "proven", "injur", "danger", "!"):
            assert word not in entry.rationale.lower(), entry.name


def test_a_single_joint_exercise_is_never_the_main_one():
    for entry in ENTRIES:
        if entry.default_role == "main":
            assert entry.is_compound, entry.name
        assert entry.is_compound == (entry.default_role != "isolation"), entry.name


@pytest.mark.parametrize(
    ("name", "kind", "percent"),
    [
        ("Pull-up", LoadKind.ADDED, 100),
        ("Chin-up", LoadKind.ADDED, 100),
        ("Triceps dip", LoadKind.ADDED, 100),
        ("Assisted pull-up", LoadKind.ASSISTED, 100),
        ("Assisted dip", LoadKind.ASSISTED, 100),
        ("Barbell squat", LoadKind.EXTERNAL, 0),
        ("Crunch", LoadKind.BODYWEIGHT, 0),
    ],
)
def test_the_share_of_bodyweight_lifted_is_on_record(name, kind, percent):
    (entry,) = (entry for entry in ENTRIES if entry.name == name)
    assert (entry.load_kind, entry.bodyweight_percent) == (kind, percent)


@pytest.mark.parametrize(
    ("name", "role", "tier", "floor", "primary"),
    [
        ("Barbell bench press", "main", Tier.AVOID, 2, ["chest"]),
        ("Chest-supported row", "secondary", Tier.CAUTION, 1, ["upper_back"]),
        ("Incline dumbbell press", "secondary", Tier.CAUTION, 1, ["chest"]),
        ("Cable fly", "isolation", Tier.SAFER, 0, ["chest"]),
        ("Curl", "isolation", Tier.SAFER, 0, ["biceps"]),
    ],
)
def test_the_article_s_exercises_are_as_its_session_needs_them(name, role, tier, floor, primary):
    (entry,) = (entry for entry in ENTRIES if entry.name == name)
    assert (entry.default_role, entry.tier, entry.floor) == (role, tier, floor)
    assert entry.primary_muscles == primary


@pytest.mark.parametrize(
    ("written", "app", "name"),
    [
        ("Bench Press (Barbell)", "strong", "Barbell bench press"),
        ("Flat Barbell Bench Press", "fitnotes", "Barbell bench press"),
        ("BB bench", "", "Barbell bench press"),
        ("Deadlift", "liftosaur", "Barbell deadlift"),
        ("Squat", "liftosaur", "Barbell squat"),
        ("RDL", "", "Romanian deadlift"),
        ("OHP", "", "Barbell overhead press"),
        ("Squat (Smith Machine)", "hevy", "Smith machine squat"),
        ("Bicep Curl (Barbell)", "hevy", "Curl"),
        ("Triceps Extension", "liftosaur", "Triceps pushdown"),
        ("Triceps Extension", "strong", "Overhead dumbbell triceps extension"),
    ],
)
def test_the_apps_spellings_mean_the_right_row(written, app, name):
    def means(row: ExerciseRow) -> bool:
        known = {(normalised(row.entry.name), ""), *(alias.key for alias in row.aliases)}
        return (normalised(written), app) in known or (normalised(written), "") in known

    assert [row.entry.name for row in ROWS if means(row)] == [name]
