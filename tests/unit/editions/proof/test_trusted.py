"""A list of trusted keys follows from its first key, or is refused; what follows from it is found."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from cakupan.editions.proof import keys, signature, trusted
from cakupan.editions.proof.keys import FileSigner
from cakupan.editions.proof.trusted import TrustedKey, TrustedKeys
from cakupan.errors import KeysNotTrusted, SetupError
from case_tables import each_case

FIRST_DAY = datetime(2026, 3, 1, tzinfo=UTC)


def rotated(*signers: FileSigner) -> TrustedKeys:
    """Return a list in which each of the signers took over from the one before, a day apart."""
    found: list[TrustedKey] = [trusted.key(signers[0].public, "agency")]
    for day, (old, new) in enumerate(pairwise(signers)):
        at = FIRST_DAY + timedelta(days=day)
        found[-1] = replace(found[-1], valid_to=at)
        found.append(trusted.key(new.public, "agency", valid_from=at).introduced(old))
    return TrustedKeys(keys=tuple(found))


def approver(by: FileSigner, name: str = "Kepala Bidang", at: datetime = FIRST_DAY) -> TrustedKey:
    return trusted.key(keys.generate().public, "approver", name=name, valid_from=at).introduced(by)


def names(listed: TrustedKeys) -> list[str]:
    return [key.fingerprint for key in listed.keys]


@pytest.fixture
def three() -> tuple[FileSigner, FileSigner, FileSigner]:
    return keys.generate(), keys.generate(), keys.generate()


def test_a_list_is_read_as_it_was_written(three, tmp_path):
    listed = rotated(*three)
    listed = replace(listed, keys=(*listed.keys, approver(three[2])))
    path = tmp_path / "keys.json"
    path.write_bytes(listed.as_bytes())

    assert trusted.read(path) == listed


def test_a_public_key_alone_counts_always(three, tmp_path):
    path = tmp_path / "agency.pub"
    path.write_bytes(three[0].public)

    (only,) = trusted.read(path).keys

    assert (only.role, only.valid_from, only.valid_to) == ("agency", None, None)
    assert only.is_valid_at(datetime(1999, 1, 1, tzinfo=UTC))


def test_a_key_counts_from_its_first_instant_to_before_its_end(three):
    first, second, _ = rotated(*three).keys
    before = FIRST_DAY - timedelta(microseconds=1)

    assert [first.is_valid_at(before), second.is_valid_at(before)] == [True, False]
    assert [first.is_valid_at(FIRST_DAY), second.is_valid_at(FIRST_DAY)] == [False, True]


FORGED = {
    "another key below the fingerprint": lambda keys, own: {"public": own.public.decode()},
    "another beginning": lambda keys, own: {"valid_from": "2026-02-01T00:00:00.000000Z"},
    "no beginning": lambda keys, own: {"valid_from": None},
    "no word of the old key": lambda keys, own: {"introduction": None},
    "no introducer": lambda keys, own: {"introduced_by": None},
    "an unknown introducer": lambda keys, own: {"introduced_by": signature.fingerprint(own.public)},
    "itself as introducer": lambda keys, own: {"introduced_by": keys[1]["fingerprint"]},
    "a signature that is no hex": lambda keys, own: {"introduction": "no hex"},
    "the signature of another": lambda keys, own: {"introduction": own.sign(b"x").hex()},
    "another role": lambda keys, own: {"role": "approver"},
    "a name nobody signed": lambda keys, own: {"name": "Kepala Bidang"},
}


@each_case("what", FORGED)
def test_a_forged_successor_is_named(three, what):
    said = json.loads(rotated(*three).as_bytes())
    said["keys"][1] |= FORGED[what](said["keys"], keys.generate())
    content = json.dumps(said).encode()

    with pytest.raises(KeysNotTrusted, match=r"keys\.json: key 2, "):
        trusted.from_bytes(content, "keys.json")


def test_an_old_key_whose_end_was_moved_is_noticed_at_its_successor(three):
    for end in ("2026-04-01T00:00:00.000000Z", None):
        said = json.loads(rotated(*three).as_bytes())
        said["keys"][0]["valid_to"] = end

        with pytest.raises(KeysNotTrusted, match="does not begin where"):
            trusted.from_bytes(json.dumps(said).encode(), "keys.json")


def test_a_second_successor_of_an_old_key_is_noticed(three):
    old, new, rogue = three
    listed = rotated(old, new)
    second = trusted.key(rogue.public, "agency", valid_from=FIRST_DAY).introduced(old)

    with pytest.raises(KeysNotTrusted, match="does not begin where"):
        trusted.require_sound(replace(listed, keys=(*listed.keys, second)), "keys.json")


def test_a_list_with_the_same_key_twice_or_none_is_refused(three):
    listed = rotated(three[0])

    with pytest.raises(KeysNotTrusted, match="twice"):
        trusted.require_sound(replace(listed, keys=listed.keys * 2), "keys.json")
    with pytest.raises(KeysNotTrusted, match="no key"):
        trusted.require_sound(replace(listed, keys=()), "keys.json")


def test_a_list_does_not_begin_with_an_approver_or_with_a_successor(three):
    _, second, _ = rotated(*three).keys
    for first in (second, approver(three[0])):
        with pytest.raises(KeysNotTrusted, match="begins with the agency's first key"):
            trusted.require_sound(TrustedKeys(keys=(first,)), "keys.json")


def test_an_approver_does_not_introduce_anybody(three):
    own = keys.generate()
    manager = trusted.key(own.public, "approver", name="Kepala", valid_from=FIRST_DAY).introduced(three[0])
    listed = rotated(three[0])

    with pytest.raises(KeysNotTrusted, match="lacks a valid signature"):
        trusted.require_sound(replace(listed, keys=(*listed.keys, manager, approver(own))), "keys.json")


def test_an_approvers_end_is_signed_too(three):
    listed = rotated(three[0])
    ended = replace(approver(three[0]), valid_to=FIRST_DAY + timedelta(days=9))

    with pytest.raises(KeysNotTrusted, match="lacks a valid signature"):
        trusted.require_sound(replace(listed, keys=(*listed.keys, ended)), "keys.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        b"[]",
        b"{}",
        b'{"keys": 1}',
        b'{"keys": [1]}',
        b'{"keys": [{}]}',
        b"\xff",
        b"[" * 100_000,
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ],
)
def test_what_is_neither_key_nor_list_is_refused_by_name(tmp_path: Path, content):
    path = tmp_path / "agency.pub"
    path.write_bytes(content)

    with pytest.raises(SetupError, match=r"agency\.pub is neither an Ed25519 public key in PEM nor a list"):
        trusted.read(path)


def test_an_instant_without_a_zone_is_no_validity(three, tmp_path):
    said = json.loads(rotated(three[0]).as_bytes())
    said["keys"][0]["valid_from"] = "2026-01-01T00:00:00"
    (tmp_path / "keys.json").write_text(json.dumps(said))

    with pytest.raises(SetupError, match="neither"):
        trusted.read(tmp_path / "keys.json")


def test_successors_follow_from_an_old_key_that_an_auditor_has(three):
    every = rotated(*three)
    alone = TrustedKeys(keys=(trusted.key(three[0].public, "agency"),), is_list=False)
    older = rotated(three[0])

    assert names(alone.following(every)) == names(older.following(every)) == names(every)
    assert alone.following(every).keys[0].valid_to == every.keys[0].valid_to


def test_nothing_follows_from_a_key_that_nobody_knows(three):
    stranger = TrustedKeys(keys=(trusted.key(keys.generate().public, "agency"),))

    assert stranger.following(rotated(*three)) == stranger


def test_a_key_that_has_ended_introduces_no_other_successor(three):
    old, new, rogue = three
    known = rotated(old, new)
    forged = rotated(old, rogue)

    assert names(known.following(forged)) == names(known)


def test_approvers_follow_from_a_key_alone_and_never_from_a_list(three):
    listed = rotated(three[0])
    with_approver = replace(listed, keys=(*listed.keys, approver(three[0])))
    alone = replace(listed, is_list=False)

    assert names(alone.following(with_approver)) == names(with_approver)
    assert names(listed.following(with_approver)) == names(listed)
