"""What a run may be told: the parameters of its pipeline and who started it, and nothing else."""

from collections.abc import Mapping
from typing import Any

ACTOR = "actor"


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
