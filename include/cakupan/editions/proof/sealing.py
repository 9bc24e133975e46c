"""Seal a bundle: name who signs, write the manifest, sign it with the agency's key."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cakupan.editions import manifest
from cakupan.editions.manifest import Header, Signing
from cakupan.editions.proof import signature, trusted
from cakupan.editions.proof.checking import BOTH
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.proof.trusted import TrustedKeys
from cakupan.errors import SetupError


def seal(
    bundle: Path,
    *,
    header: Header,
    inputs: Mapping[str, Any],
    gates: Mapping[str, Any],
    store: KeyStore,
    now: Callable[[], datetime],
    required: int = 1,
) -> str:
    """Sign what the bundle holds; return the manifest's sha256.

    The instant is read while no key can change, so the key that signs is valid at it.

    Raises:
        SetupError: there is no key to sign with, or no approver where one has to sign.
    """
    with store.signing() as (signer, listed):
        at = now()
        signing = Signing(
            at=trusted.written(at),
            agency=signature.fingerprint(signer.public),
            approvers=tuple(key.fingerprint for key in listed.approvers(at)),
            required=signatures(listed, at, required),
        )
        return manifest.seal(
            bundle,
            header=header,
            inputs=inputs,
            gates=gates,
            signing=signing,
            signer=signer,
            keys=listed.as_bytes(),
        )


def signatures(listed: TrustedKeys | None, at: datetime, required: int) -> int:
    """Return how many signatures an edition needs: an approver's too once one is trusted, or is required.

    Raises:
        SetupError: an approver has to sign and no approver's key is trusted.
    """
    has_approver = listed is not None and bool(listed.approvers(at))
    if required >= BOTH and not has_approver:
        raise SetupError(
            f"CAKUPAN_REQUIRED_SIGNATURES is {required}, but no approver's key is trusted."
            " Add one with `cakupan key add FILE --name … --reason …`."
        )
    return BOTH if has_approver else 1
