"""The places a lifter trains at, and what can be loaded there.

They stand on the lifter's row, which every request reads anyway: a set is logged and previewed without a
query for them. A session names its gym by a key of its lifter's; one it does not know is the last used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from programming.loads import MICROGRAMS_PER_KG, Load, Unit

if TYPE_CHECKING:
    from logbook.models.people import User

BARBELL = "Barbell"
MOST_GYMS = 12
MOST_BARS, MOST_SIZES = 8, 12
LONGEST_NAME = 40
HEAVIEST_BAR_KG, HEAVIEST_PLATE_KG = 60, 60
LEAST_PART = 50
"""In thousandths: no plate has a smaller part, so that the sums of many are few."""
FIRST = 1
"""The key of the gym that who has named none trains at."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar by its name; the name is how an exercise remembers it, in every gym that has one."""

    name: str
    load: Load


@dataclass(frozen=True, slots=True)
class Plate:
    """Plates of one weight, and how many there are; None is as many as it takes."""

    load: Load
    count: int | None


@dataclass(frozen=True, slots=True)
class Gym:
    """A place of training.

    `loads` by equipment: the lightest load and the step, in thousandths, and their unit; what is not in
    it is as in a usual gym. So are `other_bars` and `plates` where they are None.
    """

    key: int = FIRST
    name: str = ""
    loads: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)
    other_bars: tuple[Bar, ...] | None = None
    plates: tuple[Plate, ...] | None = None
    is_closed: bool = False
    version: int = 1

    @property
    def called(self) -> str:
        """Its name as a page says it."""
        return self.name or "My gym"

    def stated(self, equipment: str) -> tuple[Load, Load] | None:
        """The lightest load and the step as stated, None where they are a usual gym's."""
        found = self.loads.get(equipment)
        if found is None:
            return None
        lightest, step, unit = found
        return Load(lightest, Unit(unit)), Load(step, Unit(unit))

    def stored(self) -> dict[str, Any]:
        """As the lifter's row keeps it."""
        kept: dict[str, Any] = {
            "key": self.key,
            "name": self.name,
            "loads": {equipment: list(said) for equipment, said in self.loads.items()},
            "version": self.version,
        }
        if self.other_bars is not None:
            kept["bars"] = [[one.name, one.load.milli, one.load.unit] for one in self.other_bars]
        if self.plates is not None:
            kept["plates"] = [[one.load.milli, one.load.unit, one.count] for one in self.plates]
        if self.is_closed:
            kept["closed"] = True
        return kept


def _gym(kept: Mapping[str, Any]) -> Gym:
    """A gym as its lifter's row keeps it."""
    bars, plates = kept.get("bars"), kept.get("plates")
    return Gym(
        key=kept["key"],
        name=kept["name"],
        loads={equipment: tuple(said) for equipment, said in kept["loads"].items()},
        other_bars=_bars(bars) if bars is not None else None,
        plates=_plates(plates) if plates is not None else None,
        is_closed=kept.get("closed", False),
        version=kept.get("version", 1),
    )


def _bars(kept: Iterable[tuple[str, int, str]]) -> tuple[Bar, ...]:
    return tuple(Bar(name, Load(milli, Unit(unit))) for name, milli, unit in kept)


def _plates(kept: Iterable[tuple[int, str, int | None]]) -> tuple[Plate, ...]:
    return tuple(Plate(Load(milli, Unit(unit)), count) for milli, unit, count in kept)


def all_gyms(lifter: User) -> list[Gym]:
    """Every gym of the lifter, closed ones too; who has stated nothing has one like most."""
    return [_gym(kept) for kept in lifter.gyms] or [Gym()]


def open_gyms(lifter: User) -> list[Gym]:
    """The gyms the lifter trains at."""
    return [one for one in all_gyms(lifter) if not one.is_closed]


def gym_of(lifter: User, key: int | None) -> Gym:
    """The lifter's gym of this key, also once it is closed; without one, the gym trained at last."""
    if not lifter.gyms:
        return Gym()
    by_key = {kept["key"]: kept for kept in lifter.gyms}
    if key in by_key:
        return _gym(by_key[key])
    return default_gym(lifter)


def default_gym(lifter: User) -> Gym:
    """The gym trained at last, else the first that is not closed."""
    found = open_gyms(lifter)
    return next((one for one in found if one.key == lifter.last_gym), found[0])


def gym_named(lifter: User, key: int | None) -> Gym | None:
    """The gym of this key among those the lifter trains at, None for any other."""
    return next((one for one in open_gyms(lifter) if one.key == key), None)


def check_gyms(lifter: User) -> None:
    """Refuse gyms that a copy of an account has and no form would have taken.

    Raises `ValueError`, or what reading a shape nobody wrote raises.
    """
    gyms = all_gyms(lifter)
    if len(gyms) > MOST_GYMS or len({one.key for one in gyms}) < len(gyms) or not open_gyms(lifter):
        raise ValueError("gyms")
    for one in gyms:
        _whole(one.key, one.version, least=1)
        _named(one.name, least=0)
        for lightest, step, unit in one.loads.values():
            _whole(lightest, least=0)
            _whole(step, least=1)
            Unit(unit)
        _check_bars(one.other_bars or ())
        _check_plates(one.plates or ())


def _check_bars(bars: Collection[Bar]) -> None:
    names = {BARBELL.casefold(), *(one.name.casefold() for one in bars)}
    if len(bars) > MOST_BARS or len(names) <= len(bars):
        raise ValueError("bars")
    for one in bars:
        _named(one.name, least=1)
        _whole(one.load.milli, least=1)
        if one.load.micrograms > HEAVIEST_BAR_KG * MICROGRAMS_PER_KG:
            raise ValueError(one.name)


def _check_plates(plates: Collection[Plate]) -> None:
    if len(plates) > MOST_SIZES:
        raise ValueError("plates")
    for one in plates:
        _whole(one.load.milli, *(() if one.count is None else (one.count,)), least=0)
        heaviest = HEAVIEST_PLATE_KG * MICROGRAMS_PER_KG
        if not 0 < one.load.micrograms <= heaviest or one.load.milli % LEAST_PART:
            raise ValueError(str(one.load))


def _whole(*numbers: object, least: int) -> None:
    # A bool is an int to Python, and to nobody else.
    if any(type(one) is not int or one < least for one in numbers):
        raise ValueError(numbers)


def _named(name: object, *, least: int) -> None:
    if not isinstance(name, str) or not least <= len(name) <= LONGEST_NAME:
        raise ValueError(name)
