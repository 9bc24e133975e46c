"""An edition that is asked about: nothing of it is believed that its signed manifest does not name."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.frozen import engine, layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.evidence import whole
from cakupan.editions.proof import checking, trusted
from cakupan.editions.proof.store import KeyStore
from cakupan.errors import DoesNotVerify, EditionDamaged, NotFound

INDICATORS = layout.SEEDS / "indicators.csv"


@dataclass(frozen=True)
class Signed:
    """A bundle whose manifest is signed; each file is compared with it before it is read."""

    folder: Path
    stated: Mapping[str, Any]
    manifest_sha256: str
    is_trusted: bool

    @property
    def named(self) -> dict[str, Any]:
        """Return what every answer says of the edition it comes from."""
        said = {"edition": self.name, "manifest_sha256": self.manifest_sha256}
        return said | {"is_signature_trusted": self.is_trusted}

    @property
    def name(self) -> str:
        """How people and commands call the edition."""
        return f"{self.stated['period']}/v{self.stated['version']}"

    def require(self, paths: Iterable[Path]) -> None:
        """Compare files, by their places in the bundle, with the manifest.

        Raises:
            DoesNotVerify: one is not there, is a link, is not named by the manifest, or differs from it.
        """
        listed = {entry["path"]: entry["sha256"] for entry in self.stated["files"]}
        for path in paths:
            name = path.as_posix()
            if name not in listed:
                raise DoesNotVerify(f"{self.name}: its manifest names no file {name}.")
            place = self.folder / path
            if place.is_symlink() or not place.is_file():
                raise DoesNotVerify(f"{self.name}: {name} is not there; restore the edition from its backup.")
            sha256 = manifest.sha256_of(place)
            if sha256 != listed[name]:
                raise DoesNotVerify(
                    f"{self.name}: {name} is not what was signed: expected sha256 {listed[name]},"
                    f" found {sha256}."
                )

    def has(self, path: Path) -> bool:
        """Tell whether the manifest names a file."""
        return any(entry["path"] == path.as_posix() for entry in self.stated["files"])

    def figure(self, figure_id: str) -> dict[str, Any]:
        """Return a printed figure.

        Raises:
            NotFound: the edition prints no such figure.
            DoesNotVerify: its figures are not those that were signed.
        """
        rows = self.figures([("figure_id", "=", figure_id)])
        if not rows:
            raise NotFound(
                f"{self.name} has no figure {figure_id}; `cakupan figures {self.name}` lists them."
            )
        return rows[0]

    def figures(self, filters: list[tuple[str, str, Any]] | None = None) -> list[dict[str, Any]]:
        """Return the printed figures, all or those that a filter of Parquet lets through.

        Raises:
            DoesNotVerify: they are not those that were signed.
        """
        self.require([layout.FIGURES])
        table = pq.read_table(self.folder / layout.FIGURES, filters=filters)
        rows: list[dict[str, Any]] = whole(table).to_pylist()
        return rows

    def list_of(self, path: Path, filters: list[tuple[str, str, Any]] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a small frozen table, all or some; none where the edition has no such table.

        Raises:
            DoesNotVerify: it is not what was signed.
        """
        if not self.has(path):
            return []
        self.require([path])
        rows: list[dict[str, Any]] = pq.read_table(self.folder / path, filters=filters).to_pylist()
        return rows

    @contextmanager
    def evidence(self, indicator_code: str | None = None) -> Iterator[Frozen]:
        """Open the frozen evidence of one indicator, or of all, once every file it needs was compared.

        Raises:
            DoesNotVerify: a file is not what was signed.
            EditionDamaged: the evidence cannot be read.
        """
        if indicator_code is not None:
            self.require([layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{indicator_code}.sql"])
        root = self.folder.absolute()
        self.require(path.absolute().relative_to(root) for path in self._needed(indicator_code))
        with engine.opened(self.folder, indicator_code) as frozen:
            yield frozen

    def _needed(self, indicator_code: str | None) -> list[Path]:
        try:
            if indicator_code is not None:
                tables, asked = engine.needed_by(self.folder, indicator_code)
            else:
                tables, asked = engine.tables_of(self.folder), engine.queries_of(self.folder)
        except EditionDamaged as error:
            raise DoesNotVerify(f"{self.name}: {error}") from error
        return [*tables.values(), *asked.values()]


def opened(
    folder: Path, *, published_sha256: str | None = None, key: Path | None = None, is_untrusted: bool = False
) -> Signed:
    """Return the edition in a folder once its signatures, and the hash it was published with, were checked.

    `key` is the agency's public key or list of keys; without it those count that are trusted here.

    Raises:
        NotFound: the folder holds no edition.
        DoesNotVerify: no trusted key signed the manifest, or it is not the one that was published.
        SetupError: `key` is neither a public key nor a list of trusted keys.
    """
    if not (folder / manifest.MANIFEST).is_file():
        raise NotFound(f"{folder} holds no edition; restore it from its backup.")
    content = (folder / manifest.MANIFEST).read_bytes()
    current = settings.load()
    known = trusted.read(key) if key is not None else KeyStore(home=current.home).trusted()
    signatures = checking.check(folder, known, required=current.required_signatures)
    if signatures.wrong:
        raise DoesNotVerify(f"{folder}: {signatures.wrong[0]}")
    if known is None and not is_untrusted:
        raise DoesNotVerify(
            f"{folder}: no key is trusted here, so anybody could have made this edition. Give the agency's"
            " with --key, or look inside all the same with --untrusted."
        )
    sha256 = hashlib.sha256(content).hexdigest()
    if published_sha256 not in (None, sha256):
        raise DoesNotVerify(f"{folder}: published with manifest sha256 {published_sha256}, found {sha256}.")
    return Signed(
        folder=folder,
        stated=json.loads(content),
        manifest_sha256=sha256,
        is_trusted=signatures.is_trusted,
    )
