"""What is said in gyms about effort, and what is known. Each claim names where it is answered."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Myth:
    """A claim, what is known instead, the papers that say so and the rules it touches.

    `sources` are keys of `programming.rulebook.SOURCES`; none where the answer is that no study
    was found, or that the number is ours.
    """

    claim: str
    known: str
    sources: tuple[str, ...]
    rules: tuple[str, ...]


MYTHS: Final = (
    Myth(
        "Only sets to failure build muscle.",
        "Stopping one or two reps short built the same muscle in a trial, and pooled studies find "
        "no significant difference.",
        ("Refalo 2024 trial", "Refalo 2023", "Grgic 2022"),
        ("base", "no_failure", "final_set_push", "early_failure"),
    ),
    Myth(
        "Failure itself causes injury.",
        "No study was found that ties failure itself to injury. The floors are a caution about "
        "the lift and its safeties, not about hard effort.",
        (),
        ("below_floor", "exercise_floor", "risk_tier", "safeties_missing"),
    ),
    Myth(
        "The burn of the last rep releases the hormones that make you grow.",
        "A hormone spike is no reason to train to failure.",
        (),
        ("final_set_push",),
    ),
    Myth(
        "Light weights do not build muscle.",
        "They do, when the set ends near failure. For strength heavy loads are better.",
        ("Lopez 2021", "Lasevicius 2022"),
        ("light_work",),
    ),
    Myth(
        "Nobody can tell how many reps are left.",
        "People say about one too few, and judge better close to failure.",
        ("Halperin 2022",),
        ("rir_scale", "rir_missing", "test_set", "too_close"),
    ),
    Myth(
        "More sets to failure a week bring more.",
        "Failure slows recovery by up to 24–48 h. How many such sets a week are best, no study "
        "says: the budget is RepStack policy.",
        ("Morán-Navarro 2017",),
        ("budget_muscle", "budget_share", "budget_spent", "muscle_recovering"),
    ),
    Myth(
        "A deload makes you come back stronger.",
        "No trial shows that deloads improve gains, and a week off did not. By RepStack policy one "
        "is suggested when main lifts get weaker, when pain keeps coming back, or when bad days "
        "pile up.",
        ("Coleman 2024",),
        ("aim_rise", "deload"),
    ),
)


def myths_about(code: str) -> tuple[Myth, ...]:
    """The claims that touch the rule with this code, in the order of `MYTHS`."""
    return tuple(myth for myth in MYTHS if code in myth.rules)
