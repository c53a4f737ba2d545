"""The collection of garbage, put off where nothing would be found.

What is built of a file refers to no owner and lives until the end. To look through it while it
grows, again and again, costs up to three times what it costs to build.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A time, or a function, in which garbage is not collected; afterwards all is as it was."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
