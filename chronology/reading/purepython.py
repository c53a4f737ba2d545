"""PyYAML's own parser of YAML events, for machines without libyaml: slower, the same events."""

from __future__ import annotations

import re
from typing import Any

from yaml.events import ScalarEvent
from yaml.parser import Parser as _Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

_SURROGATE = re.compile("[\\ud800-\\udfff]")


class Parser(Reader, Scanner, _Parser):
    """The three layers of PyYAML that make events of a text."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of a text."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Parser.__init__(self)

    def get_event(self) -> Any:
        """The next event; what libyaml refuses as the number of a character is refused here."""
        read: Any = super().get_event
        try:
            event = read()
        except ValueError:  # from `int`, of a number of thousands of digits
            problem = "found extremely long version number"
            raise ScannerError(None, None, problem, self.get_mark()) from None
        if isinstance(event, ScalarEvent) and _SURROGATE.search(event.value):
            raise _no_character(event.start_mark)
        return event

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """The signs of a text in quotation marks up to the next space."""
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # from `chr`, of a number beyond Unicode
            raise _no_character(start_mark) from None


def _no_character(mark: Any) -> ScannerError:
    problem = "found invalid Unicode character escape code"
    return ScannerError("while parsing a quoted scalar", mark, problem, mark)
