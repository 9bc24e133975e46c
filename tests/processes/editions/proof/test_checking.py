"""An edition is trusted when keys that were valid signed it, all of those that have to."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.manifest import Header
from cakupan.editions.proof import checking, keys, private, sealing, signature, trusted
from cakupan.editions.proof.keys import FileSigner
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.proof.trusted import TrustedKeys
from cakupan.editions.verifying import verify
from cakupan.errors import SetupError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADER = Header(
    period="2026-02",
    version=1,
    as_of="2026-03-01T00:00:00Z",
    supersedes_version=None,
    reason=None,
    is_demo_clock=False,
    code_version="abc",
)


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    store = KeyStore(home=tmp_path / "home")
    store.ensure()
    return store


def seal(folder: Path, store: KeyStore, at: datetime = NOON, required: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "figures.csv").write_text("ucj_ytd,33.33\n")
    sealing.seal(
        folder, header=HEADER, inputs={}, gates={}, store=store, now=lambda: at, required=required
    )  # fmt: skip
    return folder


def subjects(folder: Path, known: TrustedKeys | None, required: int = 1) -> list[str]:
    return [wrong.subject for wrong in checking.check(folder, known, required=required).wrong]


def listed(store: KeyStore) -> TrustedKeys:
    return trusted.read(store.list_file)


def own_signer(store: KeyStore) -> FileSigner:
    return keys.read(store.key_file)


def approve(folder: Path, *signers: FileSigner) -> None:
    path = folder / manifest.SIGNATURE
    lines = signature.read_lines(path.read_bytes())
    content = (folder / manifest.MANIFEST).read_bytes()
    more = {signature.fingerprint(one.public): one.sign(content) for one in signers}
    path.write_bytes(signature.lines(lines | more))


def state_again(folder: Path, signer: FileSigner, **given: object) -> None:
    """Change what the manifest says of its signers, and sign it."""
    stated = manifest.read(folder)
    stated["signing"] |= given
    content = manifest.canonical(stated)
    (folder / manifest.MANIFEST).write_bytes(content)
    own = {signature.fingerprint(signer.public): signer.sign(content)}
    (folder / manifest.SIGNATURE).write_bytes(signature.lines(own))


def test_a_sealed_edition_is_trusted_by_the_list_and_by_the_key_alone(store, tmp_path):
    folder = seal(tmp_path / "v1", store)
    alone = trusted.read(folder / manifest.PUBLIC_KEY)

    for known in (listed(store), alone):
        found = checking.check(folder, known)
        assert (found.wrong, found.is_trusted) == ((), True)
        assert found.signed_by == (found.key_fingerprint,) == (listed(store).current().fingerprint,)


def test_its_signature_and_keys_are_their_owners_only(store, tmp_path):
    folder = seal(tmp_path / "v1", store)

    modes = {(folder / name).stat().st_mode & 0o777 for name in ("manifest.sig", "keys.json", "signing.pub")}
    assert modes == {0o600}


def test_without_trusted_keys_nothing_is_trusted_and_what_is_wrong_inside_is_still_named(store, tmp_path):
    folder = seal(tmp_path / "v1", store)
    sound = checking.check(folder, None)
    (folder / manifest.MANIFEST).write_bytes((folder / manifest.MANIFEST).read_bytes() + b"\n")

    assert (sound.wrong, sound.is_trusted) == ((), False)
    assert subjects(folder, None) == [manifest.MANIFEST]


def test_an_edition_signed_before_a_rotation_stays_valid_and_one_signed_after_by_the_old_key_does_not(
    store, tmp_path
):
    old = own_signer(store)
    before = seal(tmp_path / "v1", store)
    store.rotate(lambda: NOON + timedelta(hours=1))
    after = seal(tmp_path / "v2", store, NOON + timedelta(hours=2))
    leaked = Path(shutil.copytree(before, tmp_path / "v3"))
    state_again(leaked, old, at=trusted.written(NOON + timedelta(hours=2)))

    assert subjects(before, listed(store)) == []
    assert subjects(after, listed(store)) == []
    assert subjects(leaked, listed(store)) == [manifest.PUBLIC_KEY]
    (wrong,) = checking.check(leaked, listed(store)).wrong
    assert "to 2026-03-01T13:00:00.000000Z" in wrong.instead


def test_an_edition_dated_before_its_key_began_is_not_trusted(store, tmp_path):
    store.rotate(lambda: NOON)
    folder = seal(tmp_path / "v1", store, NOON)
    state_again(folder, own_signer(store), at=trusted.written(NOON - timedelta(seconds=1)))

    assert subjects(folder, listed(store)) == [manifest.PUBLIC_KEY]


def test_who_has_the_old_key_alone_follows_the_rotation_to_the_new_one(store, tmp_path):
    first = seal(tmp_path / "v1", store)
    store.rotate(lambda: NOON + timedelta(hours=1))
    store.rotate(lambda: NOON + timedelta(hours=2))
    folder = seal(tmp_path / "v2", store, NOON + timedelta(hours=3))

    assert subjects(folder, trusted.read(first / manifest.PUBLIC_KEY)) == []
    assert subjects(folder, trusted.read(first / manifest.KEYS)) == []


def test_a_rotation_that_the_old_key_did_not_sign_leads_nowhere(store, tmp_path):
    known = listed(store)
    rogue = KeyStore(home=tmp_path / "rogue")
    rogue.ensure()
    rogue.rotate(lambda: NOON)
    folder = seal(tmp_path / "v1", rogue, NOON)
    said = json.loads((folder / manifest.KEYS).read_bytes())
    said["keys"][0] = json.loads(known.as_bytes())["keys"][0]
    said["keys"][1]["introduced_by"] = said["keys"][0]["fingerprint"]
    said["keys"][0]["valid_to"] = said["keys"][1]["valid_from"]
    (folder / manifest.KEYS).write_text(json.dumps(said))

    (wrong,) = checking.check(folder, known).wrong
    assert (wrong.subject, "lacks a valid signature" in wrong.instead) == (manifest.SIGNATURE, True)


def test_the_old_key_cannot_introduce_another_successor_to_who_knows_the_true_one(store, tmp_path):
    old = own_signer(store)
    store.rotate(lambda: NOON)
    thief = KeyStore(home=tmp_path / "thief")
    private.write(thief.key_file, old.private)
    thief.ensure()
    thief.rotate(lambda: NOON)
    folder = seal(tmp_path / "v1", thief, NOON + timedelta(hours=1))

    assert subjects(folder, listed(store)) == [manifest.PUBLIC_KEY]


@pytest.mark.parametrize("name", [manifest.PUBLIC_KEY, manifest.KEYS, manifest.SIGNATURE])
def test_a_file_of_another_edition_in_its_place_is_noticed(store, tmp_path, name):
    folder = seal(tmp_path / "v1", store)
    other = KeyStore(home=tmp_path / "other")
    other.ensure()
    shutil.copy(seal(tmp_path / "v2", other) / name, folder / name)

    assert subjects(folder, listed(store))


@pytest.mark.parametrize("name", [manifest.PUBLIC_KEY, manifest.KEYS, manifest.SIGNATURE])
@pytest.mark.parametrize("content", [None, b"", b"x", b"\xff\xfe", b"{}"])
def test_a_file_of_the_signature_that_is_gone_or_nothing_is_noticed(store, tmp_path, name, content):
    folder = seal(tmp_path / "v1", store)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    assert subjects(folder, listed(store))
    assert not checking.check(folder, listed(store)).is_trusted


def test_an_approvers_key_does_not_sign_in_the_agencys_place(store, tmp_path):
    own = keys.generate()
    key = store.add_approver(own.public, "Kepala Bidang", lambda: NOON)
    folder = seal(tmp_path / "v1", store, NOON)
    state_again(folder, own, agency=key.fingerprint, approvers=[], required=1)
    (folder / manifest.PUBLIC_KEY).write_bytes(own.public)

    assert manifest.PUBLIC_KEY in subjects(folder, listed(store))


class TestTwoSignatures:
    @pytest.fixture
    def approver(self, store: KeyStore) -> FileSigner:
        own = keys.generate()
        store.add_approver(own.public, "Kepala Bidang", lambda: NOON)
        return own

    def test_both_are_demanded_from_the_day_an_approver_is_trusted(self, store, approver, tmp_path):
        before = seal(tmp_path / "v1", store, NOON - timedelta(seconds=1))
        folder = seal(tmp_path / "v2", store)
        alone = checking.check(folder, listed(store))
        approve(folder, approver)
        both = checking.check(folder, listed(store))

        assert subjects(before, listed(store)) == []
        assert [wrong.is_missing_approval for wrong in alone.wrong] == [True]
        assert (both.wrong, len(both.signed_by)) == ((), 2)

    def test_the_manifest_lists_both_signers_before_it_is_signed(self, store, approver, tmp_path):
        signing = manifest.read(seal(tmp_path / "v1", store))["signing"]

        assert signing["agency"] == listed(store).current().fingerprint
        assert signing["approvers"] == [signature.fingerprint(approver.public)]
        assert signing["required"] == 2

    def test_one_of_two_approvers_is_enough(self, store, approver, tmp_path):
        deputy = keys.generate()
        store.add_approver(deputy.public, "Wakil", lambda: NOON)
        folder = seal(tmp_path / "v1", store)
        approve(folder, deputy)

        assert subjects(folder, listed(store)) == []

    @pytest.mark.parametrize("signer", ["stranger", "agency twice"])
    def test_a_signature_by_somebody_else_does_not_count(self, store, approver, tmp_path, signer):
        folder = seal(tmp_path / "v1", store)
        approve(folder, keys.generate() if signer == "stranger" else own_signer(store))

        assert manifest.SIGNATURE in subjects(folder, listed(store))

    def test_who_has_the_agencys_key_cannot_do_without_the_approver(self, store, approver, tmp_path):
        thief = KeyStore(home=tmp_path / "thief")
        private.write(thief.key_file, own_signer(store).private)
        thief.ensure()
        accomplice = keys.generate()
        alone = seal(tmp_path / "v1", thief)
        thief.add_approver(accomplice.public, "Kepala Bidang", lambda: NOON)
        with_accomplice = seal(tmp_path / "v2", thief)
        approve(with_accomplice, accomplice)

        for folder in (alone, with_accomplice):
            assert subjects(folder, listed(store)) == [manifest.SIGNATURE]

    def test_an_approver_whose_key_ended_does_not_sign_later_editions(self, store, approver, tmp_path):
        ended = signature.fingerprint(approver.public)
        store.add_approver(keys.generate().public, "Wakil", lambda: NOON)
        store.end_approver(ended, lambda: NOON + timedelta(days=1))
        folder = seal(tmp_path / "v1", store, NOON + timedelta(days=2))
        assert ended not in manifest.read(folder)["signing"]["approvers"]
        state_again(folder, own_signer(store), approvers=[ended])
        approve(folder, approver)

        assert manifest.SIGNATURE in subjects(folder, listed(store))

    def test_a_machine_can_demand_two_whatever_the_list_says(self, store, tmp_path):
        folder = seal(tmp_path / "v1", store)

        assert subjects(folder, listed(store), required=2) == [manifest.SIGNATURE]

    def test_two_signatures_without_any_approver_cannot_be_had(self, store, tmp_path):
        with pytest.raises(SetupError, match=r"CAKUPAN_REQUIRED_SIGNATURES is 2, but no approver's key"):
            seal(tmp_path / "v1", store, required=2)


def test_verify_reads_how_many_signatures_are_required_from_the_setting(store, tmp_path, monkeypatch):
    folder = seal(tmp_path / "v1", store)
    monkeypatch.setenv("CAKUPAN_HOME", str(store.home))
    monkeypatch.setenv("CAKUPAN_REQUIRED_SIGNATURES", "2")
    settings.load.cache_clear()

    found = [str(failure) for failure in verify.verify(folder).failures if failure.check == "signature"]
    settings.load.cache_clear()

    assert len(found) == 1
    assert "2 signatures, the agency's and an approver's" in found[0]
