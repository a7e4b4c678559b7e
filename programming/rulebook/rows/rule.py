"""The shape of a rule: one row with its numbers, its sentences and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """What a rule rests on: a policy is a number no study sets."""

    POLICY = "RepStack policy"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the rulebook.

    code: the slug by which warnings, reasons and the rulebook page name it.
    locator: where it stands in the rulebook, e.g. "2, step 3".
    numbers: every number the rule uses; percentages and hours are whole, a share of a
        percent is in thousandths (`..._permille`).
    says: what the lifter reads, by case ("" where there is one); braces are filled in
        from the rule's numbers and from those of the event.
    do_next: the next action in ten words or fewer, by case; empty where nothing is to do.
    explanation, why, changes: for the rule's page, with the numbers filled in; `changes`
        is what would change the rule's answer.
    basis, sources: policy or finding, and keys of SOURCES.
    """

    code: str
    locator: str
    title: str
    explanation: str
    why: str
    changes: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    do_next: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = Basis.POLICY
    sources: tuple[str, ...] = ()
    source: str = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        for name in ("explanation", "why", "changes"):
            put(self, name, getattr(self, name).format(**self.numbers))
        for name in ("numbers", "says", "do_next"):
            put(self, name, MappingProxyType(dict(getattr(self, name))))
        names = [Basis.POLICY.value] if self.basis is Basis.POLICY else []
        put(self, "source", f"{', '.join([*names, *self.sources])} (rulebook {self.locator})")

    def sentence(self, numbers: Mapping[str, int | float | str]) -> str:
        """Return what the lifter reads for an event with these numbers.

        Raises KeyError for a case or a number the rule does not know.
        """
        return self.says[str(numbers.get("case", ""))].format(**{**self.numbers, **numbers})

    def action(self, numbers: Mapping[str, int | float | str]) -> str:
        """Return the next action, by the event's case or the rule's only one."""
        text = self.do_next.get(str(numbers.get("case", "")))
        if text is None:
            text = self.do_next[""]
        return text.format(**{**self.numbers, **numbers})
