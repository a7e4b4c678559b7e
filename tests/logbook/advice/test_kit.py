"""What to put on the bar of a gym, in kilograms and in pounds."""

import pytest

from logbook.advice.kit import Kit, Loaded, loaded, takes_plates
from logbook.models.gyms import Bar, Gym, Plate
from programming.loads import Load, Unit, converted
from tests.logbook.given import an_exercise

pytestmark = pytest.mark.usefixtures("release")


def load(text: str, unit: Unit = Unit.KG) -> Load:
    return Load(round(float(text) * 1000), unit)


def loads(text: str, unit: Unit = Unit.KG) -> tuple[Load, ...]:
    return tuple(load(one, unit) for one in text.split())


def on(text: str, *, name: str = "Barbell bench press", unit: Unit = Unit.KG, **named) -> Loaded:
    kit = Kit(named.pop("typed_in", unit), Gym(**named))
    return loaded(kit, an_exercise(name), load(text, unit))


@pytest.mark.parametrize(
    ("weight", "a_side"),
    [("20", ""), ("22.5", "1.25"), ("60", "20"), ("97.5", "25 10 2.5 1.25"), ("180", "25 25 25 5")],
)
def test_a_usual_gym_in_kilograms(weight, a_side):
    assert on(weight) == Loaded(Bar("Barbell", load("20")), loads(a_side))


@pytest.mark.parametrize(
    ("weight", "a_side"), [("45", ""), ("135", "45"), ("185", "45 25"), ("95", "25")]
)
def test_a_usual_gym_in_pounds(weight, a_side):
    barbell = Bar("Barbell", load("45", Unit.LB))

    assert on(weight, unit=Unit.LB) == Loaded(barbell, loads(a_side, Unit.LB))


@pytest.mark.parametrize(
    ("weight", "nearest"),
    [("81", "80 82.5"), ("19.9", "20"), ("0", "20"), ("21.25", "20 22.5"), ("2000", "620")],
)
def test_what_cannot_be_made_has_the_loads_next_to_it(weight, nearest):
    assert on(weight) == Loaded(Bar("Barbell", load("20")), None, loads(nearest))


def test_only_the_plates_there_are():
    plates = (Plate(load("20"), 2), Plate(load("15"), 4), Plate(load("5"), 1))

    assert on("80", plates=plates).a_side == loads("15 15")
    assert on("50", plates=plates).a_side == loads("15")
    assert on("30", plates=plates).nearest == loads("20 50")
    assert on("130", plates=plates).nearest == loads("120")
    assert on("22.5", plates=()).nearest == loads("20")


MIXED = (
    *(Plate(load(one), None) for one in ("20", "10", "5")),
    *(Plate(load(one, Unit.LB), None) for one in ("45", "25", "10")),
)


@pytest.mark.parametrize(
    ("weight", "a_side"),
    [
        ("60", loads("20")),
        # 45 lb a side are 40.82 kg with the bar's 20: by a tenth, what a lifter types.
        ("60.8", loads("45", Unit.LB)),
        ("65.4", loads("25 25", Unit.LB)),
        ("69.9", loads("45 10", Unit.LB)),
    ],
)
def test_plates_in_both_units_are_loaded_one_or_the_other(weight, a_side):
    assert on(weight, plates=MIXED).a_side == a_side


def test_no_side_has_plates_of_both_units():
    # 20 kg and 10 lb a side would be 69.07 kg.
    found = on("69.1", plates=MIXED)
    assert found.a_side is None
    assert found.nearest == loads("65.4 69.9")
    made = Kit(Unit.KG, Gym(plates=MIXED)).made_of_plates(an_exercise("Barbell bench press"))
    kilos = Kit(Unit.KG, Gym(plates=MIXED[:3])).made_of_plates(an_exercise("Barbell bench press"))
    pounds = Kit(Unit.KG, Gym(plates=MIXED[3:])).made_of_plates(an_exercise("Barbell bench press"))
    assert made is not None
    assert kilos is not None
    assert pounds is not None
    assert {*made.loads} == {*kilos.loads, *pounds.loads}
    assert list(made.loads) == sorted(made.loads)


def test_the_plates_of_a_step_reach_down_to_half_of_it():
    assert on("21", loads={"barbell": (20_000, 1_000, "kg")}).a_side == loads("0.5")
    # 1.25 kg make no step of five: they are not there.
    assert on("22.5", loads={"barbell": (20_000, 5_000, "kg")}).nearest == loads("20 25")
    assert on("19", loads={"barbell": (15_000, 4_000, "kg")}).a_side == loads("2")


def test_another_bar_makes_other_loads():
    ez = (Bar("EZ bar", load("7.5")),)

    assert on("30", name="EZ-bar curl") == Loaded(Bar("EZ bar", load("10")), loads("10"))
    assert on("32.5", name="EZ-bar curl", other_bars=ez) == Loaded(ez[0], loads("10 2.5"))


@pytest.mark.parametrize("text", ["62.5", "80", "101.25", "140"])
def test_kilogram_plates_make_what_is_typed_in_pounds_to_a_tenth(text):
    plates = tuple(Plate(load(one), None) for one in ("20", "10", "1.25", "0.625"))
    typed = converted(load(text).micrograms, Unit.LB)
    barbell = {"barbell": (20_000, 1_250, "kg")}

    found = on(typed.text, unit=Unit.LB, plates=plates, loads=barbell)

    assert found.a_side is not None
    assert 20_000 + 2 * sum(one.milli for one in found.a_side) == load(text).milli
    # A pound more is another load, and what is next to it stands in pounds.
    more = on(str(float(typed.text) + 1), unit=Unit.LB, plates=plates, loads=barbell)
    assert more.a_side is None
    assert {one.unit for one in more.nearest} == {Unit.LB}
    assert typed in more.nearest


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("Barbell bench press", True),
        ("EZ-bar curl", True),
        ("Single-arm landmine press", False),
        ("Meadows row", False),
        ("Incline dumbbell press", False),
        ("Cable fly", False),
    ],
)
def test_plates_go_on_both_ends_of_a_bar(name, takes):
    assert takes_plates(an_exercise(name)) == takes
