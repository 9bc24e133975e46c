"""The second signature: what a sealed edition waits for, and the approver's signature over its manifest."""

from dataclasses import asdict, dataclass
from pathlib import Path

from cakupan import settings
from cakupan.editions import bundle, manifest
from cakupan.editions import publish as publishing
from cakupan.editions import run as runs
from cakupan.editions.proof import checking, private, sealing, signature
from cakupan.editions.proof.keys import Signer
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.proof.trusted import TrustedKey
from cakupan.editions.run import AWAITING, CloseRun
from cakupan.errors import DoesNotVerify, NotFound, SignatureRefused
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect


def require_approver(connection: Connection) -> None:
    """Refuse to begin what could never be published.

    Raises:
        SetupError: an approver has to sign and no approver's key is trusted.
    """
    current = settings.load()
    keys = KeyStore(home=current.home).trusted()
    sealing.signatures(keys, loads.now(connection), current.required_signatures)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What an approver signed, and with which key."""

    run_id: str
    period: str
    edition: str
    signer: str
    key_fingerprint: str
    manifest_sha256: str

    def as_dict(self) -> dict[str, str]:
        """Return what the command line prints as JSON."""
        return asdict(self)


def waits_for(sealed: Path) -> str | None:
    """Say whose signature a sealed bundle waits for; None when all are there.

    Raises:
        DoesNotVerify: a signature is wrong, or a file is not what was sealed.
    """
    signatures = _checked(sealed)
    if signatures.is_trusted:
        return None
    other = [wrong for wrong in signatures.wrong if not wrong.is_missing_approval]
    if other:
        raise DoesNotVerify(f"{sealed}: {other[0]}")
    stated = manifest.Signing.read(manifest.read(sealed)["signing"])
    keys = KeyStore(home=settings.load().home).trusted()
    known = [keys and keys.get(name) for name in stated.approvers]
    return " or ".join(f"{key.name} ({key.fingerprint[:16]})" for key in known if key)


def names_others(connection: Connection, sealed: Path) -> bool:
    """Tell whether a bundle waits for other approvers than those who are trusted now."""
    if waits_for(sealed) is None:
        return False
    keys = KeyStore(home=settings.load().home).trusted()
    trusted_now = keys.approvers(loads.now(connection)) if keys else ()
    stated = manifest.Signing.read(manifest.read(sealed)["signing"])
    return stated.approvers != tuple(key.fingerprint for key in trusted_now)


def _checked(sealed: Path) -> checking.Signatures:
    changed = manifest.changed_files(sealed)
    if changed:
        raise DoesNotVerify(f"{sealed}: {', '.join(changed[:5])} changed since it was sealed; close again.")
    current = settings.load()
    known = KeyStore(home=current.home).trusted()
    return checking.check(sealed, known, required=current.required_signatures)


def sign(name: str, signer: Signer, actor: str) -> Signed:
    """Add an approver's signature to the run, or the run of the month, that waits for one.

    Raises:
        NotFound: no such run waits.
        SignatureRefused: the key is no approver's whom the manifest names, or another edition came between.
        DoesNotVerify: what waits is not what was sealed.
    """
    current = _waiting(name)
    with runs.locked(current.run_id), connect() as connection:
        current = runs.read(connection, current.run_id)
        _require_waiting(connection, current)
        sealed = bundle.path(current)
        _require_sound(sealed)
        key = _add(sealed, signer)
        signed = Signed(
            run_id=current.run_id,
            period=current.period,
            edition=f"{current.period}/v{bundle.plan(current).version}",
            signer=key.name or key.fingerprint,
            key_fingerprint=key.fingerprint,
            manifest_sha256=manifest.sha256_of(sealed / manifest.MANIFEST),
        )
        _record(connection, signed, actor)
    return signed


def _require_sound(sealed: Path) -> None:
    """Nobody signs what does not verify; that the approver's signature is missing is why we are here."""
    from cakupan.editions.verifying import verify

    other = [wrong for wrong in _checked(sealed).wrong if not wrong.is_missing_approval]
    failures = [each for each in verify.verify(sealed).failures if each.check != "signature"]
    for wrong in (*other, *failures):
        raise DoesNotVerify(f"{sealed}: {wrong}")


def _waiting(name: str) -> CloseRun:
    """Return the run that waits: by its id, or by the month or edition it is to become."""
    with connect() as connection:
        waiting = runs.waiting(connection)
    for run in waiting:
        if name in {run.run_id, run.period, f"{run.period}/v{bundle.plan(run).version}"}:
            return run
    names = ", ".join(f"{run.period} ({run.run_id})" for run in waiting) or "nothing"
    raise NotFound(f"{name} waits for no signature; what waits: {names}.")


def _require_waiting(connection: Connection, current: CloseRun) -> None:
    if current.state != AWAITING:
        raise NotFound(f"{current.run_id} waits for no signature any more: it is {current.state}.")
    if publishing.state_before(connection, current, bundle.plan(current)) is not None:
        raise SignatureRefused(
            f"Another edition was published since {current.run_id} was sealed. Run `cakupan close"
            f" {current.period}` once, then sign what it seals anew."
        )


def _add(sealed: Path, signer: Signer) -> TrustedKey:
    content = (sealed / manifest.MANIFEST).read_bytes()
    stated = manifest.Signing.read(manifest.read(sealed)["signing"])
    own = signature.fingerprint(signer.public)
    keys = KeyStore(home=settings.load().home).trusted()
    key = keys.get(own) if keys else None
    if own not in stated.approvers or not key or key.valid_to is not None:
        raise SignatureRefused(
            f"The key {own[:16]} is not that of an approver whose signature this edition waits for:"
            f" {', '.join(name[:16] for name in stated.approvers)}."
        )
    path = sealed / manifest.SIGNATURE
    lines = signature.read_lines(path.read_bytes()) | {own: signer.sign(content)}
    private.write(path, signature.lines(lines))
    return key


def _record(connection: Connection, signed: Signed, actor: str) -> None:
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values ('sign', %s, %s, null, jsonb_build_object('run_id', %s::text, 'key', %s::text,"
        " 'manifest_sha256', %s::text), control.now())",
        [signed.edition, actor, signed.run_id, signed.key_fingerprint, signed.manifest_sha256],
    )
