"""The keys of an installation: made once, their owner's only, rotated in one step."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cakupan.editions.proof import keys, private, signature, trusted
from cakupan.editions.proof.store import KeyStore
from cakupan.errors import NotFound, SetupError
from case_tables import each_case

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    store = KeyStore(home=tmp_path)
    store.ensure()
    return store


def noon() -> datetime:
    return NOON


def signing_key(store: KeyStore) -> str:
    with store.signing() as (signer, _):
        return signature.fingerprint(signer.public)


def public() -> bytes:
    return keys.generate().public


def test_the_key_and_the_list_are_made_once_and_are_their_owners_only(store):
    first = (store.key_file.read_bytes(), store.list_file.read_bytes())

    KeyStore(home=store.home).ensure()

    assert (store.key_file.read_bytes(), store.list_file.read_bytes()) == first
    for path in (store.key_file, store.list_file):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.key_file.parent.stat().st_mode) == 0o700
    assert [path.name for path in store.key_file.parent.iterdir()] == ["signing.key"]


def test_a_key_that_was_there_before_there_was_a_list_becomes_the_first_one(tmp_path):
    own = keys.generate()
    store = KeyStore(home=tmp_path)
    private.write(store.key_file, own.private)

    listed = store.ensure()

    assert [key.fingerprint for key in listed.keys] == [signature.fingerprint(own.public)]
    assert (listed.keys[0].valid_from, listed.keys[0].valid_to) == (None, None)


def test_a_rotation_ends_the_old_key_where_the_new_one_begins_and_the_old_one_signs_for_it(store):
    before = signing_key(store)

    old, new = store.rotate(noon)

    assert (old.fingerprint, old.valid_to) == (before, NOON)
    assert (new.fingerprint, new.valid_from, new.valid_to) == (signing_key(store), NOON, None)
    assert new.is_introduced_by(old)
    assert [key.fingerprint for key in trusted.read(store.list_file).keys] == [before, new.fingerprint]
    assert stat.S_IMODE(store.key_file.stat().st_mode) == 0o600
    assert [path.name for path in store.key_file.parent.iterdir()] == ["signing.key"]


def test_what_a_process_killed_while_it_wrote_a_key_left_is_deleted(store):
    left = store.key_file.with_name(".signing.key.next.x7")
    left.write_bytes(keys.generate().private)

    signing_key(store)

    assert not left.exists()


def test_a_clock_that_went_back_does_not_rotate(store):
    store.rotate(noon)
    before = store.list_file.read_bytes()

    with pytest.raises(SetupError, match=r"before the current key began"):
        store.rotate(lambda: NOON - timedelta(hours=1))

    assert store.list_file.read_bytes() == before


@each_case("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_not_used(store, mode):
    store.key_file.chmod(mode)

    with pytest.raises(SetupError, match=rf"signing\.key is open to others \(mode {mode:04o}\)"):
        signing_key(store)


@pytest.mark.parametrize("content", [b"", b"no key", None], ids=["empty", "text", "gone"])
def test_a_key_that_is_gone_or_unreadable_is_never_made_anew(store, content):
    if content is None:
        store.key_file.unlink()
    else:
        store.key_file.write_bytes(content)
    listed = store.list_file.read_bytes()

    for act in (store.ensure, lambda: signing_key(store), lambda: store.rotate(noon)):
        with pytest.raises(SetupError, match=r"signing\.key"):
            act()

    assert store.list_file.read_bytes() == listed


def test_a_key_without_rights_is_said_to_be_unreadable(store, monkeypatch):
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)

    with pytest.raises(SetupError, match=r"signing\.key cannot be read: Permission denied"):
        keys.read_own(store.key_file)


def test_another_key_in_the_place_of_the_trusted_one_does_not_sign(store):
    private.write(store.key_file, keys.generate().private)

    with pytest.raises(SetupError, match=r"holds the key .* trusts .* now"):
        signing_key(store)


def test_a_list_that_is_gone_is_not_replaced_by_one_that_forgets_old_keys(store):
    store.rotate(noon)
    edition = store.home / "editions" / "2026-02" / "v1"
    edition.mkdir(parents=True)
    store.list_file.rename(edition / "keys.json")

    with pytest.raises(SetupError, match=r"trusted_keys\.json is gone, though editions are published"):
        store.ensure()

    assert not store.list_file.exists()


def test_an_approver_counts_from_the_day_it_was_added_to_the_day_it_ended(store):
    pem = public()
    added = store.add_approver(pem, "Kepala Bidang", noon)
    store.rotate(lambda: NOON + timedelta(days=1))

    ended = store.end_approver(added.fingerprint[:16], lambda: NOON + timedelta(days=2))

    listed = trusted.read(store.list_file)
    days = [NOON + timedelta(days=number, seconds=-1) for number in range(4)]
    assert [len(listed.approvers(day)) for day in days] == [0, 1, 1, 0]
    assert ended.introduced_by == listed.current().fingerprint


def test_a_key_has_one_role_and_does_not_come_back(store):
    pem = public()
    added = store.add_approver(pem, "Kepala Bidang", noon)
    store.end_approver(added.fingerprint, lambda: NOON + timedelta(days=2))
    with store.signing() as (signer, _):
        own = signer.public

    for key in (pem, own):
        with pytest.raises(SetupError, match="is in the list already"):
            store.add_approver(key, "Lagi", noon)


@pytest.mark.parametrize("named", ["", "0", "f" * 64])
def test_an_approver_that_is_not_there_cannot_end(store, named):
    store.add_approver(public(), "Kepala Bidang", noon)

    with pytest.raises(NotFound, match="cakupan key list"):
        store.end_approver(named, noon)


def test_the_agencys_own_key_is_ended_by_rotation_only(store):
    with pytest.raises(NotFound, match="No approver's key"):
        store.end_approver(signing_key(store), noon)
