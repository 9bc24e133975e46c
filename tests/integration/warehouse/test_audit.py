"""An auditor reads the vault masked, one thing at a time, and always leaves who, what and why."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from cakupan import masking
from psycopg import errors

WHY = "Uji petik triwulan tiga"
NIK = "3328990101700001"
SUBMISSION = "S000001"
OPEN = "select audit.open_reading(%s, %s, %s)"


@dataclass(frozen=True, kw_only=True)
class Auditor:
    """A login of an auditor, and how it connects."""

    name: str
    address: str

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Return what a statement answers in a transaction of its own, committed."""
        with psycopg.connect(self.address) as own:
            return own.execute(statement, values).fetchall()

    def open(self, what: str = "submission", subject: str = SUBMISSION, why: str = WHY) -> object:
        """Announce a reading and return its ticket."""
        return self.ask(OPEN, what, subject, why)[0][0]


@pytest.fixture
def auditor(warehouse: str, connection: psycopg.Connection) -> Iterator[Auditor]:
    """An auditor of a vault with one list of two, one member and one merged person."""
    connection.execute("select intake.make_partition('2024-10')")
    connection.execute(
        "insert into intake.submission (load_no, delivery_no, partner_no, partner_id, roster_kind, period,"
        " sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward, valid_from)"
        " values (1, 1, 1, 'p', 'csr', '2024-10', 'x', 'a.csv', now(), 'folder', 'folder', true, true,"
        " '2024-10-01')"
    )
    connection.execute(
        "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no, row_number, verdict,"
        " nik, kpj, nama, tanggal_lahir, area_code) values"
        " ('2024-10', 1, 1, 1, 5, 'accepted', %s, '70012345678', 'Siti Aminah', '1970-01-01', '33.28.01'),"
        " ('2024-10', 1, 1, 1, 6, 'quarantined', null, null, null, null, null)",
        [NIK],
    )
    connection.execute(
        "insert into register.membership (load_no, file_no, row_number, row_hash, membership_id, nik, kpj,"
        " nama, tanggal_lahir, segment_code, programme_codes, active_from) values"
        " (3, 1, 25, 'x', 'M1', %s, '70012345678', 'Siti Aminah', '1970-01-01', 'BPU', 'JKK', '2024-01-01')",
        [NIK],
    )
    connection.execute("insert into control.load values (1, 'register', now(), null, 'x')")
    connection.execute("insert into identity.person (person_no, load_no) values (1, 1), (2, 1), (3, 1)")
    connection.execute(
        "insert into identity.person_key values (identity.nik_no(%s), 1, 1),"
        " (identity.kpj_no('70012345678'), 2, 1), (identity.nik_no('3328990101700002'), 3, 1)",
        [NIK],
    )
    connection.execute("insert into identity.merge values (2, 1, 1, 'x')")
    names = [f"{who}_{uuid.uuid4().hex[:8]}" for who in ("rina", "budi")]
    for name in names:
        connection.execute(f"create role {name} login password 'x' in role cakupan_auditor")
    yield Auditor(
        name=names[0], address=psycopg.conninfo.make_conninfo(warehouse, user=names[0], password="x")
    )
    for name in names:
        connection.execute(f"drop role {name}")


def other(auditor: Auditor, connection: psycopg.Connection) -> Auditor:
    """Return the other auditor."""
    row = connection.execute(
        "select rolname from pg_roles where rolname like 'budi%' and starts_with(rolname, 'budi_')"
        " order by oid desc limit 1"
    ).fetchone()
    assert row is not None
    return Auditor(name=row[0], address=psycopg.conninfo.make_conninfo(auditor.address, user=row[0]))


def test_rows_of_a_list_are_shown_masked_once_the_reading_is_on_record(
    auditor: Auditor, connection: psycopg.Connection
):
    ticket = auditor.open()

    rows = auditor.ask(
        "select row_number, verdict, nik, kpj, nama, tanggal_lahir, area_code from audit.roster_rows(%s)",
        ticket,
    )

    assert rows == [
        (5, "accepted", "3328********0001", "*******5678", "S*** A*****", "***", "33.28.01"),
        (6, "quarantined", None, None, None, None, None),
    ]
    assert connection.execute("select action, subject, actor, reason from control.action").fetchall() == [
        ("open_reading", f"submission {SUBMISSION}", auditor.name, WHY)
    ]


def test_a_row_of_the_register_and_the_keys_of_a_person_are_shown_in_the_same_way(auditor: Auditor):
    member = auditor.open("membership", "3:1:25")
    person = auditor.open("person", "2")

    assert auditor.ask(
        "select nik, kpj, nama, tanggal_lahir, segment_code from audit.membership(%s)", member
    ) == [("3328********0001", "*******5678", "S*** A*****", "***", "BPU")]
    assert auditor.ask("select key_kind, key, person_no, oldest_person_no from audit.person(%s)", person) == [
        ("kpj", "*******5678", 2, 1),
        ("nik", "3328********0001", 1, 1),
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "savepoint a; {}; release savepoint a",
        "begin; {}",
        "set transaction isolation level read committed; {}",
    ],
)
def test_what_is_not_committed_shows_nothing_so_nobody_reads_and_rolls_back(
    auditor: Auditor, connection: psycopg.Connection, wrapped: str
):
    with psycopg.connect(auditor.address) as own:
        for statement in wrapped.split("; "):
            asked = statement.format(
                "select audit.open_reading('submission', 'S000001', 'Uji petik triwulan')"
            )
            found = own.execute(asked)
            if asked.startswith("select"):
                ticket = found.fetchone()[0]
        with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
            own.execute("select * from audit.roster_rows(%s)", [ticket])
        own.rollback()
        with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
            own.execute("select * from audit.roster_rows(%s)", [ticket])

    assert connection.execute("select count(*) from control.action").fetchone() == (0,)


