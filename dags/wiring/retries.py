"""When a failed task is tried again."""

from airflow import sdk

NO_IS_FINAL = sdk.RetryRule(
    exception=[f"cakupan.errors.{name}" for name in ("AnswerIsNo", "NotFound", "SetupError")],
    action=sdk.RetryAction.FAIL,
    reason="asking again does not change the answer",
)
RETRY = {"retries": 2, "retry_policy": sdk.ExceptionRetryPolicy(rules=[NO_IS_FINAL])}
