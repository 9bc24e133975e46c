"""Write docs/reference/roles.md from the map: `python -m cakupan.warehouse.roles.page`."""

from collections.abc import Iterable, Mapping

from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse.roles import rules
from cakupan.warehouse.roles.rules import Rules

PAGE = PROJECT_ROOT / "docs" / "reference" / "roles.md"
INTRODUCTION = """\
# Roles

*Written from `include/cakupan/warehouse/roles/roles.yaml` by `make docs`: change that, not this page.
How to: [give somebody access](../how-to/give-access.md).
Why: [decision 0023](../decisions/0023-the-vault-has-doors.md).*

One map says who may do what: the grants of the database are made of it at every set-up, whatever they were
before, and a test tries every role against every table, view, function, sequence and command. What has no
line in the map fails that test.
"""
LOGS_IN = {
    "by_name": "a login for each person, `cakupan role add`",
    "by_machine": "works on the installation's machine",
}
NEEDS = {
    "warehouse": "the warehouse",
    "machine": "the installation's machine",
    "owner": "the owner's address (`CAKUPAN_OWNER_DSN`)",
    "files": "files alone",
}
SHORT = {"maintain": "analyze"}
HIDDEN = """\
## What PostgreSQL cannot hide

- Every login can read the names of schemas, tables, columns, partitions (so: which months have rosters),
  functions and their source, views and their definitions, comments, roles, databases and settings. None of
  them says anything of a person.
- Every login can also read how much the server writes (`pg_current_wal_lsn`) and time its own statements.
- All columns of `pg_class` at once are refused to readers and auditors, for four of them are. What asks so
  shows no tables; `psql`, and what asks `information_schema` or names its columns, work as ever.
- A reader who keeps a transaction open holds up no publication; his session is ended after ten minutes
  without a statement, unless he changes that setting.
- Where the owner of the database is no superuser (a managed server), the functions above cannot be taken from
  everybody: set-up says so, and names which. Have the server's administrator run set-up once.
"""


def text() -> str:
    """Return the page."""
    told = rules.load()
    return "\n".join(
        [INTRODUCTION, _roles(told), _tables(told), _calls(told), _guarded(told), HIDDEN, _commands(told)]
    )


def _roles(told: Rules) -> str:
    rows = [
        (f"**{role.name}** ({role.name_id})", f"{role.may}", LOGS_IN[role.logs_in])
        for role in told.roles.values()
    ]
    return _table(("role", "may", "logs in"), rows)


def _tables(told: Rules) -> str:
    rows = [
        (
            f"`{name}`",
            *(", ".join(SHORT.get(each, each) for each in rights.get(role, ())) for role in told.connects),
        )
        for name, rights in told.tables.items()
    ]
    head = "## Tables and views\n\nA star is every table of the schema that has no line of its own.\n\n"
    return head + _table(("table", *told.connects), rows)


def _calls(told: Rules) -> str:
    return (
        "## Functions and sequences\n\nThose that triggers call, and those without a mark, are called"
        " by nobody but the owner and his own functions.\n\n"
        + _table(("name", *told.connects), [*_marked(told, told.functions), *_marked(told, told.sequences)])
    )


def _marked(told: Rules, given: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    for name, roles in given.items():
        yield (f"`{name}`", *("x" if role in roles else "" for role in told.connects))


def _guarded(told: Rules) -> str:
    guarded = told.guarded_columns
    rows = [
        (
            each.what,
            ", ".join(f"`{name}`" for name in each.functions).replace("\\_", "_"),
            _listed(each.roles),
        )
        for each in told.guarded
    ]
    columns = ", ".join(f"`{column}`" for column in guarded.columns)
    rows.append(("estimates of rows and pages", f"`{guarded.table}`: {columns}", _listed(guarded.roles)))
    return "## What PostgreSQL lets everybody do, and here only some may\n\n" + _table(
        ("what", "by", "may"), rows
    )


def _commands(told: Rules) -> str:
    rows = [
        (
            f"`cakupan {command.name}`",
            _listed(command.meant_for),
            NEEDS[command.needs] + (f", as {_listed(command.logins)}" if command.logins else ""),
        )
        for command in told.commands.values()
    ]
    return (
        "## Commands\n\nWhat needs the installation's machine needs its files and keys too, and works"
        " there with the pipeline's login.\n`diff` of two editions needs files alone.\n\n"
        + _table(("command", "for", "needs"), rows)
    )


def _listed(roles: tuple[str, ...]) -> str:
    return ", ".join(roles) or "nobody"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
