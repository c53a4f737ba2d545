"""PyYAML's own parser of YAML events, for machines without libyaml: slower, the same events."""

from __future__ import annotations

from yaml.parser import Parser as _Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class Parser(Reader, Scanner, _Parser):
    """The three layers of PyYAML that make events of a text."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of a text."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Parser.__init__(self)
