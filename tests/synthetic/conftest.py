"""One small register for the tests that only read it."""

import pytest

from samlet.synthetic import Register, Size, generate


@pytest.fixture(scope="session")
def demo() -> Register:
    return generate(1, Size.DEMO)
