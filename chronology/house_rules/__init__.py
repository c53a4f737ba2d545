"""Schemas of others applied as long as is reasonable: some never come to an end.

A pattern such as `(a+)+$` tries every way to split a text, and a few alternatives that refer to
each other are as many as they like. Python's own matching has no limit of time.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from time import monotonic
from typing import Any, Final, TypeVar

from chronology.findings import Finding, Path, SchemaError
from chronology.house_rules.schemas import Schema, schemas_of
from chronology.house_rules.violations import violations

__all__ = ["SECONDS", "Patience", "TooSlowError"]

SECONDS: Final = 10.0
"""The time that all schemas together may take for one file."""

_Result = TypeVar("_Result")


class TooSlowError(Exception):
    """A schema was not done in time."""


class Patience:
    """The time that is left for the schemas of one file."""

    def __init__(self, seconds: float) -> None:
        """Begin to count the time."""
        self._end = monotonic() + seconds

    def violations(self, data: Any, schema: Schema, said: AbstractSet[Path]) -> list[Finding]:
        """The violations of a schema in data, as `violations` finds them.

        Raises TooSlowError where that takes longer than is left, and SchemaError as it does.
        """
        left = self._end - monotonic()
        if left <= 0:
            raise TooSlowError
        if _has_alarm():
            return _until_alarm(left, lambda: list(violations(data, schema, said)))
        if getattr(sys, "frozen", False):  # a program in one file is no Python that runs a child
            return list(violations(data, schema, said))
        return _in_child(left, data, schema, said)


# ------------------------------------------------------------------------------ an alarm


class _AlarmError(BaseException):
    """The alarm, which no handler of errors in between may take for its own."""


def _has_alarm() -> bool:
    """True if a signal can interrupt this thread, and nothing else waits for that signal."""
    if threading.current_thread() is not threading.main_thread():
        return False
    return hasattr(signal, "setitimer") and signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def _until_alarm(seconds: float, work: Callable[[], _Result]) -> _Result:
    """The result of some work, which a signal interrupts, even while it matches a pattern."""
    is_over = False

    def ring(*_: object) -> None:
        if not is_over:
            raise _AlarmError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        # It rings again, should the first have been lost in a destructor, which drops exceptions.
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        result = work()
        is_over = True
    except _AlarmError:
        raise TooSlowError from None
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return result


_AGAIN: Final = 1.0
"""After how many seconds the alarm rings again."""


# ------------------------------------------------------------------------------ a child


def _in_child(seconds: float, data: Any, schema: Schema, said: AbstractSet[Path]) -> list[Finding]:
    """The violations that a child process finds: any thread can end it, even on Windows."""
    command = [sys.executable, "-c", f"from {__name__} import answer; answer()"]
    try:
        done = subprocess.run(  # noqa: S603 - it runs this module, in the Python that runs it now
            command,
            input=pickle.dumps((data, schema.file, schema.contents, said)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise TooSlowError from None
    except subprocess.CalledProcessError:  # without memory, for instance
        raise SchemaError(f"{schema.file}: the process that applied it came to no end") from None
    found: list[Finding] | SchemaError = pickle.loads(done.stdout)  # noqa: S301 - the child's
    if isinstance(found, SchemaError):
        raise found
    return found


def answer() -> None:
    """Apply the schema that comes on the standard input, and write what it refuses."""
    data, file, contents, said = pickle.load(sys.stdin.buffer)  # noqa: S301 - the parent's
    schema = next(each for each in schemas_of(contents) if each.file == file)
    found: list[Finding] | SchemaError
    try:
        found = list(violations(data, schema, said))
    except SchemaError as error:
        found = error
    sys.stdout.buffer.write(pickle.dumps(found))
