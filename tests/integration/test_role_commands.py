"""Logins are made, listed and ended by commands, and every documented command is tried with every login."""

import re
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

import doors
import psycopg
import pytest
import typer
from builders import sheet
from cakupan import cli, settings
from cakupan.errors import CakupanError
from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse.roles import rules
from intake_builders import HEADER, PARTNER, given_file, given_partner, ingest, people
from typer.testing import CliRunner, Result

pytestmark = pytest.mark.usefixtures("few_areas")
TOLD = rules.load()
REFUSED = "Your login may not do this"
WHY = ("--reason", "Uji petik triwulan tiga")
DOCUMENTED = (PROJECT_ROOT / "README.md", *sorted((PROJECT_ROOT / "docs" / "how-to").glob("*.md")))
ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "diff": (("diff", "S000001", "S000002"), ("diff", "S000001", "S000002", "--rows", *WHY)),
    "figures": (("figures", "2024-10"),),
    "release": (("release", "S000001", *WHY),),
    "replay": (("replay", "S000001", "--dry-run"), ("replay", "S000001", "--yes", *WHY)),
    "review register": (("review", "register"),),
    "review stale": (("review", "stale"),),
    "role list": (("role", "list"),),
    "submissions": (("submissions", "--json"),),
}
TRIED: tuple[tuple[str, ...], ...] = (
    ("review",),
    ("review", "decide", "S000001/1/2", "--no-match", *WHY),
    ("review", "merge", "1", "2", "--second", "joko", *WHY),
    ("review", "split", "2", *WHY),
    ("review", "resolve", "S000001"),
    ("review", "export"),
    ("model", "list"),
    ("model", "adopt", "2031.1", *WHY),
    ("person", "requests"),
    ("person", "export", "3328990101900001", *WHY),
    ("person", "forget", "3328990101900001", "--yes", *WHY),
    ("retention",),
    ("key", "list"),
    ("witness",),
    ("trace", "ucj_ytd:2024-10:33.28"),
    ("sample", "ucj_ytd:2024-10:33.28"),
)
TRACED = {"trace", "sample"}  # tried with an edition, in test_editions_traced


def asked(*arguments: str, **environment: str | None) -> Result:
    settings.load.cache_clear()
    try:
        return CliRunner().invoke(cli.app, list(arguments), env=environment)
    finally:
        settings.load.cache_clear()


def said(answer: Result) -> str:
    return answer.output + str(answer.exception)


@pytest.fixture
def names(connection: psycopg.Connection) -> Iterator[dict[str, str]]:
    """A name for a login of each role; what was made of them goes."""
    given = {role: f"{role}_{uuid.uuid4().hex[:8]}" for role in TOLD.connects if role != "pipeline"}
    yield given
    for name in given.values():
        if connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
            connection.execute(f"drop owned by {name}; drop role {name}")


def address_in(path: Path) -> str:
    return path.read_text().strip().removeprefix("CAKUPAN_DSN=")


def added(names: dict[str, str], role: str, *options: str) -> str:
    """Make a login and return its address."""
    answer = asked("role", "add", names[role], "--as", role, *WHY, *options)
    assert answer.exit_code == 0, said(answer)
    return address_in(settings.load().folder("secrets") / "logins" / f"{names[role]}.env")


def commands() -> set[str]:
    """Return every command that there is."""
    group = typer.main.get_command(cli.app)
    found = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined] - a group of typer has them
        inner = getattr(command, "commands", None)
        found |= {f"{name} {each}" for each in inner} if inner else {name}
    return found


def test_the_map_names_every_command_and_every_documented_one_is_in_it():
    documented = set()
    for path in DOCUMENTED:
        for text in re.findall(r"\bcakupan ([a-z]+(?: [a-z]+)?)", path.read_text(encoding="utf-8")):
            first = text.split()[0]
            documented |= {text} if first in {"key", "role"} else {first}

    assert commands() == set(TOLD.commands)
    assert {each for each in documented if each in commands()} >= {"trace", "role add", "key rotate"}
    assert {name for name, each in TOLD.commands.items() if each.needs == "warehouse"} == set(ASKED) | TRACED
    for command in TOLD.commands.values():
        assert set(command.meant_for) <= set(TOLD.roles)
        assert (command.needs == "warehouse") == bool(command.logins)


@pytest.mark.parametrize("role", TOLD.connects)
def test_every_command_works_with_the_logins_of_the_map_and_with_no_other(
    warehouse: str, connection: psycopg.Connection, names: dict[str, str], role: str, tmp_path: Path
):
    given_partner(warehouse, PARTNER)
    content = sheet([HEADER[:3], *people(3)])
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", content)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()
    connection.execute("update intake.judgement set stated_total = 77 where submission_no = 1")
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    address = doors.as_pipeline(warehouse) if role == "pipeline" else added(names, role)

    for name, each in ASKED.items():
        for arguments in each:
            answer = asked(*(part.format(file=file) for part in arguments), CAKUPAN_DSN=address)

            may = role in TOLD.commands[name].logins
            assert (REFUSED in said(answer)) is not may, (arguments, said(answer))
            assert not (may and "InsufficientPrivilege" in said(answer)), arguments


