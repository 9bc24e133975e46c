"""Timestamps (RFC 3161): an authority says when it saw the head of a publication, signed by its own key."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cakupan import settings
from cakupan.errors import SetupError

if TYPE_CHECKING:
    from cryptography import x509

SUFFIX = ".tsr"
TIMEOUT = 60  # seconds; an authority that does not answer is asked again by the next attempt


def without_password(url: str) -> str:
    """Return an address as it may be told."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A timestamp authority (RFC 3161): it says when it saw a head, signed by its own key."""

    url: str

    @property
    def address(self) -> str:
        """Its address without what is secret in it."""
        return f"tsa+{without_password(self.url)}"

    @property
    def name(self) -> str:
        """What its tokens are called by."""
        return str(urlsplit(self.url).hostname)

    def stamp(self, content: bytes) -> bytes:
        """Return the authority's answer over some bytes, checked against the roots that are set.

        Raises:
            SetupError: no roots are set to check an answer by.
            OSError: the authority does not answer, or not as it should.
        """
        import httpx
        from rfc3161_client import TimestampRequestBuilder, base

        request = TimestampRequestBuilder().data(content).hash_algorithm(base.HashAlgorithm.SHA256).build()
        try:
            answer = httpx.post(
                self.url,
                content=request.as_bytes(),
                headers={"Content-Type": "application/timestamp-query"},
                timeout=TIMEOUT,
            ).raise_for_status()
        except httpx.HTTPError as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        stamped_at(answer.content, content, nonce=request.nonce)
        return answer.content


def stamped_at(token: bytes, content: bytes, nonce: int | None = None) -> str:
    """Return by when an authority saw some bytes, and who it is.

    Raises:
        SetupError: no roots are set to check a token by.
        OSError: the token is none, over other bytes, or not of an authority that is trusted.
    """
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    roots = settings.load().timestamp_roots
    if roots is None:
        raise SetupError("For timestamps set CAKUPAN_TIMESTAMP_ROOTS to a file of the authorities' roots.")
    builder = VerifierBuilder(nonce=nonce)
    for certificate in _certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        response = decode_timestamp_response(token)
        builder.build().verify_message(response, content)
        signers = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
        names = sorted({each.subject.rfc4514_string() for each in signers})
        return f"{response.tst_info.gen_time.isoformat()} by {'; '.join(names)}"
    except (VerificationError, ValueError) as error:
        raise OSError(f"not a timestamp over this head by a trusted authority: {error}") from error


def _certificates(path: Path) -> "list[x509.Certificate]":
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SetupError(f"{path} (CAKUPAN_TIMESTAMP_ROOTS) holds no certificates in PEM.") from error
