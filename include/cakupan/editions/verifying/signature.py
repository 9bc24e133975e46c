"""Was the manifest signed, and with keys that are trusted here?"""

from dataclasses import dataclass
from pathlib import Path

from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.proof import checking, trusted
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.proof.trusted import TrustedKeys
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, Failure, failure

NAME = "signature"
_NO_TRUSTED_KEY = failure(
    NAME,
    manifest.PUBLIC_KEY,
    "a key that is trusted here, or the agency's with --key (--untrusted looks inside all the same)",
    "no trusted key: anybody could have made the one in the bundle",
)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What the check of signatures found, and the key that the bundle says the agency signed with."""

    check: CheckResult
    key_fingerprint: str | None


def known(key: Path | None) -> TrustedKeys | None:
    """Return the keys of a file that was handed over, else those of this installation.

    Raises:
        SetupError: `key` is neither a public key nor a list of trusted keys.
        KeysNotTrusted: the list does not follow from its first key.
    """
    return trusted.read(key) if key is not None else KeyStore(home=settings.load().home).trusted()


def check(edition_dir: Path, keys: TrustedKeys | None, *, is_untrusted: bool) -> Signed:
    """Check the signatures over the manifest against trusted keys, which may be none if `is_untrusted`."""
    signatures = checking.check(edition_dir, keys, required=settings.load().required_signatures)
    failures = [failure(NAME, wrong.subject, wrong.expected, wrong.instead) for wrong in signatures.wrong]
    if keys is None and not is_untrusted:
        failures.append(_NO_TRUSTED_KEY)
    return Signed(check=_concluded(failures, signatures, keys), key_fingerprint=signatures.key_fingerprint)


def _concluded(
    failures: list[Failure], signatures: checking.Signatures, keys: TrustedKeys | None
) -> CheckResult:
    if keys is None and not failures:
        return result.unchecked(
            NAME,
            f"who signed it was not checked: its key {signatures.key_fingerprint} is trusted here by nobody,"
            " and anybody can make one; compare it with the agency's, or give the agency's with --key",
        )
    signers = ", ".join(signatures.signed_by)
    return result.concluded(NAME, failures, f"signed by {signers}, trusted here")
