"""Lands roster rows straight into the intake tables, for tests that need rows but no file."""

from collections.abc import Mapping, Sequence

from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection
from hold_builders import set_aside

PERIOD = "2024-10"
NAME = "SLAMET RIYADI"  # a key is believed with the name that the register has


def land(
    connection: Connection, *, kind: str, rows: Sequence[Mapping[str, str]], outcome: str = "accepted"
) -> int:
    """Record one judged submission of a kind with the given rows and return its load number."""
    connection.execute(
        f'create table if not exists intake."roster_row_{PERIOD}"'
        f" partition of intake.roster_row for values in ('{PERIOD}')"
    )
    with connection.transaction(), loads.load(connection, "intake") as under_way:
        submitted = connection.execute(
            "insert into intake.submission"
            " (load_no, delivery_no, partner_no, partner_id, roster_kind, period, sha256, file_name,"
            " received_at, kind_basis, period_basis, is_full, carry_forward, valid_from)"
            " values (%s, 1, 1, 'pemda-33.28', %s, %s, 'synthetic', 'a.csv', now(), 'folder', 'folder',"
            " true, true, '2024-10-01') returning submission_no",
            [under_way.load_no, kind, PERIOD],
        ).fetchone()
        assert submitted is not None
        counts = [sum(row["verdict"] == verdict for row in rows) for verdict in ("accepted", "quarantined")]
        connection.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome, refusal_code, refusal_details, received, accepted, quarantined,"
            " duplicates)"
            " values (%s, 1, %s, '1', '1', %s, %s, %s, %s, %s, %s, %s)",
            [
                submitted[0],
                under_way.load_no,
                "accepted" if outcome == "held" else outcome,
                "TANPA_JUDUL_KOLOM" if outcome == "refused" else None,
                "{}" if outcome == "refused" else None,
                len(rows),
                *counts,
                len(rows) - sum(counts),
            ],
        )
        if outcome == "held":
            set_aside(connection, submitted[0], under_way.load_no)
        for number, row in enumerate(rows, start=2):
            connection.execute(
                "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no, row_number,"
                " verdict, nik, kpj, tanggal_lahir, area_code, nama)"
                " values (%s, %s, 1, 1, %s, %s, %s, %s, %s, %s, %s)",
                [
                    PERIOD,
                    submitted[0],
                    number,
                    row["verdict"],
                    *map(row.get, ("nik", "kpj", "tanggal_lahir", "area_code")),
                    row.get("nama", NAME),
                ],
            )
    return under_way.load_no
