"""Load the agency's register: members, employers, projects, contributions, claims.

A run of Airflow loads the folder named in its configuration, or else every folder below extracts/ not
loaded yet. Only changed rows are written, each folder in one load. An extract that breaks its contract or
shrinks too much is refused whole.
"""

from wiring.assets import REGISTER
from wiring.loading import loading_dag

load_register = loading_dag(
    "register",
    doc=__doc__,
    cron="0 1 * * *",
    hours=6,
    title="Load the register",
    outlet=REGISTER,
)

load_register()
