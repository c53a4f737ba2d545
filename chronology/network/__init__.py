"""Whether what sources say about time agrees, and what follows from it: a network of constraints.

>>> from chronology.dates import parse, parse_span
>>> from chronology.vocabulary import Relation
>>> solution = solve(
...     [Dated("call", parse("2025-02-12"), "its date"), Dated("talks", None, "undated")],
...     [Statement("talks", Relation.AFTER, "call", "six days later", parse_span("6 days"))],
... )
>>> solution.bounds("talks").start_latest
739300
"""

from chronology.network.conflicts import Conflict, Tightening, agreeing, tighten
from chronology.network.constraints import ALWAYS, ORIGIN, Constraint, Network
from chronology.network.relations import CalendarFact, Dated, Statement
from chronology.network.solution import Bounds, Contradiction, Solution, Step, Which, solve

__all__ = [
    "ALWAYS",
    "ORIGIN",
    "Bounds",
    "CalendarFact",
    "Conflict",
    "Constraint",
    "Contradiction",
    "Dated",
    "Network",
    "Solution",
    "Statement",
    "Step",
    "Tightening",
    "Which",
    "agreeing",
    "solve",
    "tighten",
]
