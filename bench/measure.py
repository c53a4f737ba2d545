"""What a command costs: time on the clock, time of the processor, and memory at its peak."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Cost", "Pairs", "Patience", "median", "pairs", "run"]

_ANY_TIME = threading.TIMEOUT_MAX
_BYTES_IN_PEAK = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds on the clock, seconds of the processor, bytes at the peak."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Patience:
    """How long two commands are measured.

    Attributes:
        rounds: How many times, at most.
        budget: Seconds into which all rounds should fit.
        limit: Seconds after which one run is stopped.
    """

    rounds: int
    budget: float = 10.0
    limit: float = 30.0


@dataclass(frozen=True)
class Pairs:
    """Runs of two commands in turn, so that what else the machine did met both alike.

    `theirs` is empty where the second command was stopped, and so is `ours` where the first was.
    """

    ours: tuple[Cost, ...]
    theirs: tuple[Cost, ...]

    @property
    def ratio(self) -> float | None:
        """The first command's time on the clock divided by the second's: the median of the pairs.

        None where one of them was stopped.
        """
        if not self.theirs:
            return None
        both = zip(self.ours, self.theirs, strict=True)
        return statistics.median(ours.wall / theirs.wall for ours, theirs in both)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each of the three."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.peak for cost in costs),
    )


def run(command: Sequence[str], limit: float = _ANY_TIME) -> Cost | None:
    """What one run of a command costs; None where it takes more seconds than the limit.

    The system counts this process's own memory into a child's peak, up to where the child becomes
    the command; therefore nothing large is ever imported here.

    Raises:
        RuntimeError: the command fails.
    """
    stopped = threading.Event()
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop() -> None:
        stopped.set()
        process.kill()

    timer = threading.Timer(limit, stop)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()
    if stopped.is_set():
        return None
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _BYTES_IN_PEAK)


def pairs(
    ours: Sequence[str], theirs: Sequence[str], patience: Patience, tell: Callable[[int], None]
) -> Pairs:
    """Runs of two commands in turn, one round at least; `tell` is told the number of the round.

    What takes longer than the limit is stopped, and neither is tried again.
    """
    our_costs, their_costs = list[Cost](), list[Cost]()
    started = time.perf_counter()
    for number in range(patience.rounds):
        passed = time.perf_counter() - started
        if number and passed * (number + 1) / number > patience.budget:
            break
        tell(number + 1)
        our_cost = run(ours, patience.limit)
        if our_cost is None:
            return Pairs((), ())
        our_costs.append(our_cost)
        their_cost = run(theirs, patience.limit)
        if their_cost is None:
            return Pairs(tuple(our_costs), ())
        their_costs.append(their_cost)
    return Pairs(tuple(our_costs), tuple(their_costs))
