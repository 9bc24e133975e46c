"""What tests of more than one folder share."""

import gc

import known_areas
import pytest
from hypothesis import HealthCheck, settings
from judging import area_frame

# A busy machine is no reason to fail: how long an example takes to make or to try is not what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the tests and modules that stay until the end."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put the shipped areas back for a test that asks for no others."""
    if "few_areas" not in getattr(item, "fixturenames", ()):
        known_areas.show(known_areas.shipped)


@pytest.fixture
def few_areas() -> None:
    """Replace the shipped areas by those of tests/judging.py."""
    known_areas.show(area_frame)
