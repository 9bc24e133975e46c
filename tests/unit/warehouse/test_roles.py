"""The map of roles is whole in itself, and its page says what it says."""

from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse import server
from cakupan.warehouse.roles import logins, page, rules

TOLD = rules.load()


def test_the_page_is_the_map():
    assert page.PAGE.read_text(encoding="utf-8") == page.text(), "run `make docs`"


def test_every_role_the_map_names_is_one_of_its_roles():
    named = {*TOLD.connects, *TOLD.temporary, *TOLD.guarded_columns.roles}
    for each in (*TOLD.tables.values(), *TOLD.functions.values(), *TOLD.sequences.values()):
        named |= set(each)
    for guarded in TOLD.guarded:
        named |= set(guarded.roles)
    for command in TOLD.commands.values():
        named |= {*command.meant_for, *command.logins}

    assert named <= set(TOLD.roles)
    assert {name for name, role in TOLD.roles.items() if role.logs_in == "by_name"} < set(TOLD.connects)


def test_the_vault_is_read_whole_by_engineers_operators_and_the_pipeline_alone():
    for name, rights in TOLD.tables.items():
        if name.split(".")[0] in {"register", "identity"} or name == "intake.roster_row":
            assert set(rights) <= {"engineer", "operator", "pipeline"}, name
    assert "operator" not in (TOLD.of_table("register.claim") or {})


def test_an_approver_reads_what_he_signs_and_changes_nothing():
    given = {name: rights["approver"] for name, rights in TOLD.tables.items() if "approver" in rights}

    assert set(given.values()) == {("select",)}
    assert {name.split(".")[0] for name in given} == {"control", "chain", "publication", "marts"}
    assert {name for name, roles in TOLD.functions.items() if "approver" in roles} == {"control.now"}


def test_an_operator_decides_nobodys_identity_and_publishes_nothing():
    for name, rights in TOLD.tables.items():
        if name.split(".")[0] not in {"intake", "control"}:
            assert set(rights.get("operator", ())) <= {"select"}, name
    assert "operator" not in TOLD.functions["retention.forget"]
    assert "operator" not in TOLD.functions["marts.attach_fact"]


def test_nobody_of_the_map_changes_or_deletes_what_only_grows():
    for name in ("control.action", "control.load", "control.load_file", "intake.submission", "chain.link"):
        for rights in (TOLD.of_table(name) or {}).values():
            assert set(rights) <= {"select", "insert"}, name
    for name in TOLD.tables:
        if name.split(".")[0] in {"identity", "publication", "marts"}:
            for rights in TOLD.tables[name].values():
                assert set(rights) <= {"select", "insert", "maintain"}, name


def test_the_embedded_server_and_the_map_call_the_pipelines_login_by_one_name():
    assert logins.pipeline_name() == server.PIPELINE
    assert (PROJECT_ROOT / "docs" / "how-to" / "give-access.md").is_file()
