"""What other programs are told of the tables of an edition."""

import csv
import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
from bundle_builders import figure_row, gap_row
from cakupan.editions import datapackage, tables
from cakupan.editions.differences import change
from cakupan.editions.frozen import evidence, layout, series

TABLES = (layout.FIGURES_CSV, layout.FIGURES, layout.CHANGES, layout.SERIES)
READ = {
    "integer": int,
    "number": Decimal,
    "string": str,
    "object": json.loads,
    "yearmonth": lambda text: date.fromisoformat(f"{text}-01"),
}


def described() -> dict[str, dict[str, object]]:
    package = json.loads(datapackage.text("2024-10", 2, "2024-11-05T19:00:00Z"))
    return {resource["path"]: resource for resource in package["resources"]}


def test_a_package_has_a_name_that_packages_may_have_and_names_the_files_of_the_report() -> None:
    package = json.loads(datapackage.text("2024-10", 2, "2024-11-05T19:00:00Z"))

    assert (package["name"], package["version"]) == ("cakupan-2024-10-v2", "2.0.0")
    assert list(described()) == [place.name for place in TABLES]


def test_a_rebuild_of_no_edition_has_no_version() -> None:
    package = json.loads(datapackage.text("2024-10", None, "2024-11-05T19:00:00Z"))

    assert (package["name"], package["version"]) == ("cakupan-2024-10", "0.0.0")


def test_every_column_is_described_in_the_order_of_the_file() -> None:
    columns = {layout.FIGURES_CSV.name: evidence.FIGURE, layout.CHANGES.name: change.CHANGE}
    columns |= {layout.SERIES.name: series.SERIES}

    for path, shape in columns.items():
        fields = described()[path]["schema"]["fields"]
        assert [field["name"] for field in fields] == shape.names
        assert [field["name"] for field in fields if not field.get("description")] == []


def test_every_cell_of_the_figures_is_of_the_type_that_is_said() -> None:
    left_out = {"excluded": 2, "excluded_causes": '{"NIK_KOSONG": 2}', "lower_bound": "20.00", "rank": 1}
    frozen = pa.Table.from_pylist([figure_row(**left_out), gap_row("-0.50")], schema=evidence.FIGURE)
    resource = described()[layout.FIGURES_CSV.name]
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    lines = tables.csv_bytes(frozen).decode(resource["encoding"]).splitlines()

    for row in csv.DictReader(lines, delimiter=resource["dialect"]["delimiter"]):
        for name, text in row.items():
            if text not in resource["schema"]["missingValues"]:
                READ[types[name]](text)
