"""A batch is taken as a whole; when that fails for a reason nobody foresaw, file by file."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

import psycopg

from cakupan.contracts.roster import ContractError
from cakupan.intake import judge
from cakupan.intake.judge import Batch, Received
from cakupan.intake.workbook import Limits

logger = logging.getLogger(__name__)

NO_FAULT_OF_A_FILE = (MemoryError, OSError, ImportError, ContractError, psycopg.OperationalError)
TORN = b"PK"  # the least that is read as a damaged workbook


def judge_and_store(files: Sequence[Received], limits: Limits, store: Callable[[Batch], None]) -> None:
    """Judge the files and store what came of them; a file that breaks either is stored as BERKAS_RUSAK."""
    try:
        store(judge.judge(files, limits))
    except NO_FAULT_OF_A_FILE:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one file causes, the others go on
        logger.warning("%d submissions together: %s; taking each alone", len(files), type(error).__name__)
    else:
        return
    for file in files:
        _alone(file, limits, store)


def _alone(file: Received, limits: Limits, store: Callable[[Batch], None]) -> None:
    try:
        store(judge.judge([file], limits))
    except NO_FAULT_OF_A_FILE:
        raise
    except Exception as error:  # noqa: BLE001 - the text of an error may hold cells, its class does not
        logger.error("submission S%06d is refused: %s", file.submission_no, type(error).__name__)
        store(judge.judge([replace(file, data=TORN)], limits))
