"""What every task is given: an owner, a check of what its run is told, and when it is tried again."""

from collections.abc import Mapping
from typing import Any

from airflow import sdk

ACTOR = "actor"  # whom a run may name beside the parameters of its pipeline
NO_IS_FINAL = sdk.RetryRule(
    exception=[f"cakupan.errors.{name}" for name in ("AnswerIsNo", "NotFound", "SetupError")],
    action=sdk.RetryAction.FAIL,
    reason="asking again does not change the answer",
)


def refuse_unknown_keys(context: Mapping[str, Any]) -> None:
    """Refuse a run that is told what its pipeline does not read, before any task of it does anything.

    A misspelt `period` would otherwise close another month than the one meant.

    Raises:
        NotFound: the run's configuration has a key that is no parameter.
    """
    from difflib import get_close_matches

    from cakupan.errors import NotFound

    known = (*context["dag"].params, ACTOR)
    unknown = [key for key in context["dag_run"].conf or {} if key not in known]
    if unknown:
        near = get_close_matches(unknown[0], known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise NotFound(
            f"This pipeline does not read {', '.join(map(repr, unknown))} of the run's configuration;"
            f" it reads {', '.join(map(repr, known))}.{hint}"
        )


EVERY_TASK = {
    "owner": "data",
    "pre_execute": refuse_unknown_keys,
    "retries": 2,
    "retry_policy": sdk.ExceptionRetryPolicy(rules=[NO_IS_FINAL]),
}
