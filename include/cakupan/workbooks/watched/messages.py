"""What a child that reads files says to its parent: lines of JSON, for a child may have been taken over."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from cakupan.errors import FileRefused, PipelineFailed

TOGETHER = None  # announced: no single file is in hand
STORING = -1  # announced: nothing but the database is waited for, which is bounded by nobody's file


@dataclass(frozen=True, kw_only=True)
class At:
    """The child begins with an item, or goes on with it."""

    item: int | None


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """A line for the log of the parent."""

    logger: str
    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """The work is done."""

    result: Any


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The work raised. The text of an error no file is to blame for goes on; any other may hold cells."""

    module: str
    kind: str
    arguments: tuple[Any, ...]
    is_nobodys_fault: bool
    code: str | None
    details: dict[str, Any]

    @property
    def refusal(self) -> FileRefused | None:
        """The reason to refuse the file in hand, when the error names one."""
        return FileRefused(self.code, **self.details) if self.code else None

    def as_error(self) -> BaseException:
        """Return the error as it was raised in the child, as far as this process knows its class."""
        kind = getattr(sys.modules.get(self.module), self.kind, None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            return kind(*self.arguments)
        return PipelineFailed(f"The child that reads files failed: {self.kind}.")


Message = At | LogLine | Done | Failed
KINDS: dict[str, type[Any]] = {each.__name__: each for each in (At, LogLine, Done, Failed)}


def encoded(message: Message) -> bytes:
    """Return the line for a message."""
    return json.dumps([type(message).__name__, vars(message)], default=str).encode() + b"\n"


def decoded(line: bytes) -> Message | None:
    """Return the message of a line, None when it is none of ours."""
    try:
        name, fields = json.loads(line)
        message: Message = KINDS[name](**fields)
    except (ValueError, TypeError, KeyError):
        return None
    return message


def too_much_memory(limit: int) -> FileRefused:
    """Return the reason for a file that needs more memory than it may have."""
    return FileRefused("BERKAS_TERLALU_BESAR", bound="memory", limit=f"{limit / 1024**3:.3g}")
