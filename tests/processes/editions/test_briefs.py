"""Reports of parts of the country: made of an edition's figures, read back, several at a time."""

import json
from pathlib import Path

import pytest
from cakupan.editions import briefs, manifest
from cakupan.errors import GateShut, NotFound
from cakupan.reports.report import Audience, Kind, Scope
from full_edition import full_source

CODES = ("33.28", "33.76")


@pytest.fixture(scope="module")
def edition() -> briefs.Edition:
    return briefs.Edition(name="2024-10/v2", manifest_sha256="ab" * 32, source=full_source())


def scopes(edition: briefs.Edition) -> list[Scope]:
    return [edition.scope(code) for code in CODES]


def test_each_part_has_its_own_files_that_name_the_edition_they_are_made_of(
    edition: briefs.Edition, tmp_path: Path
) -> None:
    made = sorted(
        briefs.write(edition, scopes(edition), Audience.INTERNAL, tmp_path, processes=2),
        key=lambda one: one.code,
    )

    assert [one.code for one in made] == list(CODES)
    for one in made:
        said = briefs.stated(one.folder)
        assert (said["edition"], said["manifest_sha256"]) == ("2024-10/v2", "ab" * 32)
        assert said["scope"] == {"kind": "regency", "code": one.code}
        assert one.numbers > 20
        for name, sha256 in said["files"].items():
            assert manifest.sha256_of(one.folder / name) == sha256
        on_disk = {
            path.relative_to(one.folder).as_posix() for path in one.folder.rglob("*") if path.is_file()
        }
        assert on_disk == set(said["files"]) | {briefs.STATED}


def test_one_at_a_time_and_several_at_a_time_give_the_same_bytes(
    edition: briefs.Edition, tmp_path: Path
) -> None:
    for name, processes in (("one", 1), ("two", 2)):
        list(briefs.write(edition, scopes(edition), Audience.PUBLIC, tmp_path / name, processes))

    for code in CODES:
        said = [json.loads((tmp_path / name / code / briefs.STATED).read_text()) for name in ("one", "two")]
        assert said[0] == said[1]


def test_a_report_of_a_part_prints_no_number_of_another_part(edition: briefs.Edition, tmp_path: Path) -> None:
    (made,) = briefs.write(edition, scopes(edition)[:1], Audience.INTERNAL, tmp_path)

    for path in made.folder.rglob("*.json"):
        assert "64.02" not in path.read_text(encoding="utf-8"), path
    assert "64.02" not in (made.folder / "laporan.html").read_text(encoding="utf-8")


def test_a_number_that_is_not_its_figure_shuts_the_gate_and_leaves_nothing_behind(
    edition: briefs.Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed_wrongly(report: object, out: Path) -> list[Path]:
        paths = written(report, out)
        path = out / "laporan.html"
        path.write_text(path.read_text(encoding="utf-8").replace("30,19", "40,19"), encoding="utf-8")
        return paths

    written = briefs.render.alone
    monkeypatch.setattr(briefs.render, "alone", printed_wrongly)

    with pytest.raises(GateShut, match="prints '40,19', expected '30,19'"):
        list(briefs.write(edition, scopes(edition)[:1], Audience.INTERNAL, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_an_area_that_the_edition_does_not_know_is_refused_with_those_near_it(
    edition: briefs.Edition,
) -> None:
    with pytest.raises(NotFound, match=r"no report of '33.99'. There is .*33.28"):
        edition.scope("33.99")


def test_all_areas_of_a_level_are_those_that_have_a_rate(edition: briefs.Edition) -> None:
    assert {one.code for one in edition.scopes("regency")} >= set(CODES)
    assert {one.kind for one in edition.scopes("regency")} == {Kind.REGENCY}


def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is not an edition"):
        briefs.Edition.open(tmp_path)
