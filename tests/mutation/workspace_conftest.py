"""The conftest of the copy in which the rulebook is mutated: the same few examples on every run.

A change must be noticed or not whatever else the machine does, so nothing is judged by its time.
"""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")