def test_one_statement_does_not_open_and_read(auditor: Auditor):
    with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
        auditor.ask(
            "select * from audit.roster_rows((select audit.open_reading('submission', 'S000001', %s)))", WHY
        )


def test_a_ticket_is_of_one_login_one_thing_and_a_quarter_of_an_hour(
    auditor: Auditor, connection: psycopg.Connection
):
    ticket = auditor.open()

    for reader, statement in (
        (other(auditor, connection), "select * from audit.roster_rows(%s)"),
        (auditor, "select * from audit.membership(%s)"),
        (auditor, "select * from audit.person(%s)"),
    ):
        with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
            reader.ask(statement, ticket)
    for none in (0, -1, 999_999, None):
        with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
            auditor.ask("select * from audit.roster_rows(%s::bigint)", none)
    connection.execute("alter table audit.ticket disable trigger ticket_only_grows")
    connection.execute("update audit.ticket set opened_at = opened_at - interval '15 minutes'")
    with pytest.raises(errors.InsufficientPrivilege, match="first commit"):
        auditor.ask("select * from audit.roster_rows(%s)", ticket)


@pytest.mark.parametrize("why", ["", "singkat", "         x        ", "x" * 1001, None])
def test_a_reason_has_ten_letters_and_a_thousand_at_most(auditor: Auditor, why: str | None):
    with pytest.raises(errors.InvalidParameterValue, match="say why"):
        auditor.ask(OPEN, "submission", SUBMISSION, why)


@pytest.mark.parametrize(
    ("what", "subject"),
    [
        ("submission", NIK),
        ("submission", None),
        ("submission", "S000001\nx"),
        ("person", "Siti Aminah"),
        ("table", "intake.roster_row"),
        (None, "1"),
    ],
)
def test_what_is_read_is_named_by_its_number_so_the_record_holds_nobodys_name(
    auditor: Auditor, what: str | None, subject: str | None
):
    with pytest.raises(errors.InvalidParameterValue, match="nothing to read"):
        auditor.ask(OPEN, what, subject, WHY)


def test_what_an_auditor_makes_of_his_own_does_not_get_between(auditor: Auditor):
    ticket = auditor.open()

    with psycopg.connect(auditor.address) as own:
        own.execute("set search_path = publication, marts, pg_temp")
        with pytest.raises(errors.InsufficientPrivilege):
            own.execute("create function pg_temp.mask_nik(text) returns text language sql as 'select $1'")
        own.rollback()
        own.execute("set search_path = audit, publication")
        rows = own.execute(
            "select nik from audit.roster_rows(%s) where nik like '3328%%'", [ticket]
        ).fetchall()

    assert rows == [("3328********0001",)]


@pytest.mark.parametrize(
    "statement",
    [
        "insert into audit.ticket (action_no, login, what, subject) values (1, 'x', 'submission', 'S000001')",
        "select * from audit.ticket",
        "insert into control.action (action, subject, actor, acted_at) values ('read', 'x', 'x', now())",
        "select audit.opened(1, 'submission')",
        "select * from intake.roster_row",
        "set role cakupan_pipeline",
        "set session authorization cakupan_owner",
    ],
)
def test_an_auditor_gets_past_none_of_it(auditor: Auditor, statement: str):
    with pytest.raises(errors.InsufficientPrivilege):
        auditor.ask(statement)


def test_an_auditor_records_a_reading_of_the_archive_under_his_own_name(
    auditor: Auditor, connection: psycopg.Connection
):
    auditor.ask("select audit.record_read('ucj_ytd:2024-10:33', 'orang lain', 'Uji', '{}')")

    assert connection.execute("select action, actor from control.action").fetchall() == [
        ("read", auditor.name)
    ]


@pytest.mark.parametrize(
    "text",
    [
        None, "", "Siti", "Siti  Aminah, S.Pd.", "H. ABDUL-RAHMAN", "anak ke 2 dari 3", "2siti",
        "O'Neil", "Ny. Siti 08123",
        "Ünal Çelik", "محمد", "a_b c", "x\ty\nz", "3328990101700001", "123", "1234567", "12345678", "…",
    ],
)  # fmt: skip
def test_the_warehouse_masks_as_everything_else_does(connection: psycopg.Connection, text: str | None):
    row = connection.execute(
        "select audit.mask_nik(%(it)s), audit.mask_number(%(it)s), audit.mask_text(%(it)s)", {"it": text}
    ).fetchone()

    assert row == (masking.mask(text), masking.mask_number(text), masking.mask_text(text))
