"""Verify every published edition on disk: signature, hashes, and every figure recomputed from its evidence.

One task per edition, so that the one that does not verify is named by the run.
"""

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, task


@dag(
    schedule=CronTriggerTimetable("0 4 * * 0", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["edition"],
    default_args={"owner": "data", "retries": 0},
    doc_md=__doc__,
)
def verify_editions() -> None:
    @task
    def find() -> list[str]:
        """Return the folders of all published editions."""
        from cakupan import settings

        return sorted(
            str(path.parent) for path in settings.load().folder("editions").glob("*/v*/manifest.json")
        )

    @task
    def verify(edition: str) -> None:
        """Fail unless the edition is what its manifest says."""
        from pathlib import Path

        from cakupan.editions import verify
        from cakupan.errors import DoesNotVerify

        result = verify.verify(Path(edition))
        if not result.is_ok:
            raise DoesNotVerify(f"{edition}: {len(result.failures)} failures, first {result.failures[0]}")

    verify.expand(edition=find())


verify_editions()
