"""JUnit XML, in which GitLab and others show the results of tests.

What fails the command fails as a test; all else is skipped. GitLab drops a test that
has the class and name of another, and compares runs by them: names are unique, and without lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from chronology.findings import Diagnostic
from chronology.reports import NOTHING, Checked, left_out
from chronology.text import visible, without_brackets


def render(checked: Checked) -> str:
    """A suite for each file; in it a test for each diagnostic, or one that passes."""
    suites = Element("testsuites", name="chronology")
    found: dict[str, list[Diagnostic]] = {file: [] for file in checked.parts}
    for each in checked.diagnostics:
        found.setdefault(each.file, []).append(each)
    for file, diagnostics in found.items():
        _add_suite(suites, checked, file, diagnostics)
    if checked.unread:
        suite = SubElement(suites, "testsuite", name="files that could not be read")
        for why in map(_text, checked.unread):
            case = SubElement(suite, "testcase", classname="files", name=why)
            SubElement(case, "error", message=why)
        _count(suite)
    _count(suites)
    indent(suites)
    text = without_brackets(tostring(suites, encoding="unicode"), "&#91;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _add_suite(
    suites: Element, checked: Checked, file: str, diagnostics: Sequence[Diagnostic]
) -> None:
    path = _text(checked.path(file))
    suite = SubElement(suites, "testsuite", name=path)
    names = Counter[str]()
    for each in diagnostics:
        name = _text(f"{each.code}: {checked.subject(each) or 'the file'}")
        names[name] += 1
        same = f" ({names[name]})" if names[name] > 1 else ""
        line = str(each.position.line)
        attributes = {"classname": path, "name": name + same, "file": path, "line": line}
        case = SubElement(suite, "testcase", attributes)
        attributes = {"message": _text(each.message), "type": f"{each.severity}[{each.code}]"}
        outcome = SubElement(case, "failure" if checked.fails(each) else "skipped", attributes)
        outcome.text = "\n".join(map(_text, each.lines))
    if file in checked.unexamined:
        why = left_out([checked.unexamined[file]])
        case = SubElement(suite, "testcase", classname=path, name="the whole file", file=path)
        SubElement(case, "skipped", message=why)
    if not diagnostics:
        SubElement(suite, "testcase", classname=path, name=NOTHING, file=path)
    _count(suite)


_OUTCOMES = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
"""The attributes that count elements, and which elements they count."""


def _count(suite: Element) -> None:
    """Add the numbers of the tests below an element, and of their outcomes."""
    for plural, name in _OUTCOMES.items():
        suite.set(plural, str(len(list(suite.iter(name)))))


def _text(text: str) -> str:
    r"""A line with nothing that XML 1.0 cannot hold; `visible` leaves two of these characters."""
    return re.sub("[\ufffe\uffff]", lambda sign: f"\\u{ord(sign[0]):04x}", visible(text))
