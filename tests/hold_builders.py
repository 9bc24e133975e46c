"""Writes holds and releases straight into the tables, for tests that need a held list but no short one."""

from typing import Any

import psycopg


def set_aside(connection: psycopg.Connection[Any], submission_no: int, load_no: int) -> None:
    """Hold the first judgement of a submission in this load."""
    connection.execute(
        "insert into intake.hold"
        " (submission_no, judgement_no, load_no, state, basis, reason_code, reason_details)"
        " values (%s, 1, %s, 'held', 'shrunk', 'DAFTAR_MENYUSUT', '{}')",
        [submission_no, load_no],
    )


def free(connection: psycopg.Connection[Any], submission_id: str, load_no: int) -> None:
    """Release the first judgement of a held submission in this load."""
    action = connection.execute(
        "insert into control.action (action, subject, actor, reason, load_no, acted_at)"
        " values ('release', %s, 'operator', 'uji', %s, control.now()) returning action_no",
        [submission_id, load_no],
    ).fetchone()
    assert action is not None
    connection.execute(
        "insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason, action_no)"
        " select submission_no, 1, %s, 'released', 'operator', 'uji', %s from intake.submission"
        " where submission_id = %s",
        [load_no, action[0], submission_id],
    )
