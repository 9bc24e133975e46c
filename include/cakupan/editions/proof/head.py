"""The head of a publication: a few lines, signed, that stand for an edition and all before it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cakupan.editions import manifest, plan
from cakupan.editions import period as periods
from cakupan.editions.proof import signature, trusted
from cakupan.editions.proof.chain import Broken
from cakupan.editions.proof.keys import Signer
from cakupan.editions.proof.trusted import TrustedKeys
from cakupan.errors import NotFound, SetupError
from cakupan.warehouse.connection import Connection

SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class PublicationHead:
    """What is told to a witness; `action_head` and `identity_head` are as in the edition's manifest."""

    number: int
    edition: str
    manifest_sha256: str
    action_head: dict[str, Any] | None
    identity_head: dict[str, Any] | None
    published_at: str

    @property
    def content(self) -> bytes:
        """The bytes that are signed."""
        return manifest.canonical({"schema": SCHEMA, **asdict(self)})

    @property
    def stem(self) -> str:
        """The beginning of the names of its files, which sort in the order of publication."""
        return f"{self.number:06}-{self.edition.replace('/', '-')}"

    def signed(self, signer: Signer) -> bytes:
        """Return the file that a witness keeps."""
        return manifest.canonical(
            {
                "head": {"schema": SCHEMA, **asdict(self)},
                "signed_by": signature.fingerprint(signer.public),
                "signature": signer.sign(self.content).hex(),
            }
        )


@dataclass(frozen=True, kw_only=True)
class SignedHead:
    """A head as a witness keeps it."""

    head: PublicationHead
    signed_by: str
    signature: bytes

    def broken(self, known: TrustedKeys | None) -> list[Broken]:
        """Return what is wrong with its signature, as far as there are keys to check it by."""
        if known is None:
            return []
        name, key = self.signed_by[:16], known.get(self.signed_by)
        if key is None:
            return [Broken(subject="head", fault=f"is signed with {name}, which is not trusted")]
        if not signature.is_signed(key.public.encode(), self.head.content, self.signature):
            return [Broken(subject="head", fault=f"is not what {name} signed")]
        if key.valid_to is not None and key.valid_to <= trusted.read_instant(self.head.published_at):
            return [Broken(subject="head", fault=f"is signed with {name}, which had ended before")]
        return []


def of_edition(connection: Connection, name: str) -> PublicationHead:
    """Return the head of a published edition called `2024-10/v1`.

    Raises:
        NotFound: no such edition is published, or its bundle is gone.
    """
    edition = plan.edition_named(connection, name)
    row = connection.execute(
        "select number, manifest_sha256, published_at from publication.edition where edition_no = %s",
        [edition.edition_no],
    ).fetchone()
    assert row is not None  # noqa: S101 - the edition was just read from this table
    try:
        stated = manifest.read(edition.folder)
    except OSError as error:
        raise NotFound(f"{edition.name} was published, but {edition.folder} cannot be read.") from error
    number, sha256, published_at = row
    return PublicationHead(
        number=number,
        edition=edition.name,
        manifest_sha256=sha256,
        action_head=stated.get("action_head"),
        identity_head=stated.get("identity_head"),
        published_at=periods.iso(published_at),
    )


def read(path: Path) -> SignedHead:
    """Return the head that a file holds.

    Raises:
        SetupError: it cannot be read, or is no head.
    """
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise SetupError(f"The head {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SetupError(f"{path} is no head of a publication, or not whole: {error}.") from error


def parse(content: bytes) -> SignedHead:
    """Return the head that some bytes are.

    Raises:
        ValueError: they are none.
    """
    try:
        said = json.loads(content)
        head = {name: value for name, value in said["head"].items() if name != "schema"}
        signed = SignedHead(
            head=PublicationHead(**head),
            signed_by=str(said["signed_by"]),
            signature=bytes.fromhex(said["signature"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it lacks what a head says") from error
    trusted.read_instant(signed.head.published_at)
    return signed
