"""Rulebook section 3: what failing an exercise costs, with the safeties in place."""

from programming.rulebook.rows.tables import DEFAULT_FLOORS
from programming.rulebook.words.validation import member, yes_or_no
from programming.rulebook.words.vocabulary import Tier


def risk_in_force(
    tier: Tier | str, rir_floor: int, rir_floor_with_safeties: int | None, safeties: bool
) -> tuple[int, Tier]:
    """Return the floor and the tier in force (rulebook 3).

    Safeties count only where the exercise has a floor with safeties. Raises ValueError for
    another tier.
    """
    own = member(Tier, "tier", tier)
    if not safeties or rir_floor_with_safeties is None:
        return rir_floor, own
    return rir_floor_with_safeties, Tier.CAUTION if own is Tier.AVOID else own


def classified_risk(
    traps_or_loads_the_lower_back: bool | None, balance_or_cannot_be_put_down: bool | None
) -> tuple[Tier, int]:
    """Return tier and floor of a lifter's own exercise from the two questions (rulebook 3).

    The first asks whether one can be trapped under it or the lower back is the limit, the
    second whether balance is the limit or it cannot simply be put down; None is not yet
    answered, and unknown risk is avoid. Raises ValueError for any other answer.
    """
    traps, balance = traps_or_loads_the_lower_back, balance_or_cannot_be_put_down
    if traps is not None:
        yes_or_no("traps_or_loads_the_lower_back", traps)
    if balance is not None:
        yes_or_no("balance_or_cannot_be_put_down", balance)
    tier = Tier.CAUTION if balance else Tier.SAFER
    if traps is not False or balance is None:
        tier = Tier.AVOID
    return tier, DEFAULT_FLOORS[tier]
