"""A model is what its manifest says, and made for the levels that are compared, or it is refused."""

import json
import shutil
from pathlib import Path

import pytest
from cakupan.errors import ModelRefused
from cakupan.identity.matching import levels
from cakupan.identity.model import files

SHIPPED = files.SHIPPED / files.SHIPPED_VERSION


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped model that may be spoilt."""
    monkeypatch.setattr(files, "SHIPPED", tmp_path)
    return Path(shutil.copytree(SHIPPED, tmp_path / files.SHIPPED_VERSION))


def test_the_shipped_model_weighs_every_level():
    model = files.read(files.SHIPPED_VERSION)

    assert {field: set(odds) for field, odds in model.odds.items()} == {
        field.name: {one.level for one in field.levels} for field in levels.fields()
    }
    assert len(model.words) > 1000


@pytest.mark.parametrize("name", [files.WEIGHTS, files.WORDS])
def test_a_model_with_a_changed_byte_is_refused_by_name(copied: Path, name: str):
    content = bytearray((copied / name).read_bytes())
    content[-3] ^= 1
    (copied / name).write_bytes(bytes(content))

    with pytest.raises(ModelRefused, match=f"{files.SHIPPED_VERSION}.*{name}.*changed"):
        files.read(files.SHIPPED_VERSION)


@pytest.mark.parametrize("name", [files.WEIGHTS, files.WORDS, files.MANIFEST])
def test_a_model_that_lacks_a_file_is_refused_by_name(copied: Path, name: str):
    (copied / name).unlink()

    with pytest.raises(ModelRefused, match=f"{files.SHIPPED_VERSION}.*{name}"):
        files.read(files.SHIPPED_VERSION)


@pytest.mark.parametrize(
    ("key", "value", "told"), [("version", "2019.1", "2019.1"), ("levels_sha256", "0", "train")]
)
def test_a_model_of_another_version_or_for_other_levels_is_refused(
    copied: Path, key: str, value: str, told: str
):
    manifest = json.loads((copied / files.MANIFEST).read_text())
    (copied / files.MANIFEST).write_text(json.dumps({**manifest, key: value}))

    with pytest.raises(ModelRefused, match=told):
        files.read(files.SHIPPED_VERSION)


def test_another_model_than_the_adopted_one_is_refused():
    with pytest.raises(ModelRefused, match="adopted"):
        files.read(files.SHIPPED_VERSION, sha256="0" * 64)


def test_a_written_model_is_read_as_it_was_given_and_never_written_over(copied: Path):
    model = files.read(files.SHIPPED_VERSION)
    place = copied.parent / "2031.1"

    sha256 = files.write(place, version="2031.1", odds=model.odds, words={"ABDUL": 0.25}, trained_on="1 pair")

    again = files.read("2031.1", sha256)
    assert (again.odds, again.words, again.trained_on) == (model.odds, {"ABDUL": 0.25}, "1 pair")
    with pytest.raises(ModelRefused, match="never changed"):
        files.write(place, version="2031.1", odds=model.odds, words={}, trained_on="")


def test_reasons_are_said_in_both_languages_from_the_levels_of_a_decision():
    decision = {"name_level": 9, "date_level": 7, "sex_level": None, "place_level": 4, "nik_level": 6}

    assert levels.reasons(decision) == [
        "nama sama bunyi",
        "tanggal lahir sama",
        "kecamatan sama, desa lain",
        "NIK beda satu angka",
    ]
    assert levels.reasons(decision, "en")[0] == "name sounds the same"
