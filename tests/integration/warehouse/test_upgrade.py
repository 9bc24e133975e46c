"""A warehouse of an earlier revision, with rows in it, becomes today's and keeps them."""

from typing import Any

import psycopg
import pytest
from cakupan.editions.proof import chain
from cakupan.errors import FileRefused
from cakupan.intake.rows import holding, refusals
from cakupan.warehouse import migrate

DAMAGED = "Berkas rusak dan tidak dapat dibuka."
SHORT = "Baris diterima 2, kurang dari separuh daftar yang berlaku S000001 (9 baris)."


def given_judged_lists(connection: psycopg.Connection[Any]) -> None:
    """Four lists: accepted, held with a finding, held without one, refused; the third was released."""
    for load_no, kind in ((1, "intake"), (2, "release")):
        connection.execute(
            "insert into control.load (load_no, kind, recorded_at, code_version)"
            " values (%s, %s, '2024-11-01'::timestamptz + %s * interval '1 day', 'x')",
            [load_no, kind, load_no],
        )
    judged = [
        ("accepted", None, None),
        ("held", None, SHORT),
        ("held", None, None),
        ("refused", "TANPA_DATA", None),
        ("refused", "BERKAS_RUSAK", None),
    ]
    for number, (outcome, refusal, reason) in enumerate(judged, start=1):
        connection.execute(
            "insert into intake.delivery (load_no, partner_id, relative_path, file_name, sha256, size_bytes,"
            " received_at, outcome, submission_no)"
            " values (1, 'p', 'p/a.csv', 'a.csv', 'x', 1, now(), 'submission', %s)",
            [number],
        )
        connection.execute(
            "insert into intake.submission (load_no, delivery_no, partner_no, partner_id, roster_kind,"
            " period, sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward,"
            " valid_from) values (1, %s, 1, 'p', 'csr', '2024-10', 'x', 'a.csv', now(), 'folder', 'folder',"
            " true, true, '2024-10-01')",
            [number],
        )
        connection.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome, refusal_code, held_reason, received, accepted)"
            " values (%s, 1, 1, '1', '1', %s, %s, %s, 2, 2)",
            [number, outcome, refusal, reason],
        )
    connection.execute("update intake.judgement set refusal_text = %s where submission_no = 5", [DAMAGED])
    connection.execute(
        "insert into intake.delivery (load_no, relative_path, file_name, sha256, size_bytes, received_at,"
        " outcome, refusal_code) values (1, 'x/a.csv', 'a.csv', 'x', 1, now(), 'refused',"
        " 'MITRA_TIDAK_DIKENAL')"
    )
    connection.execute(
        "insert into intake.finding (submission_no, judgement_no, code, severity)"
        " values (2, 1, 'TOTAL_BEDA', 'warning')"
    )
    connection.execute(
        "insert into intake.sheet (submission_no, judgement_no, sheet_no, sheet_name, is_visible, is_ignored,"
        " header_row, mapping, used_rows, title_rows, header_rows, numbering_rows, section_rows, total_rows,"
        " note_rows, received, accepted, quarantined, duplicates)"
        """ values (1, 1, 1, 'Daftar', true, false, 1, '{"N I K": "nik", "Nama": "nama"}', 3,"""
        " 0, 1, 0, 0, 0, 0, 2, 2, 0, 0)"
    )
    connection.execute(
        "insert into control.action (action, subject, actor, reason, load_no, acted_at)"
        " values ('release', 'S000003', 'operator', 'dikonfirmasi', 2, now())"
    )


def test_held_lists_released_lists_and_columns_survive_the_second_revision(first_revision: str):
    with psycopg.connect(first_revision, autocommit=True) as connection:
        given_judged_lists(connection)

    migrate.upgrade(first_revision)
    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        assert connection.execute(
            "select submission_no, outcome, is_released from intake.latest_judgement order by 1"
        ).fetchall() == [
            (1, "accepted", False),
            (2, "held", False),
            (3, "accepted", True),
            (4, "refused", False),
            (5, "refused", False),
        ]
        found = connection.execute("select outcome from intake.judgement order by submission_no").fetchall()
        assert [row[0] for row in found] == [
            "accepted",
            "accepted_with_findings",
            "accepted",
            *["refused"] * 2,
        ]
        assert connection.execute(
            "select submission_no, load_no, state, basis, coalesce(reason, reason_details ->> 'text_id')"
            " from intake.hold order by hold_no"
        ).fetchall() == [
            (2, 1, "held", "shrunk", SHORT),
            (3, 1, "held", "gate", "Tidak tercatat."),
            (3, 2, "released", "operator", "dikonfirmasi"),
        ]
        columns = connection.execute("select columns from intake.sheet").fetchone()
        assert columns is not None
        assert [(each["header"], each["field"]) for each in columns[0]] == [
            ("N I K", "nik"),
            ("Nama", "nama"),
        ]
        assert connection.execute("select count(*) from intake.delivery").fetchone() == (6,)


