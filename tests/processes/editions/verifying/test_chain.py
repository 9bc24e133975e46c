"""A manifest follows the one published before it, which is compared when it lies beside."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bundle_builders import describe, seal
from cakupan.editions import manifest
from cakupan.editions.proof.chain import Head
from cakupan.editions.proof.position import Position, Previous
from cakupan.editions.verifying import verify
from tampering import failures, with_stated

SHA = "a" * 64


@pytest.fixture
def second(edition: Path, secrets: Path, tmp_path: Path) -> Path:
    """The second edition of all, beside the first, which is of another month."""
    first = tmp_path / "editions" / "2024-09" / "v1"
    shutil.copytree(edition, first)
    seal(first, secrets, period="2024-09")
    folder = tmp_path / "editions" / "2024-10" / "v1"
    shutil.copytree(edition, folder)
    before = Previous(
        edition="2024-09/v1", number=1, manifest_sha256=manifest.sha256_of(first / manifest.MANIFEST)
    )
    heads = {name: Head(count=3, sha256=SHA) for name in ("action_head", "identity_head")}
    seal(folder, secrets, position=Position(number=2, previous=before, **heads))
    return folder


def said(folder: Path) -> tuple[str, str]:
    check = verify.verify(folder).check("chain")
    return check.outcome, check.said


def test_the_edition_before_is_compared_when_it_lies_beside(second):
    assert said(second) == ("ok", "edition 2, after 2024-09/v1 beside it")


def test_the_edition_before_that_does_not_lie_beside_is_said_not_to_be_compared(second):
    shutil.rmtree(second.parents[1] / "2024-09")

    outcome, why = said(second)

    assert outcome == "unchecked"
    assert "2024-09/v1, which does not lie beside it" in why
    assert verify.verify(second).is_ok


def test_the_edition_before_signed_again_is_told(second, secrets):
    seal(second.parents[1] / "2024-09" / "v1", secrets, period="2024-09", reason="lain")

    assert failures(second) == [("chain", "2024-09/v1", None)]


def test_another_edition_in_the_place_of_the_one_before_is_told(second):
    shutil.copy(second / manifest.MANIFEST, second.parents[1] / "2024-09" / "v1" / manifest.MANIFEST)

    assert failures(second) == [("chain", "2024-09/v1", None)]


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"number": None}, "number"),
        ({"number": 0}, "number"),
        ({"number": 1}, "previous"),
        ({"number": 3}, "previous"),
        ({"previous": None}, "previous"),
        ({"previous": {}}, "previous"),
        ({"previous": {"edition": "../x", "number": 1, "manifest_sha256": SHA}}, "previous"),
        ({"previous": {"edition": "2024-09/v1", "number": 2, "manifest_sha256": SHA}}, "previous"),
        ({"previous": {"edition": "2024-09/v1", "number": 1, "manifest_sha256": "A" * 64}}, "previous"),
        ({"action_head": {"count": 1, "sha256": None}}, "action_head"),
        ({"action_head": {"count": -1, "sha256": SHA}}, "action_head"),
        ({"identity_head": {"count": "3", "sha256": SHA}}, "identity_head"),
        ({"identity_head": {}}, "identity_head"),
    ],
    ids=str,
)
def test_a_position_that_no_edition_has_is_told(second, secrets, given: dict[str, Any], part: str):
    with_stated(second, secrets, lambda stated: stated.update(given))

    assert failures(second) == [("chain", "manifest.json", part)]


def test_heads_of_chains_that_have_no_link_yet_are_sound(edition, secrets):
    empty = Head(count=0, sha256=None)
    seal(edition, secrets, position=replace(Position(number=1), action_head=empty, identity_head=empty))

    assert said(edition) == ("ok", "the first edition of all")


def test_a_rebuild_of_none_follows_none(edition, secrets):
    describe(edition, version=None)
    seal(edition, secrets, version=None, position=Position())

    assert said(edition)[0] == "unchecked"
    assert verify.verify(edition).is_ok
