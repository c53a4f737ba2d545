"""SARIF 2.1.0, the OASIS standard for findings: code scanning and many editors read it."""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from chronology.findings import Code, Diagnostic, Related, dotted
from chronology.reports import Checked, json_text, left_out
from chronology.reports.text import Lines
from chronology.rules import CODES
from chronology.text import one_line

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_FINGERPRINT = "subject/v1"
"""The name of our fingerprint; GitHub's own is of the line's text, and is left to its uploader."""

_NUMBERS = {name: number for number, name in enumerate(CODES)}


def render(checked: Checked) -> str:
    """The log of one run, with all our rules, and a result for each diagnostic."""
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "chronology",
                "semanticVersion": version("chronology-data"),
                "rules": [_rule(code) for code in CODES.values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not checked.unread,
                "toolExecutionNotifications": [
                    *({"level": "error", "message": _message(each)} for each in checked.unread),
                    *(_not_examined(checked, file) for file in checked.unexamined),
                ],
            }
        ],
        "artifacts": [{"location": _artifact(checked, file)} for file in checked.parts],
        "columnKind": "unicodeCodePoints",
        "results": _results(checked),
        "properties": {"elsewhere": checked.elsewhere},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _not_examined(checked: Checked, file: str) -> dict[str, Any]:
    """The notification that a file was not checked as a whole."""
    location = {"physicalLocation": {"artifactLocation": _artifact(checked, file)}}
    message = _message(left_out([checked.unexamined[file]]))
    return {"level": "warning", "message": message, "locations": [location]}


def _rule(code: Code) -> dict[str, Any]:
    summary, rest = code.summary, one_line(code.explanation.removeprefix(code.summary))
    return {
        "id": code.name,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": rest or summary},
        "help": {
            "text": "\n\n".join(filter(None, (summary, rest))),
            "markdown": "\n\n".join(filter(None, (f"**{summary}**", rest))),
        },
        "defaultConfiguration": {"level": code.severity.value},
        "properties": {"tags": [code.stage.value]},
    }


def _results(checked: Checked) -> list[dict[str, Any]]:
    lines, seen, results = Lines(checked.texts), Counter[str](), list[dict[str, Any]]()
    for each in checked.diagnostics:
        hint = f"\nhint: {each.hint}" if each.hint else ""
        related = (
            {"id": number, "message": _message(other.text), **_location(checked, other, lines)}
            for number, other in enumerate(each.related, 1)
        )
        print_ = _fingerprint(checked, each)
        seen[print_] += 1
        same = f":{seen[print_]}" if seen[print_] > 1 else ""
        results.append(
            {
                "ruleId": each.code,
                "ruleIndex": _NUMBERS[each.code],
                "level": each.severity.value,
                "message": _message(each.message + hint),
                "locations": [_location(checked, each, lines)],
                "relatedLocations": list(related),
                "properties": {"path": dotted(each.path), "event": checked.event(each)},
                "partialFingerprints": {_FINGERPRINT: print_ + same},
            }
        )
    return results


def _message(text: str) -> dict[str, str]:
    """A message without links: in SARIF's plain text, `[words](address)` is one (3.11.6)."""
    return {"text": text.replace("](", "\\](")}


def _location(checked: Checked, each: Diagnostic | Related, lines: Lines) -> dict[str, Any]:
    region = {"startLine": each.position.line, "startColumn": each.position.column}
    if end := lines.end(each.file, each.position):
        region["endColumn"] = end
    artifact = _artifact(checked, each.file)
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _artifact(checked: Checked, file: str) -> dict[str, str]:
    """A file's address: in the repository relative to its root, as code scanning wants it."""
    path = checked.path(file)
    # A colon in the first part of a relative address would make that a scheme.
    uri = quote(path, safe="/", errors="backslashreplace")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri}


def _fingerprint(checked: Checked, each: Diagnostic) -> str:
    """A hash that stays the same where only lines move, or other events come and go."""
    stable = "\n".join((each.code, checked.subject(each), each.message))
    return hashlib.sha256(stable.encode("utf-8", "backslashreplace")).hexdigest()[:32]
