"""What signs: the one interface through which a private key is used, and the key that is a file."""

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cakupan.editions.proof import signature
from cakupan.errors import SetupError

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Signer(Protocol):
    """A private key, wherever it is kept: in a file today; in a token or on another host it stays there."""

    @property
    def public(self) -> bytes:
        """The public half as PEM."""

    def sign(self, content: bytes) -> bytes:
        """Return the Ed25519 signature over the content, 64 bytes."""


@dataclass(frozen=True, kw_only=True)
class FileSigner:
    """An Ed25519 key that was read from a file."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The public half as PEM."""
        return signature.public_pem(self.key.public_key())

    @property
    def private(self) -> bytes:
        """The private half as PEM, as the file holds it."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(self, content: bytes) -> bytes:
        """Return the signature over the content."""
        return self.key.sign(content)


def generate() -> FileSigner:
    """Return a new key that is in no file yet."""
    return FileSigner(key=Ed25519PrivateKey.generate())


def read(path: Path, password: bytes | None = None) -> FileSigner:
    """Return the key that a PEM file holds.

    Raises:
        SetupError: it cannot be read, or holds no Ed25519 private key, or not with this password.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password)
    except OSError as error:
        raise SetupError(f"The key {path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SetupError(f"{path} is not an Ed25519 private key in PEM, or has another password.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SetupError(f"{path} is not an Ed25519 private key.")
    return FileSigner(key=key)


def read_own(path: Path) -> FileSigner:
    """Return the installation's key from a file that is its owner's only.

    Raises:
        SetupError: others may read or write it, or `read` refuses it; the message says what to do.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SetupError(
            f"The signing key {path} cannot be read: {error.strerror}. Restore it from the backup of secrets."
        ) from error
    if mode & OTHERS:
        raise SetupError(
            f"The signing key {path} is open to others (mode {stat.S_IMODE(mode):04o}). If nobody can have"
            " copied it, `chmod 600` it; else `chmod 600` it and run `cakupan key rotate`."
        )
    return read(path)
