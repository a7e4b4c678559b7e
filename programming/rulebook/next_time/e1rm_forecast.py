"""The best e1RM of a session to come, and where it lies four times of five (RepStack policy, `guess_band`)."""

from dataclasses import dataclass
from math import exp, log

from programming.rulebook.rows.rules import rule

_NUMBERS = rule("guess_band").numbers
_PERCENT, _PERMILLE = 100, 1000
# What is on the edge of the band lies within.
_ROUNDING = 1e-9

Fading = tuple[float, float]
"""A sum and a weight, the earlier ones counting less."""


@dataclass(frozen=True, slots=True)
class E1RMForecast:
    """The best e1RM of a session to come, and the band in which it lies four times of five.

    The value is the last session's: nothing else was nearer. In sixtieths of the unit of the load,
    RIR not told counted as 0 (rulebook 7).
    """

    value: int
    low: float
    high: float

    def holds(self, best: int) -> bool:
        """Whether what was done lies within the band, its edges included."""
        return self.low <= best * (1 + _ROUNDING) and best <= self.high * (1 + _ROUNDING)


@dataclass(slots=True)
class E1RMPast:
    """The last estimate of an exercise, and how far the ones before were from each other."""

    last: int | None = None
    spread: Fading = (0.0, 0.0)


class E1RMForecasts:
    """How wide a band was right for a lifter so far, over all exercises."""

    def __init__(self) -> None:
        self._reach = log(_NUMBERS["first_permille"] / _PERMILLE)
        self._spread: Fading = (0.0, 0.0)

    def of(self, past: E1RMPast) -> E1RMForecast | None:
        """Return the forecast for an exercise, None without an estimate."""
        if past.last is None:
            return None
        reach = exp(self._reach) * self._usual_spread(past)
        return E1RMForecast(past.last, past.last * exp(-reach), past.last * exp(reach))

    def learn(self, past: E1RMPast, said: E1RMForecast, best: int) -> None:
        """Hold what was said against what was done."""
        # A miss widens the band four times as much as a hit narrows it: so four of five lie within.
        step = (not said.holds(best)) - _NUMBERS["outside_percent"] / _PERCENT
        self._reach += _NUMBERS["turn_permille"] / _PERMILLE * step
        error = min(abs(log(best / said.value)), _NUMBERS["most_error_permille"] / _PERMILLE)
        past.spread = _faded(past.spread, error, "exercise_fade_percent")
        self._spread = _faded(self._spread, error, "lifter_fade_percent")

    def _usual_spread(self, past: E1RMPast) -> float:
        """How far an exercise usually is from the one before, as a share; the lifter's while it is new."""
        usual = _mean(self._spread, _NUMBERS["usual_permille"] / _PERMILLE, "usual_worth")
        return _mean(past.spread, usual, "lifter_worth")


def _faded(before: Fading, error: float, fade: str) -> Fading:
    by = _NUMBERS[fade] / _PERCENT
    return before[0] * by + error, before[1] * by + 1


def _mean(found: Fading, usual: float, worth: str) -> float:
    return (found[0] + usual * _NUMBERS[worth]) / (found[1] + _NUMBERS[worth])