def test_what_was_recorded_as_a_sentence_is_told_as_it_was(first_revision: str):
    with psycopg.connect(first_revision, autocommit=True) as connection:
        given_judged_lists(connection)

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        refused = connection.execute(
            "select refusal_code, refusal_details from intake.judgement where outcome = 'refused'"
            " union all select refusal_code, refusal_details from intake.delivery where outcome = 'refused'"
        ).fetchall()
        held = connection.execute(
            "select held_code, held_details from intake.latest_judgement where outcome = 'held'"
        ).fetchall()
    told = [refusals.text(FileRefused(code, **details), "en") for code, details in refused]
    assert told[0].startswith("There are headings but no rows.")
    assert told[1] == DAMAGED
    assert told[2].startswith("The file is not in the folder of a partner")
    assert [holding.text(code, details, "en") for code, details in held] == [SHORT]


def test_a_hold_is_never_altered_and_a_release_never_deleted(first_revision: str):
    with psycopg.connect(first_revision, autocommit=True) as connection:
        given_judged_lists(connection)
    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        for statement in (
            "update intake.hold set reason = 'lain'",
            "truncate intake.hold",
            "delete from intake.hold where state = 'released'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
                connection.execute(statement)
        connection.execute("delete from intake.hold where submission_no = 2")
        assert connection.execute("select count(*) from intake.hold").fetchone() == (2,)


def test_what_a_failed_close_left_stands_in_no_upgrades_way(first_revision: str):
    with psycopg.connect(first_revision) as connection:
        connection.execute("create schema build_202410_1a2b3c")
        connection.execute(
            "create view build_202410_1a2b3c.stg_intake__judgements as"
            " select submission_no, refusal_text from intake.judgement"
        )
        connection.execute("create schema builders")

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision) as connection:
        left = connection.execute("select nspname from pg_namespace where nspname like 'build%'").fetchall()
    assert left == [("builders",)]


def test_an_upgrade_that_has_nothing_to_do_leaves_a_close_alone(first_revision: str):
    migrate.upgrade(first_revision)
    with psycopg.connect(first_revision) as connection:
        connection.execute("create schema build_202410_1a2b3c")

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision) as connection:
        assert connection.execute("select to_regnamespace('build_202410_1a2b3c') is not null").fetchone() == (
            True,
        )


def test_what_was_recorded_before_the_chain_gets_links_that_say_so_and_editions_their_order(
    first_revision: str,
):
    edition = (
        "insert into publication.edition (period, version, as_of, code_version, published_at, reason,"
        " supersedes_edition_no, manifest_sha256, is_demo_clock) values ('2024-10', %s, now(), 'x', now(),"
        " 'Koreksi', %s, 'x', false)"
    )
    with psycopg.connect(first_revision, autocommit=True) as connection:
        given_judged_lists(connection)
        connection.execute("insert into identity.person (load_no) values (1)")
        connection.execute("insert into identity.person_key values ('nik', '3328990101800001', 1, 1)")
        connection.execute("insert into identity.resolved_load values (2), (1)")
        connection.execute(edition, [1, None])
        connection.execute(edition, [2, 1])
        connection.execute(
            "insert into publication.figure_change values (2, 'f', 1, 'numerator', 'time', '1', '2', 1)"
        )

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        assert chain.broken(connection) == []
        assert connection.execute(
            "select table_name, row_key, subject from chain.link where is_from_upgrade"
            " order by chain, link_no"
        ).fetchall() == [
            ("control.action", "1", "release S000003"),
            ("identity.resolved_load", "1", "load 1"),
            ("identity.resolved_load", "2", "load 2"),
            ("publication.edition", "1", "2024-10/v1"),
            ("publication.edition", "2", "2024-10/v2"),
            ("publication.figure_change", "2", "2024-10/v2"),
        ]
        assert connection.execute(
            "select number, action_count from publication.edition order by edition_no"
        ).fetchall() == [(1, None), (2, None)]
        connection.execute(
            "insert into control.action (action, subject, actor, acted_at) values ('read', 'x', 'y', now())"
        )
        assert chain.head(connection, "action").count == 2
        assert chain.broken(connection) == []


def test_links_of_figures_without_matches_hold_and_matches_cannot_be_added_unseen(first_revision: str):
    figure = (
        "insert into publication.figure (edition_no, figure_id, indicator_code, period, area_code, area_name,"
        " segment_code, slicing, slice_code, class, numerator, value, unit, digits, source)"
        " values (1, 'vulnerable_active:2024-10:33.28', 'vulnerable_active', '2024-10', '33.28', 'Tegal',"
        " 'TOTAL', 'total', 'TOTAL', 'summed', 5, '5', 'people', 0, 'roster')"
    )
    migrate.upgrade(first_revision, "0008")
    with psycopg.connect(first_revision, autocommit=True) as connection:
        connection.execute(
            "insert into publication.edition (period, version, as_of, code_version, published_at,"
            " manifest_sha256, is_demo_clock) values ('2024-10', 1, now(), 'x', now(), 'x', false)"
        )
        connection.execute(figure)

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        assert chain.broken(connection) == []
        connection.execute("alter table publication.figure disable trigger all")
        connection.execute("update publication.figure set unknown = 0")
        connection.execute("alter table publication.figure enable always trigger figure_only_grows")
        connection.execute("alter table publication.figure enable always trigger figure_is_linked")
        [found] = chain.broken(connection)
        assert found.subject.startswith("publication.figure 1")
