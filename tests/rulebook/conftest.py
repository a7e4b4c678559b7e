"""How many examples the properties are tried on: 200 in the gate, 10,000 in `bin/test --deep`."""

import pytest
from hypothesis import settings

settings.register_profile("gate", max_examples=200, deadline=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("hypothesis_profile", None):
        settings.load_profile("gate")
