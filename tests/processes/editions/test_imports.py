"""A step of a close is a process of its own, and imports what it needs and nothing that only reports need."""

import subprocess
import sys

PRINTED_WITH = ("openpyxl", "pypdfium2", "typst", "xlsxwriter", "jinja2")


def test_steps_that_write_no_report_load_nothing_that_reports_are_written_and_read_with():
    code = (
        "import sys; from cakupan.editions import close, steps;"
        f" print(*sorted({{*{PRINTED_WITH!r}, 'cakupan.intake.judging.rules'}} & set(sys.modules)))"
    )

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert loaded.stdout.split() == []
