"""The keys an agency is known by: public halves, their roles, and from when to when each one counts."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from cakupan.editions.proof import signature
from cakupan.editions.proof.keys import Signer
from cakupan.errors import KeysNotTrusted, SetupError

Role = Literal["agency", "approver"]
SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class TrustedKey:
    """A public key; who introduced it signed role, name, key and beginning, and of an approver the end."""

    fingerprint: str
    role: Role
    name: str | None
    public: str
    valid_from: datetime | None
    valid_to: datetime | None
    introduced_by: str | None
    introduction: str | None

    @property
    def statement(self) -> bytes:
        """What its introduction signs; where an agency's key ends is what its successor says."""
        said = {
            "role": self.role,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "valid_from": _written(self.valid_from),
            "valid_to": _written(self.valid_to) if self.role == "approver" else None,
            "introduced_by": self.introduced_by,
        }
        return b"cakupan key\n" + json.dumps(said, ensure_ascii=False, sort_keys=True).encode()

    def is_valid_at(self, instant: datetime) -> bool:
        """Tell whether the key counts at an instant: from the first one it is valid, before its end."""
        began = self.valid_from is None or self.valid_from <= instant
        return began and (self.valid_to is None or instant < self.valid_to)

    @property
    def validity(self) -> str:
        """When the key counts, in words."""
        return f"from {_written(self.valid_from) or 'the beginning'} to {_written(self.valid_to) or 'now'}"

    def introduced(self, by: Signer) -> "TrustedKey":
        """Return this key with the word of another for it."""
        named = replace(self, introduced_by=signature.fingerprint(by.public))
        return replace(named, introduction=by.sign(named.statement).hex())

    def is_introduced_by(self, other: "TrustedKey") -> bool:
        """Tell whether the word for this key is that of the other, an agency's key."""
        if other.role != "agency" or self.introduction is None or self.introduced_by != other.fingerprint:
            return False
        try:
            word = bytes.fromhex(self.introduction)
        except ValueError:
            return False
        return signature.is_signed(other.public.encode(), self.statement, word)

    def as_dict(self) -> dict[str, Any]:
        """Return what a list of trusted keys says of it."""
        said = asdict(self)
        return said | {"valid_from": _written(self.valid_from), "valid_to": _written(self.valid_to)}


def key(pem: bytes, role: Role, *, name: str | None = None, valid_from: datetime | None = None) -> TrustedKey:
    """Return a public key that nobody has introduced yet.

    Raises:
        ValueError: the bytes are no Ed25519 public key.
    """
    return TrustedKey(
        fingerprint=signature.fingerprint(pem),
        role=role,
        name=name,
        public=pem.decode("ascii"),
        valid_from=valid_from,
        valid_to=None,
        introduced_by=None,
        introduction=None,
    )


