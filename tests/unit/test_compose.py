"""The server's compose file, held against the compose specification and against what it starts."""

import re
from typing import Any

import yaml
from cakupan.orchestrator.processes import COMMANDS
from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse.roles import logins
from case_tables import each_case

TEXT = (PROJECT_ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def violations(document: dict[str, Any]) -> list[str]:
    # what checks is read by the two tests that need it, not by each process that prepares tests
    import jsonschema
    from check_jsonschema.builtin_schemas import get_builtin_schema

    schema = get_builtin_schema("vendor.compose-spec")
    return [
        error.message for error in jsonschema.validators.validator_for(schema)(schema).iter_errors(document)
    ]


def test_it_is_valid_against_the_compose_schema():
    assert violations(COMPOSE) == []


def test_the_schema_would_notice_a_mistake():
    broken = {**COMPOSE, "services": {"postgres": {**SERVICES["postgres"], "imagee": "x"}}}

    assert violations(broken)


def test_it_starts_postgresql_set_up_and_every_part_of_airflow():
    assert set(SERVICES) == {"postgres", "setup", *COMMANDS}


@each_case("name", sorted(COMMANDS))
def test_every_part_of_airflow_runs_the_command_it_runs_on_one_machine(name: str):
    assert SERVICES[name]["command"] == ["airflow", *COMMANDS[name]]
    assert SERVICES[name]["image"] == SERVICES["setup"]["image"]
    assert SERVICES[name]["depends_on"] == {"setup": {"condition": "service_completed_successfully"}}


@each_case("name", sorted({"postgres", *COMMANDS}))
def test_every_lasting_service_is_watched(name: str):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_password_stands_in_the_file_and_a_missing_one_stops_the_start():
    interpolated = re.findall(r"\$\{([^}]*)\}", TEXT)

    assert interpolated
    assert all(":?" in found for found in interpolated)
    assert SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${")


def test_the_owners_password_goes_to_postgresql_and_to_set_up_alone():
    told = {
        name: " ".join(map(str, service.get("environment", {}).values()))
        for name, service in SERVICES.items()
    }

    assert {name for name, values in told.items() if "CAKUPAN_DB_PASSWORD" in values} == {"postgres", "setup"}
    assert {name for name in told if "CAKUPAN_OWNER_DSN" in SERVICES[name]["environment"]} == {"setup"}


@each_case("name", ["setup", *sorted(COMMANDS)])
def test_work_is_done_with_the_pipelines_login(name: str):
    assert SERVICES[name]["environment"]["CAKUPAN_DSN"].startswith(
        f"postgresql://{logins.pipeline_name()}:${{CAKUPAN_PIPELINE_PASSWORD"
    )


def test_whoever_reads_the_warehouse_reaches_no_other_database():
    made = COMPOSE["configs"]["airflow-database"]["content"]

    assert "revoke connect, temporary on database cakupan, airflow, postgres, template1 from public" in made


def test_only_this_machine_reaches_the_web_interface_and_nobody_reaches_postgresql():
    assert SERVICES["api-server"]["ports"] == ["127.0.0.1:8080:8080"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["api-server"]


def mounts(name: str) -> dict[str, str]:
    return {target: volume for volume, target in (each.split(":") for each in SERVICES[name]["volumes"])}


def test_the_signing_key_is_mounted_only_where_tasks_run_and_where_it_is_made():
    with_secrets = {name for name in SERVICES if "secrets" in mounts(name).values()}

    assert with_secrets == {"setup", "scheduler"}
    for name in with_secrets:
        assert mounts(name)["/var/lib/cakupan/secrets"] == "secrets"
    for name in {"api-server", "dag-processor", "triggerer"}:
        assert mounts(name) == {"/var/lib/cakupan": "home"}


def test_the_folder_of_secrets_is_the_pipelines_own_before_it_is_mounted():
    dockerfile = (PROJECT_ROOT / "Dockerfile").read_text()

    assert "install -d -o cakupan -g cakupan -m 0700 /var/lib/cakupan/secrets" in dockerfile


def test_the_image_takes_every_folder_the_package_needs():
    dockerfile = (PROJECT_ROOT / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE))
    allowed = (PROJECT_ROOT / ".dockerignore").read_text().splitlines()

    assert copied == {"include", "expectations", "dbt_project", "dags", "deploy"}
    assert all(f"!{folder}" in allowed for folder in copied)
    assert "--require-hashes" in dockerfile
    assert re.search(r"^USER cakupan$", dockerfile, re.MULTILINE)


WORKERS_TEXT = (PROJECT_ROOT / "docker-compose.workers.yml").read_text()
WORKERS: dict[str, Any] = yaml.safe_load(WORKERS_TEXT)


def test_the_file_of_workers_is_valid_against_the_compose_schema():
    assert violations(WORKERS) == []


@each_case("name", ["setup", *sorted(COMMANDS), "worker"])
def test_every_part_of_airflow_knows_the_broker_and_has_what_speaks_to_it(name: str):
    service = WORKERS["services"][name]

    assert "CAKUPAN_CELERY_BROKER" in service["environment"]
    assert service["build"]["args"]["LOCKS"] == "requirements.lock requirements-workers.lock"


def test_a_worker_is_a_scheduler_that_runs_tasks_and_redis_is_reached_from_nowhere_else():
    worker = WORKERS["services"]["worker"]

    assert worker["extends"] == {"file": "docker-compose.yml", "service": "scheduler"}
    assert worker["command"][:3] == ["airflow", "celery", "worker"]
    assert "ports" not in WORKERS["services"]["redis"]


def test_no_password_of_the_broker_stands_in_the_file():
    interpolated = re.findall(r"(?<!\$)\$\{([^}]*)\}", WORKERS_TEXT)

    assert interpolated
    assert all(":?" in found for found in interpolated)


def test_a_pod_for_a_task_shares_the_home_and_runs_as_nobody_else():
    template = (PROJECT_ROOT / "deploy" / "kubernetes" / "pod-template.yaml").read_text()
    spec = yaml.safe_load(template)["spec"]
    (container,) = spec["containers"]

    assert container["name"] == "base"
    assert {each["mountPath"] for each in container["volumeMounts"]} == {
        "/var/lib/cakupan",
        "/var/lib/cakupan/secrets",
    }
    assert {each["name"] for each in spec["volumes"]} == {each["name"] for each in container["volumeMounts"]}
    assert spec["securityContext"]["runAsNonRoot"]
