"""Every error a person can meet, sorted by who acts on it. The message says what was found and what to do."""


class CakupanError(Exception):
    """An error with a message for a person; the command line prints it without a traceback."""

    exit_code = 2


# The answer is "no": a rule, gate or check held. Exit 1.


class AnswerIsNo(CakupanError):
    """The question was understood and the answer is no."""

    exit_code = 1


class GateShut(AnswerIsNo):
    """A critical expectation failed, so nothing was published."""


class NotPublishable(AnswerIsNo):
    """A month that cannot be closed: not over, without any denominator, or changed without a reason."""


class InputsPurged(AnswerIsNo):
    """A month cannot be built again: rows it was made of were emptied when their retention ended."""


class StillMember(AnswerIsNo):
    """A person who asked to be forgotten and is an active member; nothing was done."""


class DoesNotVerify(AnswerIsNo):
    """An edition's files, signature or figures are not what its manifest says."""


class NothingToDraw(AnswerIsNo):
    """A figure of which no sample can be drawn; the message says of which ones it can."""


class NotAsArchived(AnswerIsNo):
    """The archive holds other bytes under a hash than those that have it."""


class EnginesDiffer(AnswerIsNo):
    """Two engines do not give the same figures for a month; the message names them, nothing is published."""


class LakeDamaged(AnswerIsNo):
    """A file of the lake is missing, cut short or changed; the message names it, and nothing is read."""


class KeysNotTrusted(AnswerIsNo):
    """A list of trusted keys in which one key does not follow from those before it."""


class SignatureRefused(AnswerIsNo):
    """A signature by a key that may not sign this edition, or over what is no longer to be published."""


class ExtractRefused(AnswerIsNo):
    """An extract breaks its contract or shrinks too much; nothing of it was loaded."""


# Partners act: one file could not be taken. Recorded as a refused submission, never stops a batch.


class FileRefused(AnswerIsNo):
    """A partner's file that is not a roster we can take; `code` is a key of intake.rows.refusals.REFUSALS."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


# Operators act. Exit 2.


class ContractError(ValueError):
    """A contract YAML says something it may not; ours to fix before release."""


class NotWitnessed(CakupanError):
    """An edition is published, but a place outside could not be told its head; the message names it."""


class SetupError(CakupanError):
    """Something this machine lacks or an installation has lost; the message names the remedy."""


class EngineNotReached(CakupanError):
    """The master or server that builds months does not answer; the message says where it should."""


class LakeNotReached(CakupanError):
    """The folder or bucket of the lake does not answer; the message says where it is."""


class LakeBehind(CakupanError):
    """The lake lacks loads that are asked for, or holds rows emptied since; the message names the remedy."""


class MonthNotHere(CakupanError):
    """Rows of a month that are in the lake alone; the message says how they come back."""


class NotAllowed(CakupanError):
    """The login has no right to what was asked of the warehouse; the message says where rights are told."""


class RowsNotStored(CakupanError):
    """A table took none of the rows; the message names the table only, for rows hold personal data."""


class ModelRefused(CakupanError):
    """A model of matching that is not what its manifest says, or for other levels; the message names it."""


class ReasonTooShort(CakupanError):
    """A reason that says nothing to whoever reads it later; nothing was done."""


class NotFound(CakupanError):
    """No such period, edition, figure, submission or partner."""


class EditionDamaged(CakupanError):
    """A frozen file or query is not what an edition holds, or cannot be read; the message names it."""


class ProcessStopped(EditionDamaged):
    """A process that reads or writes files of an edition ended before it was done; the message says how."""


class NoRoom(CakupanError):
    """Frozen data needs more memory or room to spill than it is given; the message names the settings."""


class EditionIncomplete(CakupanError):
    """A frozen table lacks what the report prints; the message names edition, table and column."""


class PipelineFailed(CakupanError):
    """A run in Airflow or dbt ended in failure; the message names task, model and log."""
