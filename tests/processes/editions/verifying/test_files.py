"""The files of an edition are those its manifest names, each as it was, and nothing lies beside them."""

import os

import pytest
from cakupan.editions import manifest
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import verify
from tampering import failures, signed_again, with_entries


def test_a_changed_byte_names_the_file_with_both_hashes(edition):
    path = edition / layout.FIGURES_CSV
    before = manifest.sha256_of(path)
    path.write_bytes(path.read_bytes().replace(b"33.33", b"33.34"))

    found = verify.verify(edition)

    named = next(one for one in found.failures if one.check == "files")
    assert (named.subject, named.expected) == ("report/figures.csv", f"sha256 {before}")
    assert named.found == f"sha256 {manifest.sha256_of(path)}"
    assert not found.is_ok
    assert "does not verify: 2 failures" in found.verdict


def test_a_missing_and_an_extra_file_are_named(edition):
    (edition / layout.FIGURES_CSV).unlink()
    (edition / "audit" / "note.txt").write_text("x")

    found = failures(edition)

    assert ("files", "report/figures.csv", None) in found
    assert ("files", "audit/note.txt", None) in found


def test_an_extra_file_is_named_also_where_it_is_unlisted_by_its_name(edition):
    (edition / "audit" / manifest.MANIFEST).write_text("{}")

    assert failures(edition) == [("files", "audit/manifest.json", None)]


def test_an_extra_folder_is_named_even_when_it_is_empty(edition, secrets):
    (edition / "audit" / "kosong" / "dalam").mkdir(parents=True)

    assert failures(signed_again(edition, secrets)) == [
        ("files", "audit/kosong", None),
        ("files", "audit/kosong/dalam", None),
    ]


@pytest.mark.parametrize("place", ["report/figures.csv", "manifest.json", "signing.pub", "report", "audit/x"])
def test_a_link_is_named_and_nothing_is_opened_through_it(edition, secrets, tmp_path, place):
    path, outside = edition / place, tmp_path / "outside"
    if path.exists():
        path.rename(outside)
    path.symlink_to(outside)

    found = verify.verify(edition)

    assert [(one.check, one.subject, one.found) for one in found.failures] == [("files", place, "a link")]
    assert {check.outcome for check in found.checks if check.name != "files"} == {"unchecked"}


def test_a_pipe_is_named_and_not_waited_for(edition):
    path = edition / layout.FIGURES_CSV
    path.unlink()
    os.mkfifo(path)

    assert [one.found for one in verify.verify(edition).failures] == ["a device, pipe or socket"]


@pytest.mark.parametrize(
    "path",
    [
        "../outside.csv",
        "/etc/hostname",
        "report/../report/figures.csv",
        "report//figures.csv",
        "./report/figures.csv",
        "report/figures.csv/",
        "report\\figures.csv",
        "",
        ".",
        "report/figures.csv\n",
        "report/\x00",
    ],
)
def test_a_path_that_leads_elsewhere_is_no_file_of_an_edition(edition, secrets, path):
    with_entries(edition, secrets, lambda files: files[0].update(path=path))

    assert failures(edition) == [("manifest", "manifest.json", None)]


def test_a_file_named_twice_is_told(edition, secrets):
    with_entries(edition, secrets, lambda files: files.append(files[0]))

    assert failures(edition) == [("files", "manifest.json", None)]


@pytest.mark.parametrize("size", [0, 10**9])
def test_a_size_that_is_not_the_file_s_is_told(edition, secrets, size):
    with_entries(edition, secrets, lambda files: files[0].update(size=size))

    assert [one[0] for one in failures(edition)] == ["files"]
