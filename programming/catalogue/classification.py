"""What failing a lifter's own exercise costs, from what its owner answered (rulebook 3).

Two questions, never the name: the second one matters only where the first is answered with no.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from programming.models import RiskEntry
from programming.rulebook import classified_risk


@dataclass(frozen=True, slots=True)
class RiskAnswers:
    """The owner's answers; None is “not sure”, or not answered yet.

    `traps`: one can be trapped under it, or the lower back is the limit. `balance`: balance is
    the limit, or it cannot simply be put down.
    """

    traps: bool | None = None
    balance: bool | None = None

    def __post_init__(self) -> None:
        if self.traps is not False:
            object.__setattr__(self, "balance", None)


UNANSWERED = RiskAnswers()
# The entry keeps the answers as its tier and its sentence; it has no columns for them.
_SAYS: Mapping[RiskAnswers, str] = MappingProxyType(
    {
        UNANSWERED: "Nobody has said yet what failing it costs, so it is kept well away from "
        "failure.",
        RiskAnswers(traps=True): "You said that a failed rep can trap you under it, or that the "
        "lower back gives in first.",
        RiskAnswers(traps=False): "You said that nobody is trapped under it. Whether it can simply "
        "be put down is open, so it is kept well away from failure.",
        RiskAnswers(traps=False, balance=True): "You said that balance gives in first, or that it "
        "cannot simply be put down.",
        RiskAnswers(traps=False, balance=False): "You said that a failed rep can simply be put "
        "down.",
    }
)


def classify(entry: RiskEntry, answers: RiskAnswers) -> None:
    """Write tier, floor (whole reps in reserve) and their reason on an own entry; not saved."""
    tier, entry.floor = classified_risk(answers.traps, answers.balance)
    entry.tier = tier.value
    entry.floor_with_safeties, entry.safeties = None, []
    entry.rationale = _SAYS[answers]


def answers_of(entry: RiskEntry) -> RiskAnswers:
    """What the owner answered, read back from their entry.

    Where somebody else worded its reason, what its tier says is taken for the answer.
    """
    said = next((answers for answers, says in _SAYS.items() if says == entry.rationale), None)
    by_tier = {
        "safer": RiskAnswers(traps=False, balance=False),
        "caution": RiskAnswers(traps=False, balance=True),
    }
    return said or by_tier.get(entry.tier, UNANSWERED)
