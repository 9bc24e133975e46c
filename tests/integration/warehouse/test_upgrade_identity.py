"""Persons, keys and rows resolved at an earlier revision are what they were, as numbers and in the ledger."""

import psycopg
from cakupan.editions.proof import chain
from cakupan.warehouse import migrate


def test_keys_become_numbers_and_persons_links_and_merges_stay_as_they_were(first_revision: str):
    migrate.upgrade(first_revision, "0007")
    keys = [
        ("nik", "0028990101800001", 1, 1),
        ("kpj", "00000000019", 1, 1),
        ("kpj", "12345678", 2, 1),
        ("nik", "9999999999999999", 3, 1),
    ]
    with psycopg.connect(first_revision, autocommit=True) as connection:
        for load_no in (1, 2):
            connection.execute(
                "insert into control.load (load_no, kind, recorded_at, code_version)"
                " values (%s, 'register', '2024-11-01'::timestamptz + %s * interval '1 day', 'x')",
                [load_no, load_no],
            )
        connection.execute("insert into identity.person (load_no) values (1), (1), (1)")
        for key in keys:
            connection.execute("insert into identity.person_key values (%s, %s, %s, %s)", key)
        connection.execute("insert into identity.merge values (2, 1, 2, 'one row names both')")
        connection.execute("insert into identity.resolved_load values (1), (2)")
        before = connection.execute(
            "select as_of::text, who.*"
            " from (values (timestamptz '2024-11-02'), ('infinity')) as instant (as_of)"
            " cross join lateral identity.person_at(as_of) as who"
        ).fetchall()

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        after = connection.execute(
            "select as_of::text, key_kind, key_value, person_no"
            " from (values (timestamptz '2024-11-02'), ('infinity')) as instant (as_of)"
            " cross join lateral identity.person_at(as_of) as who"
        ).fetchall()
        assert sorted(after) == sorted(before)
        assert len(after) == 2 * len(keys)
        assert chain.broken(connection) == []
        connection.execute("set session_replication_role = replica")
        connection.execute("update identity.person_key set person_no = 3 where person_no = 2")
        [found] = chain.broken(connection)
        assert str(found).startswith("identity.resolved_load 1 (load 1): it says something else")


def test_kpjs_found_shared_before_link_nothing_after_the_upgrade(first_revision: str):
    migrate.upgrade(first_revision, "0007")
    with psycopg.connect(first_revision, autocommit=True) as connection:
        connection.execute(
            "insert into control.load (load_no, kind, recorded_at, code_version)"
            " values (1, 'register', '2024-11-01', 'x'), (2, 'register', '2024-11-02', 'x')"
        )
        for row_number, (load_no, nik, kpj) in enumerate(
            [
                (1, "3328990101800001", "10000000001"),
                (1, "3328990101800002", "10000000001"),
                (1, "3328990101800003", "10000000002"),
                (2, "3328990101800004", "10000000002"),
                (2, "3328990101800005", "10000000003"),
                (2, "3328990101800006", "10000000003"),
            ],
            start=2,
        ):
            connection.execute(
                "insert into register.membership (load_no, file_no, row_number, row_hash, membership_id, nik,"
                " kpj, segment_code, programme_codes, active_from)"
                " values (%s, 1, %s, '', %s, %s, %s, 'BPU', 'JKK', '2024-01-01')",
                [load_no, row_number, f"M{row_number}", nik, kpj],
            )
        connection.execute("insert into identity.resolved_load values (1)")

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        assert connection.execute(
            "select load_no, identity.key_text(key_no) from identity.finding where code = 'KPJ_BEBERAPA_NIK'"
        ).fetchall() == [(1, "10000000001")]


def test_rows_of_lists_resolved_before_get_decisions_by_the_keys_known_then(first_revision: str):
    member, stranger = "3328990101800001", "3328990101800002"
    migrate.upgrade(first_revision, "0007")
    with psycopg.connect(first_revision, autocommit=True) as connection:
        connection.execute(
            "insert into control.load (load_no, kind, recorded_at, code_version)"
            " values (1, 'register', '2024-11-01', 'x'), (2, 'intake', '2024-11-02', 'x')"
        )
        connection.execute(
            "insert into register.membership (load_no, file_no, row_number, row_hash, membership_id, nik,"
            " nama, segment_code, programme_codes, active_from)"
            " values (1, 1, 2, '', 'M1', %s, 'ANA', 'BPU', 'JKK', '2024-01-01'),"
            " (1, 1, 3, '', 'M2', %s, 'ANA', 'BPU', 'JKK', '2024-01-01')",
            [member, member],
        )
        connection.execute(
            "insert into intake.submission (load_no, delivery_no, partner_no, partner_id, roster_kind,"
            " period, sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward,"
            " valid_from) values (2, 1, 1, 'p', 'csr', '2024-10', 'x', 'a.csv', now(), 'folder', 'folder',"
            " true, true, '2024-10-01')"
        )
        connection.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome, received, accepted, quarantined)"
            " values (1, 1, 2, '1', '1', 'accepted', 4, 2, 2)"
        )
        connection.execute(
            'create table intake."roster_row_2024-10" partition of intake.roster_row'
            " for values in ('2024-10')"
        )
        for row_number, (verdict, nik) in enumerate(
            [("accepted", member), ("accepted", stranger), ("quarantined", member), ("quarantined", None)],
            start=2,
        ):
            connection.execute(
                "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no, row_number,"
                " verdict, nik, nama) values ('2024-10', 1, 1, 1, %s, %s, %s, 'ANA')",
                [row_number, verdict, nik],
            )
        connection.execute("insert into identity.person (load_no) values (1), (2)")
        for key in (("nik", member, 1, 1), ("nik", stranger, 2, 2)):
            connection.execute("insert into identity.person_key values (%s, %s, %s, %s)", key)
        connection.execute("insert into identity.resolved_load values (1), (2)")

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        assert connection.execute(
            "select row_number, load_no, outcome, method, person_no from identity.decision order by 1"
        ).fetchall() == [
            (2, 2, "match", "nik", 1),
            (3, 2, "no_match", "none", 2),
            (4, 2, "match", "nik", 1),
            (5, 2, "no_match", "none", None),
        ]
        assert connection.execute(
            "select person_no, name, row_number from identity.description"
        ).fetchall() == [(1, "ANA", 2)]
        assert chain.broken(connection) == []


def test_descriptions_from_before_get_their_blocks(first_revision: str):
    migrate.upgrade(first_revision, "0017")
    with psycopg.connect(first_revision, autocommit=True) as connection:
        connection.execute(
            "insert into identity.description"
            " (person_no, load_no, file_no, row_number, name, sound, name_key, word_keys, born_on, area_code)"
            " values (1, 1, 1, 2, 'ANA', 'ANA', 'ANA', '{AN}', '1990-05-17', '33.28'),"
            " (2, 1, 1, 3, 'BUDI', 'BUTI', 'BUTI', '{BT}', null, '33.28')"
        )

    migrate.upgrade(first_revision)

    with psycopg.connect(first_revision, autocommit=True) as connection:
        blocks = connection.execute(
            "select person_no, block from identity.description_block"
            " inner join identity.description using (description_no) order by 1, 2"
        ).fetchall()
        assert (
            blocks
            == connection.execute(
                "select person_no, unnest("
                "identity.blocks(sound, name_key, word_keys, born_on, sex, area_code, nik_no))"
                " from identity.description order by 1, 2"
            ).fetchall()
        )
        assert {person_no for person_no, _ in blocks} == {1, 2}
