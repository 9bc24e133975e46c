"""Who signed an edition, and are these the keys we trust, each valid when it signed?"""

import json
from dataclasses import dataclass
from pathlib import Path

from cakupan.editions import manifest
from cakupan.editions.proof import signature, trusted
from cakupan.editions.proof.trusted import TrustedKeys
from cakupan.errors import KeysNotTrusted

BOTH = 2  # signatures: the agency's and an approver's


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing about the signatures that is not as it should be."""

    subject: str
    expected: str
    instead: str
    is_missing_approval: bool = False

    def __str__(self) -> str:
        return f"{self.subject}: expected {self.expected}, found {self.instead}"


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """The agency's key, who signed, whether that rests on trusted keys, and what is wrong."""

    key_fingerprint: str | None
    signed_by: tuple[str, ...]
    is_trusted: bool
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, kw_only=True)
class _Bundle:
    """What a bundle says of its signatures."""

    content: bytes
    signing: manifest.Signing
    lines: dict[str, bytes]
    keys: TrustedKeys
    public_fingerprint: str

    def is_signed_by(self, fingerprint: str, among: TrustedKeys) -> bool:
        key = among.get(fingerprint)
        line = self.lines.get(fingerprint)
        return bool(key and line and signature.is_signed(key.public.encode(), self.content, line))


def check(bundle: Path, known: TrustedKeys | None, *, required: int = 1) -> Signatures:
    """Check the signatures over a bundle's manifest against trusted keys; without these, against its own.

    At least `required` signatures are asked for, and as many as the manifest and the trusted list ask.
    """
    sealed = _read(bundle)
    if isinstance(sealed, Wrong):
        return Signatures(key_fingerprint=None, signed_by=(), is_trusted=False, wrong=(sealed,))
    among = sealed.keys if known is None else known.following(sealed.keys)
    signing = sealed.signing
    wrong = [
        *_agency(sealed, among),
        *_approval(sealed, among, required),
        *_lines(sealed, sealed.keys),
    ]
    return Signatures(
        key_fingerprint=signing.agency,
        signed_by=tuple(name for name in signing.names if sealed.is_signed_by(name, among)),
        is_trusted=known is not None and not wrong,
        wrong=tuple(wrong),
    )


def _read(bundle: Path) -> _Bundle | Wrong:
    content = (bundle / manifest.MANIFEST).read_bytes()
    try:
        signing = manifest.Signing.read(json.loads(content)["signing"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return Wrong(subject=manifest.MANIFEST, expected="who signs it", instead="no such statement")
    try:
        return _Bundle(
            content=content,
            signing=signing,
            lines=signature.read_lines((bundle / manifest.SIGNATURE).read_bytes()),
            public_fingerprint=signature.fingerprint((bundle / manifest.PUBLIC_KEY).read_bytes()),
            keys=trusted.from_bytes((bundle / manifest.KEYS).read_bytes(), manifest.KEYS),
        )
    except (OSError, ValueError, KeysNotTrusted) as error:
        said = error if isinstance(error, KeysNotTrusted) else type(error).__name__
        return Wrong(
            subject=manifest.SIGNATURE, expected="signatures, and the keys for them", instead=str(said)
        )


def _agency(sealed: _Bundle, among: TrustedKeys) -> list[Wrong]:
    """The agency's signature is there, made with the key beside it, and that key was the agency's then."""
    name, at = sealed.signing.agency, sealed.signing.instant
    wrong = []
    if sealed.public_fingerprint != name:
        wrong.append(
            Wrong(
                subject=manifest.PUBLIC_KEY,
                expected=f"the key {name}",
                instead=f"the key {sealed.public_fingerprint}",
            )
        )
    if not sealed.is_signed_by(name, sealed.keys):
        wrong.append(
            Wrong(subject=manifest.MANIFEST, expected=f"signed with {name[:16]}", instead="not signed")
        )
    key = among.get(name)
    if key is None or key.role != "agency":
        trusting = ", ".join(each.fingerprint for each in among.keys if each.role == "agency")
        wrong.append(
            Wrong(subject=manifest.PUBLIC_KEY, expected=f"one of {trusting}", instead=f"another key, {name}")
        )
    elif not key.is_valid_at(at):
        wrong.append(
            Wrong(
                subject=manifest.PUBLIC_KEY,
                expected=f"a key that was valid when it signed, {trusted.written(at)}",
                instead=f"{name}, valid {key.validity}",
            )
        )
    return wrong


def _approval(sealed: _Bundle, among: TrustedKeys, required: int) -> list[Wrong]:
    """As many signatures as are asked for, by approvers whose keys were valid."""
    signing = sealed.signing
    valid = {each.fingerprint for each in among.approvers(signing.instant)}
    asked = max(required, signing.required, BOTH if valid else 1)
    approved = [name for name in signing.approvers if name in valid and sealed.is_signed_by(name, among)]
    if 1 + len(approved) >= asked:
        return []
    named = ", ".join(name[:16] for name in signing.approvers) or "nobody"
    return [
        Wrong(
            subject=manifest.SIGNATURE,
            expected=f"{asked} signatures, the agency's and an approver's",
            instead=f"no valid signature of a trusted approver; the manifest names {named}",
            is_missing_approval=True,
        )
    ]


def _lines(sealed: _Bundle, among: TrustedKeys) -> list[Wrong]:
    """No signature beside those that the manifest names, and none of these that is wrong."""
    return [
        Wrong(
            subject=manifest.SIGNATURE,
            expected="signatures over this manifest, by keys that it names",
            instead=f"another one, by {name}",
        )
        for name in sealed.lines
        if name != sealed.signing.agency
        and not (name in sealed.signing.approvers and sealed.is_signed_by(name, among))
    ]
