"""Where the header of a sheet is and which of its columns hold which field of the contract."""

from cakupan.intake.reading.headers.content import are_headers
from cakupan.intake.reading.headers.finder import at, find, nearest
from cakupan.intake.reading.headers.mapping import (
    Basis,
    ColumnReading,
    HeaderMapping,
    identified,
    missing_columns,
    nearly_there,
)
from cakupan.intake.reading.headers.spelling import Vocabulary, normalise, vocabulary

__all__ = [
    "Basis",
    "ColumnReading",
    "HeaderMapping",
    "Vocabulary",
    "are_headers",
    "at",
    "find",
    "identified",
    "missing_columns",
    "nearest",
    "nearly_there",
    "normalise",
    "vocabulary",
]
