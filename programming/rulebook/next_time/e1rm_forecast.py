"""The best e1RM of a session to come, and where it lies four times of five (RepStack policy, `guess_band`)."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import median

from programming.rulebook.rows.rules import rule

_NUMBERS = rule("guess_band").numbers
_PERCENT, _PERMILLE = 100, 1000
_LAST = "last"
# What is on the edge of the band lies within.
_ROUNDING = 1e-9

Fading = tuple[float, float]
"""A sum and a weight, the earlier ones counting less."""


@dataclass(frozen=True, slots=True)
class E1RMForecast:
    """The best e1RM of a session to come, and the band in which it lies four times of five.

    In sixtieths of the unit of the load, RIR not told counted as 0 (rulebook 7).
    """

    value: float
    low: float
    high: float

    def holds(self, best: int) -> bool:
        """Whether what was done lies within the band, its edges included."""
        return self.low <= best * (1 + _ROUNDING) and best <= self.high * (1 + _ROUNDING)


@dataclass(slots=True)
class E1RMPast:
    """The last estimates of an exercise, and how far guesses of it were off."""

    estimates: list[int] = field(default_factory=list)
    spread: Fading = (0.0, 0.0)

    def add(self, best: int) -> None:
        """Add the best estimate of a session."""
        self.estimates.append(best)
        del self.estimates[: -_NUMBERS["estimates"]]


class E1RMForecasts:
    """What was right for a lifter so far, over all exercises."""

    def __init__(self) -> None:
        self._found: dict[str, deque[float]] = {}
        self._way = _LAST
        self._reach = log(_NUMBERS["first_permille"] / _PERMILLE)
        self._spread: Fading = (0.0, 0.0)

    def of(self, past: E1RMPast) -> E1RMForecast | None:
        """Return the forecast for an exercise, None without an estimate."""
        if not past.estimates:
            return None
        value = _guesses(past.estimates)[self._way]
        reach = exp(self._reach) * self._usual_spread(past)
        return E1RMForecast(value, value * exp(-reach), value * exp(reach))

    def learn(self, past: E1RMPast, said: E1RMForecast, best: int) -> None:
        """Hold what was said against what was done, before that becomes part of the past."""
        # A miss widens the band four times as much as a hit narrows it: so four of five lie within.
        step = (not said.holds(best)) - _NUMBERS["outside_percent"] / _PERCENT
        self._reach += _NUMBERS["turn_permille"] / _PERMILLE * step
        error = min(abs(log(best / said.value)), _NUMBERS["most_error_permille"] / _PERMILLE)
        past.spread = _faded(past.spread, error, "exercise_fade_percent")
        self._spread = _faded(self._spread, error, "lifter_fade_percent")
        for way, guess in _guesses(past.estimates).items():
            found = self._found.setdefault(way, deque(maxlen=_NUMBERS["remembered"]))
            found.append(abs(log(best / guess)))
        self._way = self._nearest_way()

    def _nearest_way(self) -> str:
        """The last estimate, unless another way was clearly nearer."""
        if len(self._found.get(_LAST, ())) < _NUMBERS["from_targets"]:
            return _LAST
        errors = {way: median(found) for way, found in self._found.items()}
        best = min(errors, key=lambda way: errors[way])
        is_clear = errors[best] * _PERCENT < errors[_LAST] * _NUMBERS["better_percent"]
        return best if is_clear else _LAST

    def _usual_spread(self, past: E1RMPast) -> float:
        """How far an exercise usually is from its forecast, as a share; the lifter's while it is new."""
        usual = _mean(self._spread, _NUMBERS["usual_permille"] / _PERMILLE, "usual_worth")
        return _mean(past.spread, usual, "lifter_worth")


def _guesses(estimates: Sequence[int]) -> Mapping[str, float]:
    """What each way of guessing says after these estimates, the latest last."""
    last = estimates[-1]
    return {
        _LAST: last,
        "mean_of_two": sum(estimates[-2:]) / len(estimates[-2:]),
        "middle_of_three": median(estimates[-3:]),
        "drawn_to_the_middle": (2 * last + median(estimates)) / 3,
    }


def _faded(before: Fading, error: float, fade: str) -> Fading:
    by = _NUMBERS[fade] / _PERCENT
    return before[0] * by + error, before[1] * by + 1


def _mean(found: Fading, usual: float, worth: str) -> float:
    return (found[0] + usual * _NUMBERS[worth]) / (found[1] + _NUMBERS[worth])
