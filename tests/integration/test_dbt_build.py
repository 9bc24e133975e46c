"""Running dbt in this process: what is told when it works and when a model or a key fails."""

import json
import logging
import os
from pathlib import Path

import pytest
from cakupan.editions import build
from cakupan.errors import PipelineFailed
from world_builders import AS_OF, PERIOD, world


def test_the_definitions_hold_and_each_node_is_told_with_seconds_and_rows(
    postgres: str, template: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with world(postgres, template, tmp_path) as this:
        this.load("2024-01-05")
        this.areas()
        environment = dict(os.environ)

        with caplog.at_level(logging.INFO, logger="cakupan.editions.runner"):
            this.build()
        build.test_definitions(
            period=PERIOD, as_of=AS_OF, schema=this.schema, results_dir=tmp_path / "definitions"
        )

        assert dict(os.environ) == environment
        assert any("fct_worker_months: success" in message for message in caplog.messages)
        nodes = json.loads((tmp_path / this.schema / "dbt_facts.json").read_text())
        areas = next(node for node in nodes if node["name"] == "int_areas__current")
        assert (areas["state"], areas["kind"], areas["rows"]) == ("success", "model", 7)
        assert areas["path"] == "intermediate/areas/int_areas__current.sql"
        definitions = json.loads((tmp_path / "definitions" / "dbt_definitions.json").read_text())
        assert len(definitions) >= len(build.summed_indicators())
        assert {node["state"] for node in definitions} == {"pass"}


def test_a_failed_node_is_named_with_its_model_and_compiled_sql_and_the_next_run_works(
    postgres: str, template: str, tmp_path: Path
):
    with world(postgres, template, tmp_path) as this:
        this.load("2024-01-05")
        this.areas()
        this.connection.execute("alter table register.claim rename column cases to case_count")

        with pytest.raises(PipelineFailed) as failed:
            this.build()

        message = str(failed.value)
        assert "fct_claims failed" in message
        assert "dbt_project/models/marts/fct_claims.sql" in message
        compiled = Path(message.rsplit("compiled SQL: ", 1)[1])
        assert "claims.cases" in compiled.read_text()
        this.connection.execute("alter table register.claim rename column case_count to cases")
        this.connection.commit()
        assert this.build() == {}


def test_a_broken_key_fails_the_build_and_no_value_of_the_row_is_told(
    postgres: str, template: str, tmp_path: Path
):
    with world(postgres, template, tmp_path) as this:
        this.load("2024-01-05")
        this.areas()
        this.rows(
            "reference.area",
            {"area_code": "33.28", "level": "regency", "area_name": "X", "valid_from": "2020-02-01"},
        )
        this.connection.execute("drop index register.membership_membership_id_idx")
        this.load("2024-11-04")
        this.members({"who": 1, "membership_id": "M1"}, {"who": 1, "membership_id": "M1"})

        with pytest.raises(
            PipelineFailed,
            match=r"the key \(membership_id\) of int_memberships__dated is missing or stands twice, 1 times",
        ) as failed:
            this.build()

        assert "M1" not in str(failed.value)
