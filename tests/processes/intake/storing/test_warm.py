"""What judging needs is loaded once, before the processes that judge are forked."""

import subprocess
import sys

import pytest
from cakupan.contracts import roster
from cakupan.intake.storing import warm

# In a process of its own: this one has long loaded everything.
CHILD = """
import sys
from datetime import date

from cakupan.intake.judging import judge, stored
from cakupan.intake.judging.judge import Received
from cakupan.intake.storing import warm
from cakupan.workbooks import watched
from cakupan.workbooks.watched import Bounds
from cakupan.workbooks.model import Limits
from cakupan import settings
from cakupan.warehouse import copy

LIST = b"NIK;Nama;Tgl Lahir\\n3328991208870001;SUPARNO;12-08-1987\\n"


def work(items, announce, refused):
    before = set(sys.modules)
    file = Received(
        submission_no=1,
        data=LIST,
        roster_kind="pemda_rentan",
        reference_date=date(2024, 10, 1),
        partner_area_code="33.28",
        funding_default=None,
    )
    batch = judge.judge([file], Limits.of(settings.load()))
    written = b"".join(bytes(copy.as_text(stored.rows(each))) for each in batch.judged)
    assert b"SUPARNO" in written
    return sorted(set(sys.modules) - before)


warm.up(["pemda_rentan"])
print(watched.run(work, [1], bounds=Bounds(seconds=60, memory_bytes=1 << 30)))
"""


def test_a_forked_child_loads_nothing_anew():
    said = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)

    assert said.stdout == "[[]]\n"


@pytest.mark.parametrize("kind", roster.kinds())
def test_the_made_up_list_of_every_kind_is_read_and_judged_to_its_end(kind: str):
    batch = warm.made_up(kind)

    assert sum(batch.judgements[0].counts.values()) == warm.ROWS
