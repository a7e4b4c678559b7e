"""The rulebook's sections as its pages group them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from programming.rulebook import RULES, Rule


@dataclass(frozen=True)
class Section:
    """A group of rules: their title, what they answer, and the sections of the rulebook it holds.

    `numbers` are the leading numbers of the rules' locators: "2, step 3" belongs to "2".
    """

    key: str
    title: str
    answers: str
    numbers: tuple[str, ...]

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The rules of the section, in the order they act in."""
        return tuple(rule for rule in RULES.values() if number_of(rule) in self.numbers)


def number_of(rule: Rule) -> str:
    """The section number a rule stands under: `4` for a rule at "4.1" or "4"."""
    return rule.locator.partition(",")[0].partition(".")[0].strip()


SECTIONS: Final = (
    Section("target", "The effort target", "How hard each set should go, step by step", ("2",)),
    Section("judging", "Judging a set", "What is said about a set, and when", ("4",)),
    Section("risk", "What failing a lift costs", "Floors and safeties", ("3",)),
    Section("budget", "The failure budget", "How often a week a set may go to failure", ("5",)),
    Section("readiness", "Readiness", "What a poor day changes", ("6",)),
    Section("strength", "Estimated strength", "How strong you are, without a maximum", ("7",)),
    Section("words", "Words and counts", "What the numbers mean", ("1", "12")),
)


def section_of(rule: Rule) -> Section:
    """The section a rule stands in. Raises `LookupError` for a rule that stands in none."""
    for section in SECTIONS:
        if number_of(rule) in section.numbers:
            return section
    raise LookupError(f"No section holds the rule {rule.code} ({rule.locator}).")
