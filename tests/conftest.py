"""What tests of more than one folder share."""

from collections.abc import Iterator

import pytest
from cakupan.intake.judging.fields import places
from cakupan.reference import areas
from hypothesis import HealthCheck, settings
from judging import area_frame

# A busy machine is no reason to fail: how long an example takes to make or to try is not what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture
def few_areas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace the shipped areas by those of tests/judging.py."""
    monkeypatch.setattr(areas, "frame", area_frame)
    places.forget()
    yield
    places.forget()
