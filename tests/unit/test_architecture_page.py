"""The page on architecture names the parts of intake that there are, and no others."""

import re

import pytest
from cakupan.settings import PROJECT_ROOT

INTAKE = PROJECT_ROOT / "include" / "cakupan" / "intake"
PAGE = (PROJECT_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTION = PAGE.split("\n## Intake, folder by folder\n")[1].split("\n## ")[0]
PARTS, _, CHANGES = SECTION.partition("Where a change goes:")
NAMED = sorted(set(re.findall(r"`([\w*]+(?:/[\w*]+)*(?:/|\.(?:py|yaml|md)))`", SECTION)))


def test_every_module_and_folder_of_intake_is_named_once():
    there = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in INTAKE.iterdir()
        if path.name != "__init__.py" and (path.suffix == ".py" or (path / "__init__.py").exists())
    ]

    assert sorted(re.findall(r"^\| `([\w./]+)` \|", PARTS, re.MULTILINE)) == sorted(there)


def test_the_drawing_shows_every_step_of_a_file():
    (drawing,) = re.findall(r"```\n(.*?)```", PARTS, re.DOTALL)
    folders = [f"{name}/" for name in ("expectations", "quality")]
    drawn = [name for name in re.findall(r"\b[a-z]+/", drawing) if name not in folders]

    assert len(drawn) > 8
    assert [name for name in drawn if not (INTAKE / name / "__init__.py").exists()] == []


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_is_there(name: str):
    places = (INTAKE, PROJECT_ROOT / "include" / "cakupan", PROJECT_ROOT)

    assert any(list(place.glob(name)) for place in places)
