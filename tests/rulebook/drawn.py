"""Parts of random logs, drawn together: what costs the time is how often Hypothesis is asked."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st


def one_of_each(**choices: Sequence[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """One of each named choice, in a single draw; written twice is drawn twice as often."""
    together = list(product(*choices.values()))
    return st.sampled_from(together).map(lambda chosen: dict(zip(choices, chosen, strict=True)))
