"""Load delimited files into PostgreSQL with dlt; runs in .venv-bench, which has dlt and nothing of ours.

Of what dlt offers for files and PostgreSQL this is the way its documentation calls fast: files are read into
Arrow tables, so that no row becomes a Python object, and loaded as CSV by COPY or as Parquet by ADBC. Every
column is text, as in the bare COPY.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SWITCHES = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "ERROR",
    "EXTRACT__WORKERS": "2",
    "NORMALIZE__WORKERS": "2",
    "LOAD__WORKERS": "2",
    "DATA_WRITER__DISABLE_COMPRESSION": "true",
}


def load(orders: dict[str, Any]) -> int:
    """Load the files in the format ordered and return how many rows arrived."""
    import dlt
    from pyarrow import csv, string

    names = orders["names"]

    @dlt.resource(name=orders["table"], write_disposition="append", columns=[])
    def tables() -> Iterator[Any]:
        for file in orders["files"]:
            yield csv.read_csv(
                file,
                read_options=csv.ReadOptions(column_names=names, skip_rows=1),
                parse_options=csv.ParseOptions(delimiter=orders["delimiter"]),
                convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, string())),
            )

    pipeline = dlt.pipeline(
        pipeline_name="bench",
        pipelines_dir=orders["folder"],
        destination=dlt.destinations.postgres(credentials=orders["dsn"]),
        dataset_name=orders["dataset"],
    )
    pipeline.run(tables, loader_file_format=orders["format"])
    with pipeline.sql_client() as client:
        return int(client.execute_sql(f"select count(*) from {orders['table']}")[0][0])


def main() -> None:
    """Do what standard input orders and write down what came of it."""
    began = time.perf_counter()
    os.environ.update(SWITCHES)
    orders = json.load(sys.stdin)
    rows = load(orders)
    times = os.times()
    cpu = times.user + times.system + times.children_user + times.children_system
    outcome = {"result": rows, "seconds": time.perf_counter() - began, "cpu": cpu}
    Path(orders["outcome"]).write_text(json.dumps(outcome))


if __name__ == "__main__":
    main()
