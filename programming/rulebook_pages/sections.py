"""The rulebook's sections as its pages group them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from programming.rulebook import RULES, Rule


@dataclass(frozen=True)
class Section:
    """A group of rules: its title, what it answers, and where its rules stand in the rulebook.

    `places` are beginnings of locators; a rule belongs to the section with the longest one, so
    "2, test sets" takes those rules out of "2".
    """

    key: str
    title: str
    answers: str
    places: tuple[str, ...]

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The rules of the section, in the order they act in."""
        return tuple(rule for rule in RULES.values() if section_of(rule) is self)

    def depth(self, rule: Rule) -> int:
        """The length of the place that holds the rule, 0 where none does."""
        return max(
            (len(place) for place in self.places if _stands_in(rule.locator, place)), default=0
        )


def _stands_in(locator: str, place: str) -> bool:
    """Whether a locator is this place or under it: "2, step 3" and "4.1" are under "2" and "4"."""
    return locator == place or locator.startswith((f"{place},", f"{place}."))


SECTIONS: Final = (
    Section("target", "The effort target", "How hard each set should go, step by step", ("2",)),
    Section(
        "tests", "Test sets", "Failing on purpose, to check your sense of it", ("2, test sets",)
    ),
    Section("judging", "Judging a set", "What is said about a set, and when", ("4",)),
    Section("risk", "Risk", "What a lift costs when it fails", ("3",)),
    Section("budget", "The failure budget", "How often a week a set may go to failure", ("5",)),
    Section("readiness", "The check-in", "What makes a day green, amber or red", ("6",)),
    Section("strength", "Estimated strength", "How strong you are, without a maximum", ("7",)),
    Section("next", "Next time", "What load and reps come next, and why", ("8",)),
    Section("progress", "Progress and tiredness", "When to go on, and when to back off", ("9",)),
    Section(
        "level", "Your level", "How experienced you count as, and what would change it", ("10",)
    ),
    Section("sense", "Your sense of effort", "How well you judge the reps you have left", ("11",)),
    Section("score", "The strength score", "Your lifts beside others of your bodyweight", ("13",)),
    Section("words", "Words and counts", "What the numbers mean", ("1", "12")),
)


def section_of(rule: Rule) -> Section:
    """The section a rule stands in. Raises `LookupError` for a rule that stands in none."""
    section = max(SECTIONS, key=lambda one: one.depth(rule))
    if not section.depth(rule):
        raise LookupError(f"No section holds the rule {rule.code} ({rule.locator}).")
    return section
