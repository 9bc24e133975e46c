"""Tell the head of an edition to every place that is set, each once, and ask the places what they keep.

The head and the timestamps over it are made once and kept in the folder `witness`; a place that could not be
told gets the same bytes by the next attempt. What each place was told is recorded in control.action.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.proof import chain, head, places, private, timestamps, witnessed
from cakupan.editions.proof.chain import Broken, Chain
from cakupan.editions.proof.head import PublicationHead
from cakupan.editions.proof.places import Folder, Keeper
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.proof.timestamps import Authority
from cakupan.errors import NotWitnessed, SetupError
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


def tell(edition: str, actor: str) -> list[str]:
    """Tell the head of a published edition to every place that is set; return those that have it now.

    Raises:
        NotFound: no such edition is published.
        NotWitnessed: some place could not be told; the others were.
    """
    kept, authorities = places.keepers(), places.authorities()
    if not kept and not authorities:
        return []
    with connect() as connection:
        told = head.of_edition(connection, edition)
    failed = []
    files = {f"{told.stem}{places.SUFFIX}": _signed(told)}
    for authority in authorities:
        try:
            files |= _stamped(told, authority)
        except (OSError, SetupError) as error:
            failed.append(f"{authority.address}: {error}")
    for place in kept:
        try:
            _keep(place, told, files, actor)
        except (OSError, SetupError) as error:
            failed.append(f"{place.address}: {error}")
    if failed:
        raise NotWitnessed(
            f"{edition} is published and stays so, but its head did not reach every witness; run"
            f" `cakupan witness {edition}` when they can be reached. {' | '.join(failed)}"
        )
    return [place.address for place in (*authorities, *kept)]


def _signed(told: PublicationHead) -> bytes:
    """Return the signed head, made by the first attempt."""
    path = settings.load().folder("witness") / f"{told.stem}{places.SUFFIX}"
    if path.exists() and _is_of(path.read_bytes(), told):
        return path.read_bytes()
    with KeyStore(home=settings.load().home).signing() as (signer, _):
        private.write(path, told.signed(signer))
    return path.read_bytes()


def _is_of(content: bytes, told: PublicationHead) -> bool:
    try:
        return head.parse(content).head == told
    except ValueError:
        return False


def _stamped(told: PublicationHead, authority: Authority) -> dict[str, bytes]:
    """Return an authority's token over the signed head, asked for once."""
    folder = settings.load().folder("witness")
    content = (folder / f"{told.stem}{places.SUFFIX}").read_bytes()
    path = folder / f"{told.stem}.{authority.name}{timestamps.SUFFIX}"
    if not path.exists():
        private.write(path, authority.stamp(content))
    return {path.name: path.read_bytes()}


def _keep(place: Keeper, told: PublicationHead, files: Mapping[str, bytes], actor: str) -> None:
    """Have a place keep what it was not told yet, and record that it was."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    with connect() as connection:
        known = _told(connection, told.edition).get(place.address, {})
        if hashes.items() <= known.items():
            return
        place.keep(told, files)
        connection.execute(
            "insert into control.action (action, subject, actor, details, acted_at)"
            " values ('witness', %s, %s, %s::jsonb, control.now())",
            [
                told.edition,
                actor,
                manifest.canonical({"place": place.address, "files": hashes}).decode(),
            ],
        )
    LOGGER.info("%s keeps the head of %s", place.address, told.edition)


def _told(connection: Connection, edition: str) -> dict[str, dict[str, str]]:
    """Return which files of an edition's head each place was told, by its address."""
    rows = connection.execute(
        "select details ->> 'place', details -> 'files' from control.action"
        " where action = 'witness' and subject = %s order by action_no",
        [edition],
    ).fetchall()
    told: dict[str, dict[str, str]] = {}
    for address, hashes in rows:
        told.setdefault(address, {}).update(hashes)
    return told


def broken(connection: Connection) -> list[Broken]:
    """Return where editions and chains differ from what the places keep, and who lacks the newest head."""
    root = settings.load().folder("editions")
    broken = list(_untold(connection))
    for place in places.keepers():
        if isinstance(place, Folder):
            broken += [
                Broken(subject=f"{place.address}: {each.subject}", fault=each.fault)
                for each in _differing(connection, place, root)
            ]
    return broken


def _untold(connection: Connection) -> Iterator[Broken]:
    row = connection.execute(
        "select period || '/v' || version from publication.edition order by number desc limit 1"
    ).fetchone()
    told = _told(connection, row[0]) if row else {}
    for place in places.keepers() if row else ():
        if place.address not in told:
            yield Broken(
                subject=place.address,
                fault=f"was not told the head of {row[0] if row else None}; run `cakupan witness`",
            )


def _differing(connection: Connection, place: Folder, root: Path) -> Iterator[Broken]:
    try:
        kept = place.heads()
    except (OSError, SetupError) as error:
        yield Broken(subject="heads", fault=f"cannot be read: {error}")
        return
    bundles = witnessed.bundles(root)
    for name, content in kept.items():
        try:
            signed = head.parse(content)
        except ValueError as error:
            yield Broken(subject=name, fault=f"is no head of a publication: {error}")
            continue
        yield from witnessed.of_bundles(signed.head, bundles)
        yield from _of_chains(connection, signed.head)


def _of_chains(connection: Connection, kept: PublicationHead) -> Iterator[Broken]:
    """The warehouse's chains still have the heads that were witnessed: nobody linked them anew."""
    chains: tuple[tuple[Chain, dict[str, Any] | None], ...] = (
        ("action", kept.action_head),
        ("identity", kept.identity_head),
    )
    for name, stated in chains:
        if stated is not None:
            now = asdict(chain.head_at(connection, name, stated["count"]))
            if now != stated:
                yield Broken(
                    subject=f"chain {name}",
                    fault=f"had {stated['sha256']} after {stated['count']} links when {kept.edition} was"
                    f" published, and has {now['sha256']} now",
                )