@dataclass(frozen=True, kw_only=True)
class TrustedKeys:
    """Keys in the order in which they came to be trusted; `is_list` is false for one key without validity."""

    keys: tuple[TrustedKey, ...]
    is_list: bool = True

    def get(self, fingerprint: str) -> TrustedKey | None:
        """Return the key of this fingerprint, if it is one of them."""
        return next((each for each in self.keys if each.fingerprint == fingerprint), None)

    def current(self) -> TrustedKey | None:
        """Return the agency's key that signs now: the one without an end."""
        return next((each for each in self.keys if each.role == "agency" and each.valid_to is None), None)

    def approvers(self, instant: datetime) -> tuple[TrustedKey, ...]:
        """Return the approvers whose keys count at an instant."""
        return tuple(each for each in self.keys if each.role == "approver" and each.is_valid_at(instant))

    def following(self, others: "TrustedKeys") -> "TrustedKeys":
        """Return these keys with those of another list that follow from them.

        A successor follows from the agency's key that has no end here yet. Approvers follow only from a key
        that came without a list: a list says itself who may approve.
        """
        known = self
        for each in others.keys:
            giver = known.get(each.introduced_by or "")
            if giver is None or known.get(each.fingerprint) or not each.is_introduced_by(giver):
                continue
            if each.role == "agency" and giver.valid_to is None:
                ended = replace(giver, valid_to=each.valid_from)
                kept = tuple(ended if one == giver else one for one in known.keys)
                known = replace(known, keys=(*kept, replace(each, valid_to=None)))
            elif each.role == "approver" and not self.is_list:
                known = replace(known, keys=(*known.keys, each))
        return known

    def as_bytes(self) -> bytes:
        """Return the list as it is kept, exported and put into a bundle."""
        content = {"schema": SCHEMA, "keys": [each.as_dict() for each in self.keys]}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def read(path: Path) -> TrustedKeys:
    """Return the keys of a file: a list of trusted keys, or the PEM of one, which then counts always.

    Raises:
        SetupError: the file cannot be read or is neither.
        KeysNotTrusted: the list does not follow from its first key.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return from_bytes(content, path.name)
    except ValueError as error:
        raise SetupError(
            f"{path} is neither an Ed25519 public key in PEM nor a list of trusted keys; give the agency's"
            " signing.pub, or what `cakupan key export` wrote there."
        ) from error


def from_bytes(content: bytes, name: str) -> TrustedKeys:
    """Return the keys that a list or a PEM says.

    Raises:
        ValueError: the content is neither.
        KeysNotTrusted: the list does not follow from its first key.
    """
    if content.lstrip().startswith(b"-----BEGIN"):
        return TrustedKeys(keys=(key(content, "agency"),), is_list=False)
    try:
        said = json.loads(content)
        listed = TrustedKeys(keys=tuple(_read_key(each) for each in said["keys"]))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a list of trusted keys") from error
    require_sound(listed, name)
    return listed


def require_sound(listed: TrustedKeys, name: str) -> None:
    """Refuse a list in which a key is not what it says, or not introduced by the one it says.

    Raises:
        KeysNotTrusted: it names the first such key.
    """
    if not listed.keys:
        raise KeysNotTrusted(f"{name} names no key.")
    for position, each in enumerate(listed.keys):
        wrong = _wrong(each, listed.keys[:position], listed.keys)
        if wrong:
            raise KeysNotTrusted(f"{name}: key {position + 1}, {each.fingerprint[:16]}: {wrong}.")


def _wrong(each: TrustedKey, before: tuple[TrustedKey, ...], every: tuple[TrustedKey, ...]) -> str | None:
    if each.fingerprint != signature.fingerprint(each.public.encode()):
        return "the fingerprint is not that of its public key"
    if any(one.fingerprint == each.fingerprint for one in before):
        return "it is there twice"
    if not before:
        is_first = each.role == "agency" and each.introduced_by is None
        return None if is_first else "a list begins with the agency's first key"
    giver = next((one for one in before if one.fingerprint == each.introduced_by), None)
    if giver is None or not each.is_introduced_by(giver):
        return f"it lacks a valid signature by {each.introduced_by or 'a key before it'}"
    if each.role == "agency" and not _succeeds(each, giver, every):
        return f"it does not begin where {giver.fingerprint[:16]} ends"
    return None


def _succeeds(each: TrustedKey, giver: TrustedKey, every: Iterable[TrustedKey]) -> bool:
    heirs = [one for one in every if one.role == "agency" and one.introduced_by == giver.fingerprint]
    return each.valid_from is not None and giver.valid_to == each.valid_from and heirs == [each]


def _read_key(said: dict[str, Any]) -> TrustedKey:
    texts = {name: said[name] for name in ("fingerprint", "public")}
    optional = {name: said[name] for name in ("name", "introduced_by", "introduction")}
    every = (*texts.values(), *(value for value in optional.values() if value is not None))
    if said["role"] not in ("agency", "approver") or not all(isinstance(value, str) for value in every):
        raise ValueError("not a trusted key")
    return TrustedKey(
        role=said["role"],
        valid_from=_read_instant(said["valid_from"]),
        valid_to=_read_instant(said["valid_to"]),
        **texts,
        **optional,
    )


def written(instant: datetime) -> str:
    """Return an instant as keys and manifests state it: UTC, to the microsecond."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_instant(text: str) -> datetime:
    """Return the instant that a text states.

    Raises:
        ValueError: it states none, or one without a zone.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return instant.astimezone(UTC)


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else written(instant)


def _read_instant(text: str | None) -> datetime | None:
    return None if text is None else read_instant(text)
