"""The keys of this installation: the private one in secrets/, the public ones in trusted_keys.json.

The list is replaced in one step, and that step is the change: a rotation killed before it leaves the old key,
after it the new one, whose file may still have to get its name.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cakupan.editions import manifest
from cakupan.editions.proof import keys, private, signature, trusted
from cakupan.editions.proof.keys import FileSigner, Signer
from cakupan.editions.proof.trusted import TrustedKey, TrustedKeys
from cakupan.errors import NotFound, SetupError

KEY_NAME = "signing.key"
NEXT_NAME = "signing.key.next"
LIST_NAME = "trusted_keys.json"
LOCK_NAME = ".keys.lock"
FINGERPRINT_LEAST = 8


@dataclass(frozen=True, kw_only=True)
class KeyStore:
    """Where one installation keeps its keys."""

    home: Path

    @property
    def key_file(self) -> Path:
        """The private key's file."""
        return self.home / "secrets" / KEY_NAME

    @property
    def list_file(self) -> Path:
        """The file that names the trusted keys."""
        return self.home / LIST_NAME

    def trusted(self) -> TrustedKeys | None:
        """Return the keys this installation trusts; None where it has no list.

        Raises:
            SetupError: the list cannot be read.
            KeysNotTrusted: it does not follow from its first key.
        """
        return trusted.read(self.list_file) if self.list_file.exists() else None

    def ensure(self) -> TrustedKeys:
        """Return the trusted keys, with a key to sign with made if there was neither key nor list.

        Raises:
            SetupError: as `signing`.
        """
        with private.locked(self.home / LOCK_NAME):
            return self._ready()[0]

    @contextmanager
    def signing(self) -> Iterator[tuple[Signer, TrustedKeys]]:
        """Yield the key that signs now and the trusted keys; no key changes until the block ends.

        Raises:
            SetupError: the key is gone, unreadable, open to others, or not the one that is trusted; or the
                list is gone though editions are published.
        """
        with private.locked(self.home / LOCK_NAME):
            listed, signer = self._ready()
            yield signer, listed

    def rotate(self, now: Callable[[], datetime]) -> tuple[TrustedKey, TrustedKey]:
        """Put a new key, signed by the old one, in the place of the old; return the old and the new.

        Raises:
            SetupError: as `signing`, or the clock is before the beginning of the current key.
        """
        with private.locked(self.home / LOCK_NAME):
            listed, signer = self._ready()
            old, at = _current(listed, self.list_file), now()
            if old.valid_from is not None and at <= old.valid_from:
                raise SetupError(
                    f"The clock says {trusted.written(at)}, which is before the current key began,"
                    f" {trusted.written(old.valid_from)}. Set the clock right first."
                )
            successor = keys.generate()
            new = trusted.key(successor.public, "agency", valid_from=at).introduced(signer)
            private.write(self.key_file.with_name(NEXT_NAME), successor.private)
            ended = replace(old, valid_to=at)
            self._write((*(ended if each == old else each for each in listed.keys), new))
            self._name_next()
        return ended, new

    def add_approver(self, pem: bytes, name: str, now: Callable[[], datetime]) -> TrustedKey:
        """Trust a person's public key for the second signature from now on.

        Raises:
            ValueError: the bytes are no Ed25519 public key.
            SetupError: as `signing`, or the key is in the list already.
        """
        with private.locked(self.home / LOCK_NAME):
            listed, signer = self._ready()
            new = trusted.key(pem, "approver", name=name, valid_from=now()).introduced(signer)
            if known := listed.get(new.fingerprint):
                raise SetupError(
                    f"The key {new.fingerprint[:16]} is in the list already, as {known.role};"
                    " a key that ended does not come back: make another."
                )
            self._write((*listed.keys, new))
        return new

    def end_approver(self, fingerprint: str, now: Callable[[], datetime]) -> TrustedKey:
        """End the trust in an approver's key; what it signed before stays signed.

        Raises:
            NotFound: no approver's key without an end begins with this fingerprint.
            SetupError: as `signing`.
        """
        with private.locked(self.home / LOCK_NAME):
            listed, signer = self._ready()
            old = _open_approver(listed, fingerprint)
            ended = replace(old, valid_to=now()).introduced(signer)
            others = [each for each in listed.keys if each != old]
            self._write((*others, ended))
        return ended

    def _ready(self) -> tuple[TrustedKeys, FileSigner]:
        listed = self.trusted()
        if listed is None:
            listed = self._begin()
        current = _current(listed, self.list_file)
        self._settle(current)
        signer = keys.read_own(self.key_file)
        own = signature.fingerprint(signer.public)
        if own != current.fingerprint:
            raise SetupError(
                f"{self.key_file} holds the key {own[:16]}, but {self.list_file} trusts"
                f" {current.fingerprint[:16]} now. Restore both from one backup."
            )
        return listed, signer

    def _begin(self) -> TrustedKeys:
        """Trust the key that is there, or make one, where none has signed an edition yet."""
        signed = next(self.home.glob(f"editions/*/v*/{manifest.KEYS}"), None)
        if signed is not None:
            raise SetupError(
                f"{self.list_file} is gone, though editions are published. Restore it from its backup,"
                f" or from the {manifest.KEYS} of the newest edition where no key changed since."
            )
        if not self.key_file.exists():
            private.write(self.key_file, keys.generate().private)
        self._write((trusted.key(keys.read_own(self.key_file).public, "agency"),))
        return trusted.read(self.list_file)

    def _settle(self, current: TrustedKey) -> None:
        """Finish a rotation that was killed once the list named the new key; forget one killed before."""
        for draft in self.key_file.parent.glob(f".{KEY_NAME}*"):  # of whoever was killed while writing a key
            draft.unlink()
        following = self.key_file.with_name(NEXT_NAME)
        if not following.exists():
            return
        if signature.fingerprint(keys.read_own(following).public) == current.fingerprint:
            self._name_next()
        else:
            following.unlink()

    def _name_next(self) -> None:
        private.rename(self.key_file.with_name(NEXT_NAME), self.key_file)

    def _write(self, listed: tuple[TrustedKey, ...]) -> None:
        following = TrustedKeys(keys=listed)
        trusted.require_sound(following, LIST_NAME)
        private.write(self.list_file, following.as_bytes())


def _current(listed: TrustedKeys, path: Path) -> TrustedKey:
    current = listed.current()
    if current is None or not listed.is_list:
        raise SetupError(f"{path} names no key of the agency without an end; restore it from its backup.")
    return current


def _open_approver(listed: TrustedKeys, fingerprint: str) -> TrustedKey:
    named = [
        each
        for each in listed.keys
        if each.role == "approver" and each.valid_to is None and each.fingerprint.startswith(fingerprint)
    ]
    if len(named) != 1 or len(fingerprint) < FINGERPRINT_LEAST:
        raise NotFound(
            f"No approver's key without an end is named {fingerprint}; give at least {FINGERPRINT_LEAST}"
            " digits of one that `cakupan key list` shows."
        )
    return named[0]
