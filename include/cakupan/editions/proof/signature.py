"""Ed25519 signatures: what names a key, and the lines in which signatures stand beside what they sign."""

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as PEM."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """Return the sha256 of a public key's raw bytes.

    Raises:
        ValueError: the bytes are no Ed25519 public key.
    """
    return hashlib.sha256(_public(pem).public_bytes_raw()).hexdigest()


def is_signed(pem: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether the signature over the content was made with the private half of this key."""
    try:
        _public(pem).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def lines(signatures: dict[str, bytes]) -> bytes:
    """Return signatures by fingerprint as text, a line each: fingerprint, space, signature in hex."""
    return "".join(f"{name} {value.hex()}\n" for name, value in signatures.items()).encode()


def read_lines(content: bytes) -> dict[str, bytes]:
    """Return the signatures by fingerprint.

    Raises:
        ValueError: the content is not such lines, or signs twice with one key.
    """
    signatures: dict[str, bytes] = {}
    for line in content.decode("ascii").splitlines():
        name, separator, value = line.partition(" ")
        if not separator or name in signatures:
            raise ValueError("expected one line for each key: its fingerprint and the signature in hex")
        signatures[name] = bytes.fromhex(value)
    return signatures


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError("not an Ed25519 public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key
