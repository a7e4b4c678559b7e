"""Rulebook section 6, policy: whether what a lifter answers before a session goes with what they lift."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import wrong

_NUMBERS = rule("check_in_predicts").numbers
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class AnsweredSession:
    """A session: its answers by question, higher is better, and what was lifted against references.

    percent: how far the session's median estimate lies over its references, in %. A question that was
    not answered is not among the answers.
    """

    answers: Mapping[str, int]
    percent: float


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """What the answers to a question come to.

    sessions: with an answer. groups: of each answer given, from the worst up, its sessions and their
    median percent. missing: sessions until something can be said, 0 where it can; None where they
    are enough and too few of them are the worst answer or the best. difference: percent of the best answer over the worst,
    None while silent. is_related: whether they go together by more than chance.
    """

    question: str
    sessions: int
    groups: Mapping[int, tuple[int, float]]
    missing: int | None
    difference: float | None
    is_related: bool


def answer_findings(
    sessions: Sequence[AnsweredSession], questions: Sequence[str]
) -> tuple[AnswerFinding, ...]:
    """Return for each question whether its answers go with what was lifted (rulebook 6, policy).

    The rank correlation of answer and percent, ties at their mean rank: where the two have nothing
    to do with each other its variance is 1 / (n − 1), whatever the ties, so it needs no drawing
    of lots. The line is Bonferroni's for three questions. Raises ValueError naming the field.
    """
    for one in sessions:
        if one.percent != one.percent:
            raise wrong("percent", one.percent, "a number")
    return tuple(_finding(question, sessions) for question in questions)


def _finding(question: str, sessions: Sequence[AnsweredSession]) -> AnswerFinding:
    told = [(one.answers[question], one.percent) for one in sessions if question in one.answers]
    groups = {
        answer: [percent for given, percent in told if given == answer]
        for answer in sorted({answer for answer, _ in told})
    }
    shown = {answer: (len(those), median(those)) for answer, those in groups.items()}
    few = max(_NUMBERS["from_sessions"] - len(told), 0)
    worst, best = (next(iter(groups), None), next(reversed(groups), None))
    if few or worst is None or best is None:
        return AnswerFinding(question, len(told), shown, few, None, is_related=False)
    if worst == best or min(len(groups[worst]), len(groups[best])) < _NUMBERS["from_group"]:
        return AnswerFinding(question, len(told), shown, None, None, is_related=False)
    difference = shown[best][1] - shown[worst][1]
    strength = _rank_correlation(told) * sqrt(len(told) - 1)
    # Of answers in between that say the contrary the two ends are not spoken of.
    is_alike = strength * difference > 0
    return AnswerFinding(
        question,
        len(told),
        shown,
        0,
        difference,
        is_related=is_alike and abs(strength) * _HUNDRED >= _NUMBERS["z_hundredths"],
    )


def _rank_correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's, 0 where one of both never varies."""
    first, second = _ranks([one for one, _ in pairs]), _ranks([other for _, other in pairs])
    middle = (len(pairs) + 1) / 2
    both = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    alone = sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)
    return both / sqrt(alone) if alone else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1, equal ones at the mean of theirs."""
    ordered = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    begin = 0
    while begin < len(ordered):
        end = begin
        while end < len(ordered) and values[ordered[end]] == values[ordered[begin]]:
            end += 1
        for place in ordered[begin:end]:
            ranks[place] = (begin + end + 1) / 2
        begin = end
    return ranks
