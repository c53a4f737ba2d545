"""What the runners of CI services take for commands when it is printed.

GitHub's runner obeys `::name::` at the beginning of a line, spaces before it included, and
`##[name]` anywhere in it (`TryParseV2` and `TryParse` of `ActionCommand` in the sources of
actions/runner). Azure Pipelines obeys `##vso[name]` anywhere, and TeamCity `##teamcity[name]`. By
these, a text from a pull request could set a variable, mask words, or stop all later commands.
"""

from __future__ import annotations

import re

# A program that prints our words may break their lines at any space, so every space counts as the
# start of a line. A byte order mark at the start is no text to a reader of the stream.
_AT_START = re.compile(r"(?<![^\s\ufeff]):(?=:)")
_ANYWHERE = re.compile(r"(##[A-Za-z]*)\[")

# In data the line ends are known, and GitHub's runner wants the colons that end the name, too.
_OBEYED = re.compile(rf"(?:\A\ufeff?|[\r\n])[^\S\r\n]*::[^\r\n]*::|{_ANYWHERE.pattern}")


def harmless(words: str) -> str:
    r"""Words for people in which no runner finds a command: a sign of each is spelt out.

    >>> print(harmless("  ::error::x ##[group]y"))
      \x3a:error::x ##\x5bgroup]y
    """
    return without_brackets(_AT_START.sub(r"\\x3a", words), r"\x5b")


def without_brackets(text: str, instead: str) -> str:
    """A text with `instead` for the bracket of a command such as `##[name]`.

    In JSON and XML an escape means the same, so that what is written for programs is harmless too.
    """
    return _ANYWHERE.sub(lambda found: found[1] + instead, text) if "##" in text else text


def command_line(text: str) -> int | None:
    """The number of the first line with something that a runner obeys, counted from 1."""
    if (found := _OBEYED.search(text)) is None:
        return None
    return len(re.findall(r"\r\n?|\n", text[: found.end()])) + 1
