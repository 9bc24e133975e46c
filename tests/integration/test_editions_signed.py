"""An edition is signed in a step of its own, waits for its approver, and outlives its key."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import close_stand_ins
import psycopg
import pytest
from cakupan import settings
from cakupan.editions import approval, bundle, close, manifest, plan, published, run
from cakupan.editions.proof import keys, signature
from cakupan.editions.proof.keys import FileSigner
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.verifying import verify
from cakupan.errors import DoesNotVerify, NotFound, SetupError, SignatureRefused
from edition_builders import Month, bytes_of, record_load, record_workforce

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)


class World:
    """The month as the builds of one test will find it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.month = Month()

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()

    def state(self, run_id: str) -> str:
        """Return how far a run is."""
        return run.get(run_id).state


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> World:
    found = World(warehouse)
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC)))
    close_stand_ins.install(monkeypatch.setattr, lambda: found.month, [])
    return found


@pytest.fixture
def store(world: World) -> KeyStore:
    return KeyStore(home=settings.load().home)


@pytest.fixture
def approver(store: KeyStore) -> FileSigner:
    own = keys.generate()
    store.add_approver(own.public, "Kepala Bidang", lambda: datetime(2024, 1, 1, tzinfo=UTC))
    return own


def now() -> datetime:
    return datetime.now(UTC)


def sealed() -> Path:
    """Return the bundle of the one run there is."""
    (folder,) = (settings.load().folder("editions") / ".staging").glob("*/bundle")
    return folder


def test_only_the_step_that_signs_reads_the_key(world: World, store: KeyStore) -> None:
    store.ensure()
    key = store.key_file.read_bytes()
    store.key_file.unlink()
    run_id = close.start(PERIOD, FIRST)
    close.gate_report(run_id)

    with pytest.raises(SetupError, match=r"signing\.key cannot be read.*backup of secrets"):
        close.sign(run_id)
    assert world.state(run_id) == "report_gated"
    store.key_file.write_bytes(key)
    store.key_file.chmod(0o600)
    assert close.sign(run_id)
    store.key_file.unlink()
    outcome = close.publish(run_id)

    assert outcome.edition == "2024-10/v1"
    assert verify.verify(outcome.path).failures == ()


def test_an_edition_outlives_its_key_and_its_rebuild_still_has_its_bytes(
    world: World, store: KeyStore
) -> None:
    first = close.run(PERIOD, FIRST)
    store.rotate(now)
    world.month.workers[4] = "PU"
    second = close.run(PERIOD, SECOND, reason="Koreksi")
    del world.month.workers[4]

    rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)

    assert [published.require_sound(name) for name in published.names()] == [None, None]
    agencies = [manifest.read(edition.path)["signing"]["agency"] for edition in (first, second)]
    assert agencies == [key.fingerprint for key in store.trusted().keys]
    assert rebuilt.message == "the same bytes as 2024-10/v1"
    assert bytes_of(rebuilt.path) == bytes_of(first.path)


def test_a_rebuild_of_no_edition_is_signed_by_nobody(world: World, store: KeyStore) -> None:
    rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)

    assert manifest.read(rebuilt.path)["signing"] is None
    assert not (rebuilt.path / manifest.SIGNATURE).exists()
    assert not verify.verify(rebuilt.path).is_ok


