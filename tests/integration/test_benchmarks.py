"""What is measured is done as an installation does it."""

from pathlib import Path

import doors
from benchmarks import frozen
from benchmarks.installation import Installation
from cakupan.warehouse.connection import connect


def test_a_month_to_be_frozen_is_built_with_the_login_that_freezes_it(warehouse: str, tmp_path: Path) -> None:
    here = Installation(dsn=warehouse, home=tmp_path / "home")

    with frozen.lent(here), connect() as connection:
        assert connection.execute("select current_user").fetchone() == (doors.PIPELINE,)
        assert connection.execute("select count(*) from reference.area").fetchone() != (0,)
