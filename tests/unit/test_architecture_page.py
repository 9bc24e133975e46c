"""The page on architecture names the parts of workbooks and intake that there are, and no others."""

import re

from cakupan.settings import PROJECT_ROOT
from case_tables import each_case

PACKAGE = PROJECT_ROOT / "include" / "cakupan"
PAGE = (PROJECT_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTION = PAGE.split("\n## Workbooks and intake, folder by folder\n")[1].split("\n## ")[0]
PARTS, _, CHANGES = SECTION.partition("Where a change goes:")
NAMED = sorted(set(re.findall(r"`([\w*]+(?:/[\w*]+)*(?:/|\.(?:py|yaml|md)))`", SECTION)))


def test_every_module_and_folder_of_workbooks_and_intake_is_named_once():
    there = [
        f"{folder}/{path.name}/" if path.is_dir() else f"{folder}/{path.name}"
        for folder in ("workbooks", "intake")
        for path in (PACKAGE / folder).iterdir()
        if path.name != "__init__.py" and (path.suffix == ".py" or (path / "__init__.py").exists())
    ]

    assert sorted(re.findall(r"^\| `([\w./]+)` \|", PARTS, re.MULTILINE)) == sorted(there)


def test_the_drawing_shows_every_step_of_a_file():
    (drawing,) = re.findall(r"```\n(.*?)```", PARTS, re.DOTALL)
    steps = re.findall(r"^ {2}(\w+)/ ", drawing, re.MULTILINE)

    assert steps == ["inbox", "storing", "answering"]
    for step in (*steps, *re.findall(r"^ {4,6}(\w+)/ ", drawing, re.MULTILINE)):
        assert list((PACKAGE / "intake").glob(f"**/{step}/__init__.py")), step


@each_case("name", NAMED)
def test_what_the_page_names_is_there(name: str):
    assert any(list(place.glob(name)) for place in (PACKAGE, PROJECT_ROOT))
