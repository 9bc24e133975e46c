"""Every test of intake here sees the same few areas."""

import pytest


@pytest.fixture(autouse=True)
def sees_few_areas(few_areas: None) -> None:
    """Ask for them."""
