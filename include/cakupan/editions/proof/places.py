"""Places that keep the heads of publications: a folder or bucket, a mailbox, a timestamp authority.

Each is named by an address: `file:///…` or what else fsspec opens, `mailto:…`, `tsa+https://…`.
"""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from cakupan import settings
from cakupan.editions.proof.head import PublicationHead
from cakupan.editions.proof.timestamps import Authority, without_password
from cakupan.errors import SetupError

TIMEOUT = 60  # seconds; a place that does not answer is told again by the next attempt
SUFFIX = ".json"


class Keeper(Protocol):
    """A place that keeps files."""

    @property
    def address(self) -> str:
        """Its address without what is secret in it."""

    def keep(self, head: PublicationHead, files: Mapping[str, bytes]) -> None:
        """Have the place keep the files of a head; what it has already stays."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder, or a bucket, that fsspec writes to."""

    url: str

    @property
    def address(self) -> str:
        """Its address without what is secret in it."""
        return without_password(self.url)

    def keep(self, head: PublicationHead, files: Mapping[str, bytes]) -> None:
        """Write what is not there.

        Raises:
            SetupError: nothing here can open such a place, or it holds another file of this name.
            OSError: it cannot be reached or written.
        """
        system, root = self._opened()
        system.makedirs(root, exist_ok=True)
        for name, content in files.items():
            path = f"{root.rstrip('/')}/{name}"
            if not system.exists(path):
                with system.transaction:
                    system.pipe_file(path, content)
            elif system.cat_file(path) != content:
                raise SetupError(
                    f"{self.address} holds another {name}: compare with `cakupan verify --head`."
                )

    def heads(self) -> dict[str, bytes]:
        """Return every head that the place keeps, by name.

        Raises:
            SetupError: nothing here can open such a place.
            OSError: it cannot be reached.
        """
        system, root = self._opened()
        if not system.exists(root):
            return {}
        paths = [path for path in system.ls(root, detail=False) if path.endswith(SUFFIX)]
        return {path.rsplit("/", 1)[-1]: bytes(system.cat_file(path)) for path in sorted(paths)}

    def _opened(self) -> tuple[Any, str]:
        import fsspec

        try:
            system, root = fsspec.core.url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise SetupError(f"{self.address} in CAKUPAN_WITNESS cannot be opened: {error}.") from error
        return system, str(root)


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """Somebody who gets heads by mail and keeps them."""

    to: str

    @property
    def address(self) -> str:
        """Its address."""
        return f"mailto:{self.to}"

    def keep(self, head: PublicationHead, files: Mapping[str, bytes]) -> None:
        """Send the files.

        Raises:
            SetupError: no server to send by is set.
            OSError: the server does not take the mail.
        """
        server = _server()
        message = EmailMessage()
        message["Subject"] = f"Cakupan: kepala edisi {head.edition} (nomor {head.number})"
        message["From"] = settings.load().mail_from or f"cakupan@{server.hostname}"
        message["To"] = self.to
        message.set_content(
            f"Edisi {head.edition} telah terbit. Simpan lampiran pesan ini di luar sistem; jangan diubah.\n"
            "Dengan lampiran ini siapa pun dapat memeriksa apakah edisi ini atau yang sebelumnya diganti:\n"
            f"cakupan verify editions --head {head.stem}{SUFFIX}\n\n"
            f"Edition {head.edition} is published. Keep the attachments outside the system, unchanged.\n"
            "They show whether this edition and all before it were replaced since.\n\n"
            f"manifest sha256 {head.manifest_sha256}\n"
        )
        for name, content in files.items():
            subtype = "json" if name.endswith(SUFFIX) else "timestamp-reply"
            message.add_attachment(content, maintype="application", subtype=subtype, filename=name)
        _send(server, message)


def _server() -> SplitResult:
    address = settings.load().smtp
    parts = urlsplit(address or "")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SetupError("To tell a mailbox set CAKUPAN_SMTP, such as smtp://user:password@mail.example:587.")
    return parts


def _send(server: SplitResult, message: EmailMessage) -> None:
    """Send by a server: over TLS where the address says so, or as soon as the server offers it.

    Raises:
        OSError: the server does not take it; smtplib's errors are such.
    """
    context = ssl.create_default_context()
    assert server.hostname is not None  # noqa: S101 - the address was checked
    connection: smtplib.SMTP
    if server.scheme == "smtps":
        connection = smtplib.SMTP_SSL(server.hostname, server.port or 465, timeout=TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(server.hostname, server.port or 25, timeout=TIMEOUT)
    with connection:
        connection.ehlo()
        if server.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=context)
        if server.username and server.password:
            connection.login(unquote(server.username), unquote(server.password))
        connection.send_message(message)


def keepers() -> tuple[Folder | Mailbox, ...]:
    """Return the places that are set and keep files.

    Raises:
        SetupError: an address is of no kind that is known.
    """
    return tuple(place for place in _all() if not isinstance(place, Authority))


def authorities() -> tuple[Authority, ...]:
    """Return the timestamp authorities that are set."""
    return tuple(place for place in _all() if isinstance(place, Authority))


def _all() -> list[Folder | Mailbox | Authority]:
    return [_place(address) for address in settings.load().witness]


def _place(address: str) -> Folder | Mailbox | Authority:
    scheme, _, rest = address.partition(":")
    if scheme == "mailto" and "@" in rest:
        return Mailbox(to=unquote(rest))
    if scheme in ("tsa+https", "tsa+http"):
        return Authority(url=address.removeprefix("tsa+"))
    if rest.startswith("//"):
        return Folder(url=address)
    raise SetupError(
        f"CAKUPAN_WITNESS: {without_password(address)!r} is no place; write file:///…, mailto:… or tsa+https://…"
    )