@pytest.mark.parametrize("role", [role for role in TOLD.connects if role != "pipeline"])
def test_every_command_does_its_work_or_is_refused_in_plain_words_whatever_the_login(
    warehouse: str, names: dict[str, str], role: str, tmp_path: Path
):
    given_partner(warehouse, PARTNER)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(3)]))
    ingest()
    address = added(names, role)

    for arguments in (*TRIED, *(each for some in ASKED.values() for each in some)):
        out = ("-o", str(tmp_path / "out.xlsx")) if arguments[:2] == ("review", "export") else ()
        answer = asked(*arguments, *out, CAKUPAN_DSN=address)

        told = answer.exception
        assert told is None or isinstance(told, SystemExit | CakupanError), (arguments, repr(told))
        assert "Traceback" not in answer.output, arguments


@pytest.mark.parametrize("role", TOLD.connects)
def test_what_needs_the_owner_is_refused_to_whoever_has_only_a_login(
    warehouse: str, names: dict[str, str], role: str
):
    address = doors.as_pipeline(warehouse) if role == "pipeline" else added(names, role)

    for arguments in (
        ("role", "add", "siapa_saja", "--as", "auditor", *WHY),
        ("role", "end", "x", *WHY),
        ("setup",),
    ):
        answer = asked(*arguments, CAKUPAN_DSN=address, CAKUPAN_OWNER_DSN=None)

        assert "CAKUPAN_OWNER_DSN" in said(answer), arguments


def test_a_login_is_made_with_a_password_that_is_in_one_private_file_and_nowhere_else(
    warehouse: str, connection: psycopg.Connection, names: dict[str, str]
):
    answer = asked("role", "add", names["auditor"], "--as", "auditor", "--expires", "2999-12-31", *WHY)

    path = settings.load().folder("secrets") / "logins" / f"{names['auditor']}.env"
    address = address_in(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in answer.output.replace("\n", "")
    assert psycopg.conninfo.conninfo_to_dict(address)["password"] not in answer.output
    with psycopg.connect(address) as own:
        assert own.execute("select session_user").fetchone() == (names["auditor"],)
    assert connection.execute(
        "select action, subject, reason, details from control.action order by action_no desc limit 1"
    ).fetchone() == ("add_role", names["auditor"], WHY[1], {"role": "auditor"})
    listed = asked("role", "list", "--json").output
    assert f'"{names["auditor"]}"' in listed and "2999-12-31" in listed


def test_a_login_that_ended_or_expired_opens_nothing_and_its_name_is_not_given_again(
    warehouse: str, connection: psycopg.Connection, names: dict[str, str]
):
    address = added(names, "reader")
    open_session = psycopg.connect(address, autocommit=True)

    assert asked("role", "end", names["reader"], *WHY).exit_code == 0

    with pytest.raises(psycopg.OperationalError):
        open_session.execute("select 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
    (settings.load().folder("secrets") / "logins" / f"{names['reader']}.env").unlink()
    assert "give another name" in said(asked("role", "add", names["reader"], "--as", "reader", *WHY))
    assert "no login" in said(asked("role", "end", names["reader"], *WHY))
    expired = added(names, "auditor", "--expires", "2999-01-01")
    connection.execute(f"alter role {names['auditor']} valid until '2020-01-01'")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(expired)


@pytest.mark.parametrize(
    "arguments",
    [
        ("siti", "--as", "pipeline", *WHY),
        ("siti", "--as", "administrator", *WHY),
        ("siti", "--as", "cakupan_owner", *WHY),
        ("Siti", "--as", "reader", *WHY),
        ("cakupan_pipeline", "--as", "reader", *WHY),
        ("pg_siti", "--as", "reader", *WHY),
        ('si"ti', "--as", "reader", *WHY),
        ("siti", "--as", "reader", "--reason", " "),
        ("siti", "--as", "reader", "--expires", "2020-01-01", *WHY),
        ("siti", "--as", "reader", "--expires", "besok", *WHY),
    ],
)
def test_a_login_that_cannot_be_is_not_made_and_leaves_no_file(
    warehouse: str, connection: psycopg.Connection, arguments: tuple[str, ...]
):
    answer = asked("role", "add", *arguments)

    assert answer.exit_code != 0
    assert connection.execute("select count(*) from control.action").fetchone() == (0,)
    assert connection.execute("select count(*) from pg_roles where rolname ilike '%siti'").fetchone() == (0,)
    assert not (settings.load().folder("secrets") / "logins").exists()
