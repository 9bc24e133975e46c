"""What pipelines make and read, under the names people know it by."""

from airflow.sdk import Asset

GROUP = "cakupan"
ROSTER_ROWS = Asset(name="rows of lists", uri="warehouse://intake/roster_row", group=GROUP)
REGISTER = Asset(name="register of members", uri="warehouse://register/membership", group=GROUP)
REFERENCE = Asset(name="reference lists", uri="warehouse://reference/workforce", group=GROUP)
EDITIONS = Asset(name="published editions", uri="warehouse://publication/edition", group=GROUP)
