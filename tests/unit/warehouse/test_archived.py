"""Archived bytes are what their name says, or it is told."""

import hashlib
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.errors import NotAsArchived
from cakupan.warehouse import archive
from case_tables import each_case

BYTES = b"membership_id\nM1\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path))
    settings.load.cache_clear()
    (tmp_path / "archive").mkdir()
    yield tmp_path / "archive"
    settings.load.cache_clear()


def test_bytes_are_found_under_their_hash(folder):
    (folder / SHA256).write_bytes(BYTES)

    assert archive.archived(SHA256) == folder / SHA256


def test_bytes_that_are_gone_are_none(folder):
    assert archive.archived(SHA256) is None


@each_case("found", [b"", BYTES + b"\n", BYTES.replace(b"M1", b"M2")])
def test_other_bytes_are_told_with_both_hashes(folder, found):
    (folder / SHA256).write_bytes(found)

    with pytest.raises(NotAsArchived, match=f"{SHA256}.*{hashlib.sha256(found).hexdigest()}"):
        archive.archived(SHA256)


def test_a_link_to_other_bytes_is_told(folder, tmp_path):
    (tmp_path / "other").write_bytes(b"other")
    (folder / SHA256).symlink_to(tmp_path / "other")

    with pytest.raises(NotAsArchived):
        archive.archived(SHA256)


@each_case("name", ["", "..", "../secrets/signing.key", SHA256.upper(), SHA256[:-1], "/etc/passwd"])
def test_what_is_no_hash_names_no_file(folder, name):
    assert archive.archived(name) is None
