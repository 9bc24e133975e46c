"""Keys that several processes sign with and rotate at once, and that a process was killed over."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from cakupan.editions.proof import private, signature, trusted
from cakupan.editions.proof.store import KeyStore

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")
PATIENCE = 120  # seconds until a child counts as stuck and is killed


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


@contextmanager
def child(act: Callable[..., None], *arguments: Any) -> Iterator[BaseProcess]:
    """Run in a process of its own, which never outlives the test."""
    process = FORK.Process(target=act, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def exit_code(process: BaseProcess) -> int | None:
    """Return what a process ended with, or nothing where it is stuck."""
    process.join(PATIENCE)
    return process.exitcode


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _rotate_and_die(home: Path, number: int, is_after: bool) -> None:
    """Rotate in a process that dies at the n-th change of a file, before or after it."""
    changes = iter(range(1, 100))

    def counted(change):
        def dying(*arguments):
            is_this = next(changes) == number
            if is_this and not is_after:
                _die()
            change(*arguments)
            if is_this:
                _die()

        return dying

    private.write, private.rename = counted(private.write), counted(private.rename)
    KeyStore(home=home).rotate(noon)


@pytest.mark.parametrize("number", [1, 2, 3], ids=["the new key", "the list", "its name"])
@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_rotation_killed_anywhere_leaves_a_key_that_signs_and_is_trusted(store, number, is_after):
    before = signing_key(store)
    with child(_rotate_and_die, store.home, number, is_after) as rotation:
        assert exit_code(rotation) == -signal.SIGKILL

    now = signing_key(store)

    listed = trusted.read(store.list_file)
    is_done = (number, is_after) >= (2, True)
    assert (now != before) is is_done
    assert listed.current().fingerprint == now
    assert [path.name for path in store.key_file.parent.iterdir()] == ["signing.key"]
    store.rotate(lambda: NOON + timedelta(days=1))
    assert len(trusted.read(store.list_file).keys) == 2 + is_done


def _rotate_often(home: Path) -> None:
    for _ in range(5):
        KeyStore(home=home).rotate(lambda: datetime.now(UTC))


def test_two_rotations_at_once_come_one_after_the_other(store):
    with child(_rotate_often, store.home) as one, child(_rotate_often, store.home) as other:
        assert [exit_code(one), exit_code(other)] == [0, 0]

    listed = trusted.read(store.list_file)
    assert len(listed.keys) == 11
    assert listed.current().fingerprint == signing_key(store)


def _say_and_rotate(home: Path, is_begun: Event) -> None:
    is_begun.set()
    KeyStore(home=home).rotate(lambda: datetime.now(UTC))


def test_a_rotation_waits_until_what_is_being_signed_is_signed(store):
    is_begun = FORK.Event()
    with ExitStack() as children:
        with store.signing() as (signer, listed):
            # forked within the lock, so that the child has the locked file open too
            rotation = children.enter_context(child(_say_and_rotate, store.home, is_begun))
            assert is_begun.wait(PATIENCE)
            rotation.join(0.3)
            during = trusted.read(store.list_file)
        assert exit_code(rotation) == 0

    assert during == listed
    assert listed.current().fingerprint == signature.fingerprint(signer.public)
    assert len(trusted.read(store.list_file).keys) == 2
