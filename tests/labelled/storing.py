"""A labelled set in the warehouse: memberships as an extract brings them, rows as intake judges them."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from builders import text_file
from cakupan.intake.judging import judge
from cakupan.intake.judging.judge import Received
from cakupan.intake.storing import store
from cakupan.reference import areas
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_frame
from cakupan.workbooks.model import Limits

from labelled.rosters import Labelled

PERIOD, FIRST_DAY = "2024-10", date(2024, 10, 1)
KINDS = {"mixed": "pemda_rentan", "keyless": "koperasi"}  # two kinds: neither list replaces the other
HEADER = ("No", "NIK", "KPJ", "Nama", "Tanggal Lahir", "L/P", "Desa", "Kecamatan", "Nama Ibu Kandung")
HEADER_ROWS = 1
LEAST_RECEIVED = 0.999  # a row that says next to nothing may be taken for a note; it counts as not matched
LIMITS = Limits(
    max_file_bytes=100_000_000,
    max_text_bytes=100_000_000,
    max_unpacked_bytes=1_000_000_000,
    max_columns=1_000,
    max_rows=1_000_000,
)
FIELDS = ("membership_id", "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "residence_area_code")


def put(connection: Connection, labelled: Labelled, *, with_mothers: bool) -> pd.DataFrame:
    """Store a set and return, aligned with its rows, submission_no, judgement_no, sheet_no and row_number."""
    put_memberships(connection, labelled.memberships, with_mothers=with_mothers)
    return put_rosters(connection, labelled.rows, with_mothers=with_mothers)


def put_memberships(connection: Connection, memberships: pd.DataFrame, *, with_mothers: bool) -> None:
    """Store memberships under one load, as a file of an extract would be."""
    fields = [*FIELDS, "nama_ibu"] if with_mothers else FIELDS
    with connection.transaction(), loads.load(connection, "register") as under_way:
        copy_frame(
            connection,
            "register.membership",
            memberships[list(fields)].assign(
                load_no=under_way.load_no,
                file_no=1,
                row_number=range(2, len(memberships) + 2),
                row_hash=memberships["membership_id"],
                segment_code="BPU",
                programme_codes="JKK,JKM",
                active_from=date(2023, 1, 1),
            ),
        )


def put_rosters(connection: Connection, rows: pd.DataFrame, *, with_mothers: bool) -> pd.DataFrame:
    """Let intake judge a list for each kabupaten and kind of row, and store what it makes of them."""
    connection.execute(
        f'create table if not exists intake."roster_row_{PERIOD}"'
        f" partition of intake.roster_row for values in ('{PERIOD}')"
    )
    lists = list(rows.groupby(["roster", "regency"], sort=True).groups.items())
    places = pd.DataFrame(index=rows.index, columns=["submission_no", "row_number"], dtype="Int64")
    with connection.transaction(), loads.load(connection, "intake") as under_way:
        files = []
        for number, ((roster, regency), index) in enumerate(lists, start=1):
            submission_no = _submission(connection, under_way.load_no, number, KINDS[roster], regency)
            places.loc[index, "submission_no"] = submission_no
            places.loc[index, "row_number"] = range(HEADER_ROWS + 1, HEADER_ROWS + 1 + len(index))
            files.append(_file(submission_no, KINDS[roster], regency, rows.loc[index], with_mothers))
        batch = judge.judge(files, LIMITS)
        numbers = {each.submission_no: 1 for each in files}
        store.write(connection, under_way.load_no, batch, dict.fromkeys(numbers, PERIOD), numbers)
    received = sum(sum(each.counts.values()) for each in batch.judgements)
    assert received >= LEAST_RECEIVED * len(rows), f"intake received {received} of {len(rows)} rows"
    return places.astype("int64").assign(judgement_no=1, sheet_no=1)


def _file(submission_no: int, kind: str, regency: str, rows: pd.DataFrame, with_mothers: bool) -> Received:
    header: Sequence[str] = HEADER if with_mothers else HEADER[:-1]
    villages = rows["village"]
    columns = [
        pd.Series(range(1, len(rows) + 1), index=rows.index),
        rows["nik"],
        rows["kpj"],
        rows["nama"],
        rows["tanggal_lahir"].map(lambda born: f"{born:%d-%m-%Y}", na_action="ignore"),
        rows["jenis_kelamin"],
        villages.map(_names(), na_action="ignore"),
        villages.str[:8].map(_names(), na_action="ignore"),
        rows["nama_ibu"],
    ]
    cells = pd.concat(columns[: len(header)], axis=1)
    cells = cells.astype(object).where(cells.notna(), None)
    return Received(
        submission_no=submission_no,
        data=text_file([header, *cells.itertuples(index=False, name=None)]),
        roster_kind=kind,
        reference_date=FIRST_DAY,
        partner_area_code=regency,
        funding_default="APBD_KAB",
    )


def _names() -> dict[str, str]:
    frame = areas.frame()
    in_force = frame[frame["valid_to"].isna()]
    return dict(zip(in_force["area_code"], in_force["area_name"], strict=True))


def _submission(connection: Connection, load_no: int, number: int, kind: str, regency: str) -> int:
    partner = f"pemda-{regency}"
    partner_no = connection.execute(
        "insert into register.unit_key (unit_kind, unit_id) values ('partner', %s)"
        " on conflict (unit_kind, unit_id) do update set unit_id = excluded.unit_id returning unit_no",
        [partner],
    ).fetchone()
    assert partner_no is not None
    submitted = connection.execute(
        "insert into intake.submission"
        " (load_no, delivery_no, partner_no, partner_id, roster_kind, period, sha256, file_name,"
        " received_at, kind_basis, period_basis, is_full, carry_forward, valid_from)"
        " values (%s, %s, %s, %s, %s, %s, %s, 'daftar.csv', now(), 'folder', 'folder', true, true, %s)"
        " returning submission_no",
        [load_no, number, partner_no[0], partner, kind, PERIOD, f"synthetic {number}", FIRST_DAY],
    ).fetchone()
    assert submitted is not None
    return int(submitted[0])
