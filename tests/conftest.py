"""What tests of more than one folder share."""

from collections.abc import Iterator

import pytest
from cakupan.intake.judging.fields import places
from cakupan.reference import areas
from judging import area_frame


@pytest.fixture
def few_areas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace the shipped areas by those of tests/judging.py."""
    monkeypatch.setattr(areas, "frame", area_frame)
    places.forget()
    yield
    places.forget()
