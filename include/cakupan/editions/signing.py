"""The installation's signing key: made once, kept in secrets, its public half in every bundle."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cakupan.errors import SetupError

KEY_NAME = "signing.key"


def ensure_key(secrets_dir: Path) -> Path:
    """Return the path of the private key, made (mode 0600) if there is none; two makers end with one."""
    path = secrets_dir / KEY_NAME
    if path.exists():
        return path
    secrets_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    candidate = secrets_dir / f".{KEY_NAME}.{os.getpid()}"
    with os.fdopen(os.open(candidate, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(candidate, path)
    except FileExistsError:
        return path
    finally:
        candidate.unlink()
    return path


def private_key(secrets_dir: Path) -> Ed25519PrivateKey:
    """Return the installation's private key.

    Raises:
        SetupError: the file holds no Ed25519 key.
    """
    path = ensure_key(secrets_dir)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SetupError(f"{path} is not an Ed25519 key; restore it from the backup of secrets.")
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """Return the public half as PEM, as it goes into a bundle."""
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def fingerprint(pem: bytes) -> str:
    """Return the sha256 of a public key's raw bytes.

    Raises:
        ValueError: the bytes are no Ed25519 public key.
    """
    return hashlib.sha256(_public(pem).public_bytes_raw()).hexdigest()


def sign(key: Ed25519PrivateKey, content: bytes) -> bytes:
    """Return the signature as one line of hex."""
    return key.sign(content).hex().encode() + b"\n"


def is_signed(pem: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether the signature over the content was made with this key."""
    try:
        _public(pem).verify(bytes.fromhex(signature.decode("ascii").strip()), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(pem: bytes) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key
