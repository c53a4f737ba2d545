"""The sources' statements about time as a network: their contradictions, and what follows.

>>> from chronology.dates import parse, parse_span
>>> from chronology.vocabulary import Relation
>>> solution = solve(
...     [Dated("call", parse("2025-02-12"), "its date"), Dated("talks", None, "undated")],
...     [Statement("talks", Relation.AFTER, "call", "six days later", parse_span("6 days"))],
... )
>>> solution.bounds("talks").start_latest
739300
"""

from chronology.network.relations import CalendarFact, Dated, Statement
from chronology.network.solution import Bounds, Contradiction, Solution, Step, Which, solve

__all__ = [
    "Bounds",
    "CalendarFact",
    "Contradiction",
    "Dated",
    "Solution",
    "Statement",
    "Step",
    "Which",
    "solve",
]
