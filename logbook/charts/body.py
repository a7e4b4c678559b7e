"""A body from the front and from behind, a shape or two for each muscle of the catalogue.

Drawn by us, in a box of 220 by 262; left and right are mirrored. Not anatomy: where on a body the work went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programming.choices import Muscle

_FRONT, _BACK = 55.0, 165.0
BOX = "0 0 220 262"

# What stands on which side: (centre across, from the middle; centre down; half width; half height).
_Ellipse = tuple[float, float, float, float]
_PAIRS: dict[Muscle, tuple[tuple[float, _Ellipse], ...]] = {
    Muscle.CHEST: ((_FRONT, (9.5, 55, 9, 7.5)),),
    Muscle.SHOULDERS: ((_FRONT, (23.5, 46, 7, 7)), (_BACK, (23.5, 46, 7, 7))),
    Muscle.BICEPS: ((_FRONT, (29.5, 68, 4.5, 11)),),
    Muscle.TRICEPS: ((_BACK, (29.5, 68, 4.5, 11)),),
    Muscle.FOREARMS: ((_FRONT, (35.5, 99, 4, 14)), (_BACK, (35.5, 99, 4, 14))),
    Muscle.UPPER_BACK: ((_BACK, (11.5, 60, 6, 8)),),
    Muscle.LATS: ((_BACK, (12.5, 83, 6.5, 13)),),
    Muscle.ABDUCTORS: ((_FRONT, (21, 130, 3, 9)),),
    Muscle.ADDUCTORS: ((_FRONT, (6.6, 163, 2.8, 13)),),
    Muscle.QUADRICEPS: ((_FRONT, (15, 167, 4.6, 25)),),
    Muscle.GLUTES: ((_BACK, (10, 127, 9, 9.5)),),
    Muscle.HAMSTRINGS: ((_BACK, (12, 164, 6.5, 24)),),
    Muscle.CALVES: ((_BACK, (12, 214, 5.5, 18)),),
}
_WHOLE: dict[Muscle, tuple[tuple[float, _Ellipse], ...]] = {
    Muscle.NECK: ((_FRONT, (0, 31.5, 5, 4)), (_BACK, (0, 31.5, 5, 4))),
    Muscle.TRAPS: ((_BACK, (0, 48, 5, 11)),),
    Muscle.ABDOMINALS: ((_FRONT, (0, 86, 9, 21)),),
    Muscle.LOWER_BACK: ((_BACK, (0, 104, 6.5, 11)),),
}
SILHOUETTES = tuple(
    f"M{at} 8a9 11 0 1 0 .1 0z"
    f"M{at - 24} 42Q{at} 34 {at + 24} 42L{at + 19} 98Q{at + 20} 116 {at + 25} 130"
    f"L{at + 20} 190L{at + 19} 250H{at + 6}L{at + 3} 190L{at} 144L{at - 3} 190L{at - 6} 250H{at - 19}"
    f"L{at - 20} 190L{at - 25} 130Q{at - 20} 116 {at - 19} 98z"
    f"M{at - 26} 42L{at - 35} 70L{at - 42} 124H{at - 34}L{at - 25} 80z"
    f"M{at + 26} 42L{at + 35} 70L{at + 42} 124H{at + 34}L{at + 25} 80z"
    for at in (_FRONT, _BACK)
)
"""Head, trunk with legs, and arms, from the front and from behind."""


@dataclass(frozen=True, slots=True)
class Part:
    """A muscle on the body: its shade 0 to 4, None where nothing trained it, and its shapes as one path."""

    name: str
    shade: int | None
    d: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The picture: every muscle of the catalogue once, and the sentence for who does not see it."""

    parts: tuple[Part, ...]
    says: str
    silhouettes: tuple[str, ...] = SILHOUETTES
    box: str = BOX


def body_map(shades: Mapping[str, int], says: str) -> BodyMap:
    """The body with the shades of its muscles, by their keys."""
    return BodyMap(
        tuple(
            Part(str(muscle.label), shades.get(muscle.value), "".join(_shapes(muscle)))
            for muscle in Muscle
        ),
        says,
    )


def _shapes(muscle: Muscle) -> Iterable[str]:
    for middle, (across, down, wide, high) in _PAIRS.get(muscle, ()):
        yield _ellipse(middle - across, down, wide, high)
        yield _ellipse(middle + across, down, wide, high)
    for middle, (across, down, wide, high) in _WHOLE.get(muscle, ()):
        yield _ellipse(middle + across, down, wide, high)


def _ellipse(x: float, y: float, wide: float, high: float) -> str:
    return (
        f"M{x - wide:g} {y:g}a{wide:g} {high:g} 0 1 0 {2 * wide:g} 0"
        f"a{wide:g} {high:g} 0 1 0 {-2 * wide:g} 0z"
    )
