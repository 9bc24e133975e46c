"""Keys are listed, rotated, exported, added and ended by commands, and who did it and why is recorded."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import close_stand_ins
import psycopg
import pytest
from bundle_builders import print_report, write_bundle
from cakupan import cli, settings
from cakupan.commands import pipelines
from cakupan.editions import close
from cakupan.editions.proof import keys, trusted
from cakupan.editions.proof.store import KeyStore
from cakupan.errors import CakupanError, KeysNotTrusted, NotFound, SetupError
from cryptography.hazmat.primitives import serialization
from edition_builders import Month, record_load, record_workforce
from tampering import FIGURES, ROWS
from typer.testing import CliRunner, Result

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    store = KeyStore(home=settings.load().home)
    store.ensure()
    return store


def asked(*arguments: str, **given: Any) -> Result:
    return CliRunner().invoke(cli.app, list(arguments), **given)


def refused(*arguments: str) -> CakupanError:
    error = asked(*arguments).exception
    assert isinstance(error, CakupanError)
    return error


def actions(warehouse: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(warehouse) as connection:
        return connection.execute(
            "select action, subject, actor, reason, details ->> 'succeeds' from control.action"
            " order by action_no"
        ).fetchall()


def approver(folder: Path, password: bytes | None = None) -> tuple[Path, Path]:
    """Write an approver's key pair as openssl does; return the private and the public file."""
    own = keys.generate()
    guarded = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    private, public = folder / "kepala.key", folder / "kepala.pub"
    private.write_bytes(
        own.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, guarded)
    )
    public.write_bytes(own.public)
    return private, public


def test_a_rotation_is_recorded_with_who_why_and_which_key_it_ends(warehouse: str, store: KeyStore):
    before = store.trusted().current().fingerprint

    answer = asked("key", "rotate", "--reason", "Rotasi tahunan", "--json")

    new = json.loads(answer.stdout)["fingerprint"]
    assert new == store.trusted().current().fingerprint != before
    assert actions(warehouse) == [("rotate_key", new, "siti", "Rotasi tahunan", before)]


def test_the_list_shows_every_key_with_its_days(store: KeyStore):
    store.rotate(lambda: NOON)

    rows = json.loads(asked("key", "list", "--json").stdout)
    shown = asked("key", "list").stdout

    assert [(row["role"], row["valid_from"], row["valid_to"]) for row in rows] == [
        ("agency", None, "2024-01-01T12:00:00.000000Z"),
        ("agency", "2024-01-01T12:00:00.000000Z", None),
    ]
    assert all(row["fingerprint"][:16] in shown for row in rows)
    assert "PRIVATE" not in shown + json.dumps(rows)


def test_what_is_exported_verifies_editions_of_every_key_on_another_machine(
    store: KeyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    print_report(tmp_path / "first", FIGURES)
    first = write_bundle(tmp_path / "first", FIGURES, ROWS, store.key_file.parent)
    store.rotate(lambda: datetime(2024, 11, 5, 20, 30, tzinfo=UTC))
    exported = tmp_path / "agency" / "cakupan-keys.json"
    exported.parent.mkdir()
    told = asked("key", "export", "-o", str(exported))
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "elsewhere"))
    settings.load.cache_clear()

    strict = asked("verify", str(first))
    inside = asked("verify", str(first), "--untrusted")
    with_list = asked("verify", str(first), "--key", str(exported))

    assert told.exit_code == 0
    assert trusted.read(exported) == store.trusted()
    assert (strict.exit_code, inside.exit_code, with_list.exit_code) == (1, 0, 0)
    assert "expected a key that is trusted here" in strict.stdout
    assert "UNTRUSTED" in inside.stdout
    assert "who signed it was not checked" in inside.stdout
    assert "trusted here" in with_list.stdout
    assert not (tmp_path / "elsewhere").exists()


