"""Load the reference lists: areas as shipped, and partners, obligations, workforce, targets, agreements.

A run of Airflow loads the folder named in its configuration, or else every folder below extracts/ not
loaded yet. Only changed rows are written, each folder in one load.
"""

from wiring.assets import REFERENCE
from wiring.loading import loading_dag

load_reference = loading_dag(
    "reference",
    doc=__doc__,
    cron="30 0 * * *",
    hours=2,
    title="Load the reference lists",
    outlet=REFERENCE,
)

load_reference()
