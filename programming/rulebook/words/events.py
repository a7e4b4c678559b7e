"""What the rules say of one set: reasons and warnings, stored as codes and numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from programming.rulebook.rows.rules import RULEBOOK_VERSION, rule
from programming.rulebook.rows.tables import Band
from programming.rulebook.words.validation import member
from programming.rulebook.words.vocabulary import Severity

Value = int | float | str
Numbers = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: for a target, one step that changed it (rulebook 2).

    before and after are (low, aim, high); before is None for the first step of a target,
    and both are for what is not a target. numbers rebuild the text.
    """

    code: str
    text: str
    source: str
    before: Band | None
    after: Band | None
    numbers: Numbers = ()

    def stored(self) -> tuple[str, Band | None, Band | None, Numbers]:
        """Return what to keep; `reason_from(*stored)` is the same reason, through JSON too."""
        return self.code, self.before, self.after, self.numbers


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the rulebook's word
    """A warning of rulebook section 4: what happened, what to do next, and why."""

    code: str
    severity: Severity
    says: str
    do_next: str
    source: str
    numbers: Numbers = ()

    def stored(self) -> tuple[str, Severity, Numbers]:
        """Return what to keep; `warning_from(*stored)` is the same warning."""
        return self.code, self.severity, self.numbers


def reason_from(
    code: str,
    before: Iterable[int] | None,
    after: Iterable[int] | None,
    numbers: Iterable[Iterable[Value]] = (),
    *,
    version: str = RULEBOOK_VERSION,
) -> Reason:
    """Return the reason with this rule's sentence for these numbers, in that version's words.

    Raises ValueError for a code there is no rule for.
    """
    pairs = _pairs(numbers)
    row = rule(code, version)
    return Reason(code, row.sentence(dict(pairs)), row.source, _band(before), _band(after), pairs)


def told(code: str, **numbers: Value) -> Reason:
    """Return the reason with this rule's sentence, of what is no target."""
    return reason_from(code, None, None, tuple(numbers.items()))


def warning_from(
    code: str,
    severity: Severity | str,
    numbers: Iterable[Iterable[Value]] = (),
    *,
    version: str = RULEBOOK_VERSION,
) -> Warning:
    """Return the warning with this rule's sentences for these numbers, in that version's words.

    Raises ValueError for a code there is no rule for, or another severity.
    """
    pairs = _pairs(numbers)
    row, named = rule(code, version), dict(pairs)
    return Warning(
        code,
        member(Severity, "severity", severity),
        row.sentence(named),
        row.action(named),
        row.source,
        pairs,
    )


def _band(values: Iterable[int] | None) -> Band | None:
    if values is None:
        return None
    low, aim, high = values
    return low, aim, high


def _pairs(numbers: Iterable[Iterable[Value]]) -> Numbers:
    return tuple((str(name), value) for name, value in numbers)
