"""An edition verifies as it is; whatever is tampered with is named."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bundle_builders import evidence_row, figure_row, gap_row, seal, workforce_row, write_bundle
from cakupan import settings
from cakupan.editions import causes, manifest, tables, verify
from cakupan.editions.frozen import evidence
from cakupan.editions.proof import keys
from cakupan.errors import NotFound, SetupError


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home" / "secrets"
    settings.load.cache_clear()


@pytest.fixture
def edition(tmp_path: Path, secrets: Path) -> Path:
    return write_bundle(
        tmp_path / "v1", [figure_row(), gap_row()], [evidence_row(), workforce_row(3)], secrets
    )


def failures(edition: Path) -> list[tuple[str, str]]:
    return [(failure.check, failure.subject) for failure in verify.verify(edition).failures]


def rewrite_figures(edition: Path, **given: object) -> None:
    rows = [figure_row(**given), gap_row()]
    rows.sort(key=lambda row: str(row["figure_id"]))
    table = pa.Table.from_pylist(rows, schema=evidence.FIGURE)
    evidence.write(table, edition / "report" / "figures.parquet")
    (edition / "report" / "figures.csv").write_bytes(tables.csv_bytes(table))


def test_an_untouched_edition_verifies_and_says_how_much_was_checked(edition):
    result = verify.verify(edition)

    assert result.is_ok
    assert (result.edition, result.figures, result.evidence_rows, result.files) == ("2024-10/v1", 2, 2, 7)


def test_a_changed_byte_names_the_file_with_both_hashes(edition):
    path = edition / "report" / "figures.csv"
    before = manifest.sha256_of(path)
    path.write_bytes(path.read_bytes().replace(b"33.33", b"33.34"))

    found = verify.verify(edition).failures

    assert ("file", "report/figures.csv") in [(failure.check, failure.subject) for failure in found]
    assert any(before in str(failure) and manifest.sha256_of(path) in str(failure) for failure in found)


def test_a_missing_and_an_extra_file_are_named(edition):
    (edition / "report" / "figures.csv").unlink()
    (edition / "audit" / "note.txt").write_text("x")

    assert {("file", "report/figures.csv"), ("file", "audit/note.txt")} <= set(failures(edition))


def test_a_changed_manifest_breaks_the_signature(edition):
    path = edition / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))

    assert failures(edition) == [("signature", "manifest.json")]


def test_a_manifest_that_is_no_json_is_named_and_nothing_crashes(edition):
    (edition / manifest.MANIFEST).write_bytes(b"{")

    assert failures(edition) == [("signature", "manifest.json"), ("manifest", "manifest.json")]


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"1",
        b"null",
        b"\xff",
        b"{}",
        b'{"period": "2024-10", "version": 1}',
        b'{"period": "2024-10", "version": 1, "files": {}}',
        b'{"period": "2024-10", "version": 1, "files": ["report/figures.csv"]}',
        b'{"period": "2024-10", "version": 1, "files": [{"path": "report/figures.csv"}]}',
        b"[" * 100_000,
    ],
)
def test_a_manifest_of_another_shape_does_not_verify_and_nothing_crashes(edition, content):
    (edition / manifest.MANIFEST).write_bytes(content)

    assert failures(edition) == [("signature", "manifest.json"), ("manifest", "manifest.json")]


def test_a_changed_figure_is_named_even_when_signed_again(edition, secrets):
    rewrite_figures(edition, value="34.00")
    seal(edition, secrets)

    found = {(failure.check, failure.subject): failure for failure in verify.verify(edition).failures}

    assert set(found) == {
        ("figure value", "ucj_ytd:2024-10:33.28"),
        ("figure value", "gap_full:2024-10:33.28"),
    }
    wrong = found["figure value", "ucj_ytd:2024-10:33.28"]
    assert (wrong.expected, wrong.found) == ("33.33", "34.00")


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_changed_part_of_a_figure_is_named(edition, secrets, part):
    rewrite_figures(edition, **{part: 2})
    seal(edition, secrets)

    assert failures(edition) == [(f"figure {part}", "ucj_ytd:2024-10:33.28")]


def test_an_evidence_row_taken_out_changes_the_figure_it_belongs_to(edition, secrets):
    path = edition / "audit" / "evidence" / "ucj_ytd.parquet"
    evidence.write(pq.read_table(path).slice(1), path)
    seal(edition, secrets)

    assert ("figure numerator", "ucj_ytd:2024-10:33.28") in failures(edition)


def test_a_bundle_signed_with_another_key_is_not_this_installations(edition, secrets, tmp_path):
    seal(edition, tmp_path / "other")

    assert failures(edition) == [("signature", "signing.pub")]


def test_a_bundle_is_checked_against_a_key_that_is_handed_over(edition, tmp_path):
    ours = edition / manifest.PUBLIC_KEY
    theirs = tmp_path / "theirs.pub"
    theirs.write_bytes(keys.generate().public)

    assert verify.verify(edition, ours).is_ok
    assert failures(edition) == []
    assert [f.subject for f in verify.verify(edition, theirs).failures] == [manifest.PUBLIC_KEY]


def test_without_a_trusted_key_it_says_what_it_could_not_check_and_does_not_verify(edition, secrets):
    (secrets.parent / "trusted_keys.json").unlink()

    strict = verify.verify(edition)
    inside = verify.verify(edition, is_untrusted=True)
    with_key = verify.verify(edition, edition / manifest.PUBLIC_KEY, is_untrusted=True)

    assert [(one.is_ok, one.is_key_known, one.is_untrusted) for one in (strict, inside, with_key)] == [
        (False, False, True),
        (True, False, True),
        (True, True, False),
    ]
    assert [f"{one.check} {one.subject}" for one in strict.failures] == ["signature signing.pub"]
    assert "--untrusted" in str(strict.failures[0])
    assert inside.verdict == "holds together, but is UNTRUSTED"
    assert "who signed it was not checked" in inside.key_notice
    assert with_key.verdict == "verifies"
    assert {one.key_fingerprint for one in (strict, inside, with_key)} == {with_key.key_fingerprint}
    assert inside.as_dict()["is_untrusted"] is True


def test_looking_inside_an_untrusted_edition_still_names_what_is_wrong_there(edition, secrets):
    (secrets.parent / "trusted_keys.json").unlink()
    (edition / "audit" / "note.txt").write_text("x")

    assert [(one.check, one.subject) for one in verify.verify(edition, is_untrusted=True).failures] == [
        ("file", "audit/note.txt")
    ]


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
        ("2024-10/v2", [("place", "manifest.json")]),
        ("2024-09/v1", [("place", "manifest.json")]),
        ("2024-09/20241105T190000Z", []),
        ("kept/v2", []),
    ],
)
def test_an_edition_in_the_folder_of_another_does_not_pass_for_it(edition, tmp_path, place, expected):
    target = tmp_path / "editions" / place
    target.parent.mkdir(parents=True)
    edition.rename(target)

    assert failures(target) == expected


def test_causes_that_do_not_add_up_are_named(tmp_path, secrets):
    row = {"figure_id": "ucj_ytd:2024-10:33.28", "part": "numerator", "previous_value": "4", "value": "1"}
    changes = causes.NO_CHANGE.reindex([0]).assign(**row, cause="roster", change="-2")
    edition = write_bundle(
        tmp_path / "v2", [figure_row()], [evidence_row(), workforce_row(3)], secrets, changes=changes
    )

    assert failures(edition) == [("change of numerator", "ucj_ytd:2024-10:33.28")]


def test_a_better_rank_with_a_lower_value_is_named(tmp_path, secrets):
    ranked = {"peer_group": "33.28", "peer_count": 2}
    figures = [
        figure_row(rank=1, **ranked),
        figure_row(
            figure_id="ucj_ytd:2024-10:33.28.02", area_code="33.28.02", numerator=1, denominator=2,
            value="50.00", rank=2, **ranked,
        ),
    ]  # fmt: skip
    rows = [
        evidence_row(),
        workforce_row(3),
        evidence_row(area_code="33.28.02", unit_no=2),
        workforce_row(2) | {"area_code": "33.28.02"},
    ]
    edition = write_bundle(tmp_path / "v1", figures, rows, secrets)

    assert failures(edition) == [("figure rank", "ucj_ytd:2024-10:33.28.02")]


def test_a_folder_without_manifest_is_no_edition(tmp_path):
    with pytest.raises(NotFound, match="manifest"):
        verify.verify(tmp_path)


def days(divisor: int, **given: object) -> list[dict[str, object]]:
    """Two counts and their mean over `divisor` files, as a build freezes them."""
    counted = {"unit": "days", "denominator": None, "digits": 0, "basis": None}
    figures = [
        figure_row(
            **{"figure_id": f"{code}:2024-10:33.28", "indicator_code": code, "numerator": number},
            **counted | {"value": str(number)},
        )
        for code, number in (("answer_days", 0), ("files_answered", divisor))
    ]
    mean = {"figure_id": "answer_days_mean:2024-10:33.28", "indicator_code": "answer_days_mean"}
    mean |= {"class": "derived", "expression": "answer_days.numerator / files_answered.numerator"}
    mean |= {"input_ids": [row["figure_id"] for row in figures], "numerator": None, "value": None}
    return [*figures, figure_row(**(counted | mean | {"unit": "mean_days", "digits": 2} | given))]


def counted_rows(divisor: int) -> list[dict[str, object]]:
    return [
        evidence_row(indicator_code="answer_days", numerator=0),
        evidence_row(indicator_code="files_answered", numerator=divisor),
    ]


def test_a_zero_divisor_has_no_value_and_the_reason_and_verifies(tmp_path, secrets):
    reason = "Tidak ada nilai: pembagi dalam rumusnya nol"
    sound = write_bundle(tmp_path / "v1", days(0, note=reason), counted_rows(0), secrets)
    silent = write_bundle(tmp_path / "v2", days(0), counted_rows(0), secrets)
    invented = write_bundle(tmp_path / "v3", days(0, value="0.00"), counted_rows(0), secrets)

    assert failures(sound) == []
    assert failures(silent) == [("figure note", "answer_days_mean:2024-10:33.28")]
    assert failures(invented) == [("figure value", "answer_days_mean:2024-10:33.28")]


def test_a_figure_that_has_a_value_does_not_hide_behind_a_reason(tmp_path, secrets):
    hidden = write_bundle(tmp_path / "v1", days(2, note="Tidak ada nilai"), counted_rows(2), secrets)

    assert failures(hidden) == [("figure value", "answer_days_mean:2024-10:33.28")]