def test_a_run_waits_for_its_approver_and_is_published_when_the_month_is_closed_again(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    waiting = close.run(PERIOD, FIRST)
    assert (waiting.outcome, waiting.edition, waiting.path) == ("awaiting_signature", None, sealed())
    assert "Kepala Bidang" in waiting.message
    assert f"cakupan sign {waiting.run_id} --key FILE" in waiting.message
    assert world.all("select 1 from publication.edition") == []
    before = manifest.sha256_of(sealed() / manifest.MANIFEST)

    still = close.run(PERIOD)
    signed = approval.sign(PERIOD, approver, "kepala")
    outcome = close.run(PERIOD)

    assert (still.outcome, still.run_id) == ("awaiting_signature", waiting.run_id)
    assert (outcome.outcome, outcome.edition, outcome.run_id) == ("published", "2024-10/v1", waiting.run_id)
    assert signed.manifest_sha256 == before == manifest.sha256_of(outcome.path / manifest.MANIFEST)
    result = verify.verify(outcome.path)
    assert result.failures == ()
    assert world.all("select action, subject, actor from control.action order by action_no") == [
        ("sign", "2024-10/v1", "kepala"),
        ("publish", "2024-10/v1", "operator"),
    ]


@pytest.mark.parametrize("name", ["run", "2024-10", "2024-10/v1"])
def test_what_waits_is_named_by_run_month_or_edition(
    world: World, store: KeyStore, approver: FileSigner, name: str
) -> None:
    waiting = close.run(PERIOD, FIRST)

    signed = approval.sign(waiting.run_id if name == "run" else name, approver, "kepala")

    assert (signed.run_id, signed.edition) == (waiting.run_id, "2024-10/v1")
    assert close.sign(waiting.run_id)


@pytest.mark.parametrize("name", ["2024-09", "2024-10/v2", "2024-10/v1x", ""])
def test_what_does_not_wait_cannot_be_signed(
    world: World, store: KeyStore, approver: FileSigner, name: str
) -> None:
    close.run(PERIOD, FIRST)

    with pytest.raises(NotFound, match=r"waits for no signature; what waits: 2024-10 \("):
        approval.sign(name, approver, "kepala")


def test_a_published_edition_takes_no_further_signature(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    close.run(PERIOD, FIRST)
    approval.sign(PERIOD, approver, "kepala")
    close.run(PERIOD)

    with pytest.raises(NotFound, match="what waits: nothing"):
        approval.sign("2024-10/v1", approver, "kepala")


@pytest.mark.parametrize("who", ["stranger", "agency", "ended"])
def test_a_key_that_is_not_the_approvers_does_not_sign(
    world: World, store: KeyStore, approver: FileSigner, who: str
) -> None:
    store.add_approver(keys.generate().public, "Wakil", lambda: datetime(2024, 1, 1, tzinfo=UTC))
    waiting = close.run(PERIOD, FIRST)
    if who == "ended":
        store.end_approver(signature.fingerprint(approver.public), now)
    signer = {"stranger": keys.generate(), "agency": keys.read(store.key_file), "ended": approver}[who]

    with pytest.raises(SignatureRefused, match="is not that of an approver"):
        approval.sign(PERIOD, signer, "kepala")

    assert not close.sign(waiting.run_id)
    assert world.all("select 1 from control.action") == []


def test_an_approver_does_not_sign_what_was_changed_while_it_waited(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    close.run(PERIOD, FIRST)
    (sealed() / "report" / "laporan.html").write_text("100 %\n")

    with pytest.raises(DoesNotVerify, match=r"report/laporan\.html changed since it was sealed"):
        approval.sign(PERIOD, approver, "kepala")


def test_what_was_changed_after_the_approver_signed_is_not_published(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    waiting = close.run(PERIOD, FIRST)
    approval.sign(PERIOD, approver, "kepala")
    (sealed() / "report" / "laporan.html").write_text("100 %\n")

    with pytest.raises(DoesNotVerify, match="changed since it was sealed"):
        close.run(PERIOD)

    assert world.state(waiting.run_id) == "failed"
    assert world.all("select 1 from publication.edition") == []


@pytest.mark.parametrize("point", ["editions.proof.private.write", "editions.manifest.seal"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_killed_while_it_is_sealed_waits_with_one_seal_when_it_goes_on(
    world: World, store: KeyStore, approver: FileSigner, point: str, when: str
) -> None:
    run_id = close.start(PERIOD, FIRST)
    close_stand_ins.kill(run_id, point, when, world.month.workers)

    assert not close.sign(run_id)
    approval.sign(run_id, approver, "kepala")
    outcome = close.publish(run_id)

    assert outcome.edition == "2024-10/v1"
    assert verify.verify(outcome.path).failures == ()


def test_a_waiting_run_is_not_taken_for_a_dead_one(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    waiting = close.run(PERIOD, FIRST)
    world.all(
        "update control.close_run set started_at = started_at - interval '9 days' returning 1"
    )  # fmt: skip

    close.recover("2024-09")
    close.recover(PERIOD)

    assert world.state(waiting.run_id) == "awaiting_signature"


def test_another_as_of_takes_the_place_of_what_waits(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    waiting = close.run(PERIOD, FIRST)

    newer = close.run(PERIOD, SECOND)

    assert (newer.outcome, newer.as_of) == ("awaiting_signature", SECOND)
    assert world.state(waiting.run_id) == "abandoned"
    assert len(list((settings.load().folder("editions") / ".staging").iterdir())) == 1


def test_an_edition_published_meanwhile_is_sealed_anew_and_the_signature_over_the_old_seal_is_refused(
    world: World, store: KeyStore, approver: FileSigner, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = close.run(PERIOD, FIRST)
    planned = plan.determine
    monkeypatch.setattr(
        plan,
        "determine",
        lambda *given: plan.Plan(**(vars(planned(*given)) | {"reason": "another one came between"})),
    )

    with pytest.raises(SignatureRefused, match="Another edition was published since"):
        approval.sign(PERIOD, approver, "kepala")
    before = manifest.sha256_of(sealed() / manifest.MANIFEST)
    again = close.run(PERIOD)

    assert (again.outcome, again.run_id) == ("awaiting_signature", waiting.run_id)
    assert bundle.plan(run.get(again.run_id)).reason == "another one came between"
    assert manifest.sha256_of(sealed() / manifest.MANIFEST) != before


def test_an_edition_of_another_month_published_meanwhile_takes_the_number_that_was_sealed(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    close.run(PERIOD, FIRST)
    close.run("2024-09", FIRST)
    approval.sign("2024-09", approver, "kepala")
    close.run("2024-09")

    with pytest.raises(SignatureRefused, match="Another edition was published since"):
        approval.sign(PERIOD, approver, "kepala")
    close.run(PERIOD)
    approval.sign(PERIOD, approver, "kepala")

    assert close.run(PERIOD).edition == "2024-10/v1"
    assert world.all("select period, number from publication.edition order by number") == [
        ("2024-09", 1),
        ("2024-10", 2),
    ]
    assert published.require_chain() is None


def test_two_months_that_wait_are_published_one_after_the_other_each_over_the_one_before(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    first, second = close.run(PERIOD, FIRST), close.run("2024-09", FIRST)
    approval.sign("2024-09", approver, "kepala")
    september = close.run("2024-09")

    with pytest.raises(SignatureRefused, match="Another edition was published since"):
        approval.sign(PERIOD, approver, "kepala")
    again = close.run(PERIOD)
    approval.sign(PERIOD, approver, "kepala")
    october = close.run(PERIOD)

    assert [one.outcome for one in (first, second, again)] == ["awaiting_signature"] * 3
    assert (september.edition, october.edition) == ("2024-09/v1", "2024-10/v1")
    assert [published.require_sound(name) for name in published.names()] == [None, None]
    numbers = [manifest.read(one.path)["number"] for one in (september, october)]
    assert numbers == [1, 2]


def test_what_waits_is_sealed_anew_for_the_approvers_that_are_trusted_by_then(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    waiting = close.run(PERIOD, FIRST)
    deputy = keys.generate()
    store.add_approver(deputy.public, "Wakil", now)
    store.end_approver(signature.fingerprint(approver.public), now)

    again = close.run(PERIOD)
    with pytest.raises(SignatureRefused):
        approval.sign(PERIOD, approver, "kepala")
    approval.sign(PERIOD, deputy, "wakil")
    outcome = close.run(PERIOD)

    assert (again.outcome, again.run_id) == ("awaiting_signature", waiting.run_id)
    assert "Wakil" in again.message
    assert outcome.edition == "2024-10/v1"
    assert verify.verify(outcome.path).failures == ()


def test_without_any_approver_left_what_waits_goes_on_with_the_agencys_signature(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    close.run(PERIOD, FIRST)
    store.end_approver(signature.fingerprint(approver.public), now)

    outcome = close.run(PERIOD)

    assert outcome.edition == "2024-10/v1"
    assert manifest.read(outcome.path)["signing"]["required"] == 1
    assert verify.verify(outcome.path).failures == ()


def test_an_approver_whose_key_ends_after_it_signed_has_signed(
    world: World, store: KeyStore, approver: FileSigner
) -> None:
    close.run(PERIOD, FIRST)
    approval.sign(PERIOD, approver, "kepala")
    store.end_approver(signature.fingerprint(approver.public), now)

    outcome = close.run(PERIOD)

    assert outcome.edition == "2024-10/v1"
    assert verify.verify(outcome.path).failures == ()


def test_a_rebuild_waits_for_nobody(world: World, store: KeyStore, approver: FileSigner) -> None:
    close.run(PERIOD, FIRST)
    approval.sign(PERIOD, approver, "kepala")
    close.run(PERIOD)

    rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)

    assert rebuilt.message == "the same bytes as 2024-10/v1"


def test_a_close_that_could_never_be_published_does_not_begin(
    world: World, store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKUPAN_REQUIRED_SIGNATURES", "2")
    settings.load.cache_clear()

    with pytest.raises(SetupError, match="no approver's key is trusted"):
        close.start(PERIOD, FIRST)

    assert world.all("select 1 from control.close_run") == []
