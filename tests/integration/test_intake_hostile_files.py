"""Files made to hurt whoever reads them: refused with a plain reason and a receipt, and the batch goes on."""

import io
import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import bomb, inside
from builders import sheet
from cakupan import settings
from cakupan.errors import FileRefused
from cakupan.intake.rows import refusals
from cakupan.workbooks import model
from cakupan.workbooks.reading import reading
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query
from openpyxl import load_workbook

pytestmark = pytest.mark.usefixtures("few_areas")

GOOD = sheet([HEADER, BUDI])
EVIL = sheet([HEADER, ANI])
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
REASON = (
    "select refusal_code, refusal_details, received from intake.judgement"
    " inner join intake.submission using (submission_no) where file_name like 'evil%'"
)


def given_two_files(dsn: str, evil: bytes, ending: str = "xlsx") -> None:
    """A hostile file and, after it in the same batch, an honest one."""
    given_partner(dsn)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/evil.{ending}", evil)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/good.xlsx", GOOD)


def bounded(monkeypatch: pytest.MonkeyPatch, **bounds: int) -> None:
    """Set bounds small enough for a test."""
    for name, value in bounds.items():
        monkeypatch.setenv(f"CAKUPAN_{name.upper()}", str(value))
    settings.load.cache_clear()


def when_read(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let something happen whenever the hostile file is read."""
    read = reading.read

    def read_then(source: bytes | Path, limits: model.Limits) -> model.Workbook:
        data = source if isinstance(source, bytes) else source.read_bytes()
        if data == EVIL:
            happens()
        return read(source, limits)

    monkeypatch.setattr(reading, "read", read_then)


def assert_only_evil_is_refused(dsn: str, receipts: list[Path], code: str, reason: str) -> None:
    """The hostile file is refused for a reason its sender can read; the honest one is taken."""
    ((found, details, rows),) = query(dsn, REASON)
    assert (found, rows) == (code, 0)
    assert reason in refusals.text(FileRefused(found, **details))
    accepted = query(dsn, "select file_name, accepted from intake.judgement join intake.submission using"
                          " (submission_no) where outcome <> 'refused'")  # fmt: skip
    assert accepted == [("good.xlsx", 1)]
    assert len(receipts) == 2
    assert any(reason in told(path) for path in receipts)


def told(receipt: Path) -> str:
    book = load_workbook(receipt)
    return " ".join(
        str(cell.value) for name in book.sheetnames for row in book[name] for cell in row if cell.value
    )


def forever() -> None:
    while True:
        pass


HELD: list[bytes] = []


# Only what never ends is stopped by its time: on a busy machine all else may take long before it breaks.
SECONDS_OF = {forever: 5}
LONG = 300


def swell() -> None:
    while True:
        HELD.append(os.urandom(1) * 20_000_000)


@pytest.mark.parametrize(
    ("happens", "code", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), "BERKAS_RUSAK", "menghentikan program pembaca"),
        (lambda: os.abort(), "BERKAS_RUSAK", "menghentikan program pembaca"),
        (forever, "BERKAS_TERLALU_BESAR", "lebih dari 5 detik"),
        (swell, "BERKAS_TERLALU_BESAR", "memori lebih dari 0.293 GB"),
    ],
    ids=["crashes", "aborts", "never ends", "swells"],
)
def test_a_file_that_breaks_its_reader_is_refused_alone(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any], code: str, reason: str
) -> None:
    bounded(monkeypatch, max_file_seconds=SECONDS_OF.get(happens, LONG), max_file_memory_bytes=300 * 1024**2)
    given_two_files(warehouse, EVIL)
    when_read(monkeypatch, happens)

    assert_only_evil_is_refused(warehouse, ingest(), code, reason)


@pytest.mark.parametrize(
    ("happens", "code", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), "BERKAS_RUSAK", "menghentikan program pembaca"),
        (forever, "BERKAS_TERLALU_BESAR", "lebih dari 5 detik"),
        (swell, "BERKAS_TERLALU_BESAR", "memori lebih dari 0.293 GB"),
    ],
    ids=["crashes", "never ends", "swells"],
)
def test_a_file_that_breaks_its_reader_before_its_month_is_known_is_taken_for_no_month(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any], code: str, reason: str
) -> None:
    bounded(monkeypatch, max_file_seconds=SECONDS_OF.get(happens, LONG), max_file_memory_bytes=300 * 1024**2)
    given_partner(warehouse)
    given_file(f"{PARTNER}/evil.xlsx", EVIL)
    given_file(f"{PARTNER}/good.xlsx", GOOD)
    when_read(monkeypatch, happens)

    receipts = ingest()

    deliveries = query(warehouse, "select file_name, outcome, refusal_code from intake.delivery order by 1")
    assert deliveries == [("evil.xlsx", "refused", code), ("good.xlsx", "submission", None)]
    assert query(warehouse, "select file_name, period_basis from intake.submission") == [("good.xlsx", "due")]
    assert len(receipts) == 1
    (answer,) = (settings.load().folder("outbox") / PARTNER).glob("D*_ditolak.xlsx")
    assert reason in told(answer)


def laughs() -> bytes:
    """A workbook of which the shared strings unfold to a billion laughs."""
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{entities}]>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
        "<si><t>&l9;</t></si></sst>"
    )
    return inside(EVIL, STRINGS, xml.encode())


def outside_entity() -> bytes:
    """A workbook that asks for a file of the machine."""
    xml = zipfile.ZipFile(io.BytesIO(EVIL)).read(STRINGS).decode()
    head, _, rest = xml.partition("?>")
    doctype = '<!DOCTYPE sst [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    return inside(EVIL, STRINGS, f"{head}?>{doctype}{rest.replace('ANI', '&out;')}".encode())


def claimed(reference: str) -> bytes:
    """A workbook that claims to be as large as a sheet can be, with one cell in its far corner."""
    xml = zipfile.ZipFile(io.BytesIO(EVIL)).read(SHEET).decode()
    row = "".join(character for character in reference if character.isdigit())
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return inside(EVIL, SHEET, xml.replace("</sheetData>", cell).encode())


HOSTILE = {
    "a zip bomb": (lambda: bomb(EVIL, SHEET, 60), "BERKAS_TERLALU_BESAR", "setelah dibuka lebih dari 50 MB"),
    "laughs": (laughs, "BERKAS_RUSAK", "Berkas rusak"),
    "an entity": (outside_entity, "BERKAS_RUSAK", "Berkas rusak"),
    "columns": (lambda: claimed("XFD3"), "BERKAS_TERLALU_BESAR", "lebih dari 1000 kolom"),
    "a line without end": (lambda: b"NIK;Nama\n" + b"x" * 9_000_000, "BERKAS_TERLALU_BESAR", "lebih dari"),
    "NUL bytes": (lambda: b"NIK;Nama\n\x00\x01\x00\x02" * 99, "BUKAN_LEMBAR_KERJA", "bukan lembar kerja"),
    "only NUL": (lambda: b"\x00" * 5000, "BERKAS_KOSONG", "kosong"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_plain_words_within_bounds(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make, code, reason = HOSTILE[name]
    bounded(
        monkeypatch,
        max_file_seconds=LONG,
        max_file_memory_bytes=400 * 1024**2,
        max_unpacked_bytes=50 * 1024**2,
    )
    given_two_files(warehouse, make())

    assert_only_evil_is_refused(warehouse, ingest(), code, reason)


def test_a_far_corner_is_read_or_refused_within_bounds(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded(monkeypatch, max_file_seconds=LONG, max_file_memory_bytes=1024**3)
    given_two_files(warehouse, claimed("H1048576"))

    receipts = ingest()

    found = query(warehouse, "select accepted from intake.judgement order by submission_no")
    assert found[1] == (1,) and found[0] in [(0,), (1,)]
    assert len(receipts) == 2


def test_cells_that_look_like_formulas_are_texts_everywhere(warehouse: str) -> None:
    given_partner(warehouse)
    rows = [
        [number, None, f"{sign}cmd|' /C calc'!A{number}", "12-08-1987"]
        for number, sign in enumerate("=+-@\t\r", 1)
    ]
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:4], *rows, ANI[:4]]))

    (receipt,) = ingest()

    book = load_workbook(receipt)
    cells = [cell for name in book.sheetnames for row in book[name] for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_what_a_hostile_file_leaves_is_its_archived_bytes_only(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_two_files(warehouse, EVIL)
    when_read(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGSEGV))

    ingest()

    assert len(list(settings.load().folder("archive").iterdir())) == 2
    assert not [path for path in Path.cwd().glob("core*") if path.is_file()]
