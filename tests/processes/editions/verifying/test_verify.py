"""An edition verifies as it is, check by check; one that is not what it says it is does not."""

import pytest
from bundle_builders import seal
from cakupan.editions import manifest
from cakupan.editions.frozen import layout
from cakupan.editions.proof import keys
from cakupan.editions.verifying import verify
from cakupan.errors import NotFound, SetupError
from tampering import CHECKS, failures, sign, signed_again


def test_an_untouched_edition_verifies_and_says_how_much_was_checked(edition):
    found = verify.verify(edition)

    assert found.failures == ()
    assert found.is_ok
    assert (found.edition, found.figures, found.evidence_rows) == ("2024-10/v1", 3, 3)
    assert found.files == len(list(manifest.files(edition)))


def test_there_is_one_line_for_each_check_with_what_became_of_it(edition, secrets):
    found = verify.verify(edition)

    lines = [str(check) for check in found.checks]
    assert [line.split()[0] for line in lines] == list(CHECKS)
    assert {line.split()[1] for line in lines} == {"ok", "unchecked"}
    assert all(len(line.split()) > 3 for line in lines)
    assert found.verdict == "2024-10/v1 verifies; not checked: definitions, pages"
    assert "made by code abc" in found.check("definitions").said
    told = found.as_dict()
    assert (told["is_ok"], [check["name"] for check in told["checks"]]) == (True, list(CHECKS))


def test_a_changed_manifest_breaks_the_signature(edition):
    path = edition / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"code_version": "abc"', b'"code_version": "abd"'))

    assert failures(edition) == [("signature", "manifest.json", None)]


def test_a_manifest_that_can_be_read_in_two_ways_is_told(edition, secrets):
    content = (
        (edition / manifest.MANIFEST).read_bytes().replace(b'"period"', b'"period": "2024-09",\n "period"')
    )
    sign(edition, secrets, content)

    assert failures(edition) == [("manifest", "manifest.json", None)]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"1",
        b"null",
        b"\xff",
        b"{}",
        b'{"period": "2024-10", "version": 1}',
        b'{"period": "2024-10", "version": 1, "files": {}}',
        b'{"period": "2024-10", "version": 1, "files": ["report/figures.csv"]}',
        b"[" * 100_000,
    ],
)
def test_a_manifest_of_another_shape_does_not_verify_and_nothing_crashes(edition, content):
    (edition / manifest.MANIFEST).write_bytes(content)

    assert failures(edition) == [("signature", "manifest.json", None), ("manifest", "manifest.json", None)]


def test_an_edition_that_replaces_another_than_the_one_before_is_told(edition, secrets):
    seal(edition, secrets, version=3, supersedes_version=1)

    assert failures(edition)[0] == ("manifest", "manifest.json", "supersedes_version")


@pytest.mark.parametrize(
    ("place", "check"),
    [
        (layout.FACTS / "rows.parquet", "queries"),
        (layout.DIMENSIONS / "areas.parquet", "queries"),
        (layout.FIGURES, "queries"),
        (layout.CHANGES, "differences"),
        ("report/laporan.html", "html"),
        ("report/laporan.pdf", "pdf"),
        ("report/laporan.xlsx", "xlsx"),
        ("report/places.json", "html"),
    ],
)
@pytest.mark.parametrize("content", [b"", b"PAR1", b"\0" * 1_000])
def test_a_damaged_file_fails_its_check_and_no_other_crashes(edition, secrets, place, check, content):
    (edition / place).write_bytes(content)

    found = verify.verify(signed_again(edition, secrets))

    assert [one.name for one in found.checks] == list(CHECKS)
    assert found.check(check).outcome == "failed"


def test_a_bundle_signed_with_another_key_is_not_this_installations(edition, secrets, tmp_path):
    assert failures(signed_again(edition, tmp_path / "other" / "secrets")) == [
        ("signature", "signing.pub", None)
    ]


def test_a_bundle_is_checked_against_a_key_that_is_handed_over(edition, secrets, tmp_path):
    ours = edition / manifest.PUBLIC_KEY
    theirs = tmp_path / "theirs.pub"
    theirs.write_bytes(keys.generate().public)

    assert verify.verify(edition, ours).is_ok
    assert [one.subject for one in verify.verify(edition, theirs).failures] == [manifest.PUBLIC_KEY]


def test_without_a_trusted_key_it_says_what_it_could_not_check_and_does_not_verify(edition, secrets):
    (secrets.parent / "trusted_keys.json").unlink()

    strict = verify.verify(edition)
    inside = verify.verify(edition, is_untrusted=True)
    with_key = verify.verify(edition, edition / manifest.PUBLIC_KEY, is_untrusted=True)

    assert [(one.is_ok, one.is_untrusted) for one in (strict, inside, with_key)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert [f"{one.check} {one.subject}" for one in strict.failures] == ["signature signing.pub"]
    assert "--untrusted" in str(strict.failures[0])
    assert inside.verdict.startswith("2024-10/v1 holds together, but is UNTRUSTED")
    assert "who signed it was not checked" in inside.check("signature").said
    assert with_key.verdict.startswith("2024-10/v1 verifies")
    assert {one.key_fingerprint for one in (strict, inside, with_key)} == {with_key.key_fingerprint}
    assert inside.as_dict()["is_untrusted"] is True


def test_looking_inside_an_untrusted_edition_still_names_what_is_wrong_there(edition, secrets):
    (secrets.parent / "trusted_keys.json").unlink()
    (edition / "audit" / "note.txt").write_text("x")

    found = verify.verify(edition, is_untrusted=True)

    assert [(one.check, one.subject) for one in found.failures] == [("files", "audit/note.txt")]


@pytest.mark.parametrize("content", [b"", b"no key", None])
def test_a_key_that_is_none_is_refused(edition, tmp_path, content):
    key = tmp_path / "agency.pub"
    if content is not None:
        key.write_bytes(content)

    with pytest.raises(SetupError, match=r"agency\.pub (is neither an Ed25519 public key|cannot be read)"):
        verify.verify(edition, key)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("2024-10/v1", []),
        ("2024-10/v2", [("manifest", "manifest.json", "place")]),
        ("2024-09/v1", [("manifest", "manifest.json", "place")]),
        ("2024-09/20241105T190000Z", []),
        ("kept/v2", []),
    ],
)
def test_an_edition_in_the_folder_of_another_does_not_pass_for_it(edition, tmp_path, place, expected):
    target = tmp_path / "editions" / place
    target.parent.mkdir(parents=True)
    edition.rename(target)

    assert failures(target) == expected


def test_a_folder_without_manifest_is_no_edition(tmp_path):
    with pytest.raises(NotFound, match="manifest"):
        verify.verify(tmp_path)
