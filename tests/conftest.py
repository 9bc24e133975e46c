"""What tests of more than one folder share."""

import gc
from functools import cache

import pytest


@cache
def take_time_over_examples() -> None:
    """Let no test of a property fail on a busy machine: how long an example takes is not what is tested."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")


def pytest_collectstart() -> None:
    """Prepare what tests ask of; a process that only deals them out to others collects none and is spared."""
    take_time_over_examples()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the tests and modules that stay until the end."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put the shipped areas back for a test that asks for no others."""
    import known_areas

    if "few_areas" not in getattr(item, "fixturenames", ()):
        known_areas.show(known_areas.shipped)


@pytest.fixture
def few_areas() -> None:
    """Replace the shipped areas by those of tests/judging.py."""
    import known_areas
    from judging import area_frame

    known_areas.show(area_frame)