def test_a_forged_list_is_refused_by_the_key_that_does_not_follow(store: KeyStore, tmp_path: Path):
    edition = write_bundle(tmp_path / "v1", FIGURES, ROWS, store.key_file.parent)
    store.rotate(lambda: NOON)
    said = json.loads(store.list_file.read_bytes())
    said["keys"][1]["public"] = keys.generate().public.decode()
    (tmp_path / "forged.json").write_text(json.dumps(said))

    error = refused("verify", str(edition), "--key", str(tmp_path / "forged.json"))

    assert isinstance(error, KeysNotTrusted)
    assert error.exit_code == 1
    assert "forged.json: key 2" in str(error)


def test_without_a_place_the_list_is_printed(store: KeyStore):
    assert json.loads(asked("key", "export").stdout) == json.loads(store.list_file.read_bytes())


def test_a_place_that_cannot_be_written_is_told(store: KeyStore, tmp_path: Path):
    assert "cannot be written" in str(refused("key", "export", "-o", str(tmp_path / "none" / "keys.json")))


def test_a_machine_without_keys_says_that_nothing_was_set_up(warehouse: str):
    for command in ("list", "export"):
        assert isinstance(refused("key", command), NotFound)


def test_an_approver_is_added_and_ended_with_a_reason(warehouse: str, store: KeyStore, tmp_path: Path):
    _, public = approver(tmp_path)

    added = asked("key", "add", str(public), "--name", "Kepala Bidang", "--reason", "SK 12/2026")
    name = store.trusted().keys[-1].fingerprint
    ended = asked("key", "end", name[:16], "--reason", "Mutasi")

    assert (added.exit_code, ended.exit_code) == (0, 0)
    assert "approver Kepala Bidang" in added.stdout
    assert store.trusted().get(name).valid_to is not None
    assert actions(warehouse) == [
        ("add_key", name, "siti", "SK 12/2026", None),
        ("end_key", name, "siti", "Mutasi", None),
    ]


@pytest.mark.parametrize("what", ["private", "text", "gone"])
def test_what_is_no_public_key_is_not_added(warehouse: str, store: KeyStore, tmp_path: Path, what: str):
    private, _ = approver(tmp_path)
    (tmp_path / "text").write_text("kunci")
    file = {"private": private, "text": tmp_path / "text", "gone": tmp_path / "gone"}[what]

    error = refused("key", "add", str(file), "--name", "Kepala", "--reason", "SK")

    assert isinstance(error, SetupError)
    assert str(file) in str(error)
    assert actions(warehouse) == []
    assert len(store.trusted().keys) == 1


@pytest.mark.parametrize("password", [None, b"rahasia"])
def test_an_approver_signs_what_waits_and_is_told_how_it_goes_on(
    warehouse: str,
    store: KeyStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: bytes | None,
):
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC)))
    close_stand_ins.install(monkeypatch.setattr, Month, [])
    private, public = approver(tmp_path, password)
    asked("key", "add", str(public), "--name", "Kepala Bidang", "--reason", "SK")
    waiting = close.run("2024-10")
    asking = ["--password"] if password else []

    answer = asked("sign", "2024-10", "--key", str(private), *asking, input="rahasia\n")

    described = pipelines.describe(waiting.as_dict())
    assert "is sealed and not published yet" in described
    assert (
        f"waits for the signature of Kepala Bidang ({store.trusted().keys[-1].fingerprint[:16]})" in described
    )
    assert str(waiting.path) in described
    assert answer.exit_code == 0, answer.exception
    assert "2024-10/v1 is signed by Kepala Bidang" in answer.stdout
    assert "cakupan close 2024-10" in answer.stdout
    assert close.run("2024-10").edition == "2024-10/v1"


@pytest.mark.parametrize("content", [None, b"kunci"])
def test_a_key_that_cannot_be_read_signs_nothing(store: KeyStore, tmp_path: Path, content: bytes | None):
    file = tmp_path / "kepala.key"
    if content is not None:
        file.write_bytes(content)

    error = refused("sign", "2024-10", "--key", str(file))

    assert isinstance(error, SetupError)
    assert "kepala.key" in str(error)


def test_a_key_with_a_password_is_not_read_without_it(store: KeyStore, tmp_path: Path):
    private, _ = approver(tmp_path, b"rahasia")

    assert "has another password" in str(refused("sign", "2024-10", "--key", str(private)))
