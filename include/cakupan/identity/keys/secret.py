"""The secret by which new persons are put into an order that says nothing about them.

It is made once, lies in secrets/ like the signing key, and never changes: the warehouse keeps a check of it,
not the secret, and numbers nobody under another.
"""

import hashlib
import hmac
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cakupan import settings
from cakupan.errors import SetupError
from cakupan.warehouse import server
from cakupan.warehouse.connection import Connection

NAME = "person_numbers.key"
BYTES = 32
BLOCK_BYTES = 64  # of SHA-256
INNER, OUTER = 0x36, 0x5C  # what RFC 2104 pads a key with
CHECKED = b"cakupan person numbers"


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A key of HMAC-SHA-256, padded as its two hashes begin."""

    inner: bytes
    outer: bytes

    @classmethod
    def padded(cls, key: bytes) -> "Secret":
        """Return a key of at most a block as the beginnings of the two hashes."""
        filled = key.ljust(BLOCK_BYTES, b"\0")
        return cls(inner=bytes(each ^ INNER for each in filled), outer=bytes(each ^ OUTER for each in filled))


def of(connection: Connection) -> Secret:
    """Return this installation's secret, made where nobody was numbered under one yet.

    Raises:
        SetupError: persons were numbered under a secret that is gone, is another now, or is open to others.
    """
    path = settings.load().folder("secrets") / NAME
    known = connection.execute("select secret_check from identity.numbering").fetchone()
    if known is None and not path.exists():
        server.write_private(path, secrets.token_hex(BYTES))
    key = _read(path)
    check = hmac.digest(key, CHECKED, hashlib.sha256).hex()
    if known is None:
        connection.execute("insert into identity.numbering (secret_check) values (%s)", [check])
    elif not hmac.compare_digest(check, str(known[0])):
        raise SetupError(
            f"{path} is not the secret under which persons of this warehouse were numbered."
            " Restore it and the warehouse from one backup; no person was numbered."
        )
    return Secret.padded(key)


def _read(path: Path) -> bytes:
    try:
        mode, written = path.stat().st_mode, path.read_text(encoding="ascii")
        key = bytes.fromhex(written)
    except OSError as error:
        raise SetupError(
            f"The secret {path}, under which persons were numbered, cannot be read: {error.strerror}."
            " Restore it from the backup of secrets; no person was numbered."
        ) from error
    except ValueError as error:
        raise SetupError(
            f"{path} does not hold a secret of persons' numbers. Restore it from the backup of secrets."
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SetupError(
            f"{path} is open to others (mode {stat.S_IMODE(mode):04o}): who has it can tell persons by"
            " their numbers. `chmod 600` it."
        )
    if len(key) != BYTES:
        raise SetupError(
            f"{path} does not hold a secret of persons' numbers. Restore it from the backup of secrets."
        )
    return key
