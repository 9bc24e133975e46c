"""A task puts a note on the run it belongs to, as a person would: over the REST API."""

import logging
import os

from cakupan import settings
from cakupan.errors import CakupanError
from cakupan.orchestrator import local
from cakupan.orchestrator.client import Airflow

logger = logging.getLogger(__name__)


def write(dag_id: str, run_id: str, note: str) -> None:
    """Put a note on a run; one that cannot be put is told in the log, for the run itself is well."""
    try:
        with _client() as client:
            client.annotate(dag_id, run_id, note)
    except CakupanError as error:
        logger.warning("the run has no note: %s", error)


def _client() -> Airflow:
    if url := os.environ.get("CAKUPAN_AIRFLOW_URL"):
        return Airflow(url, *local.outside_credentials())
    return local.connect(settings.load().home)
