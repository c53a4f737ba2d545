"""The reports of what was checked: one format each, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from chronology.reports.checked import Checked, summary

__all__ = ["REPORTS", "Checked", "Report", "summary"]


@dataclass(frozen=True, slots=True)
class Report:
    """A format: its name, the suffix of its files, its media type, and what it is for.

    `module` is the module here that makes it, imported only when it is asked for. What is
    `for_people` is words, which a terminal may show in its own encoding; the others are data.
    """

    name: str
    module: str
    suffix: str
    media_type: str
    gloss: str
    for_people: bool = False

    def render(self, checked: Checked) -> str:
        """The text of the report: the same for the same diagnostics, byte for byte."""
        text: str = import_module(f"{__name__}.{self.module}").render(checked)
        return text


REPORTS: Final[dict[str, Report]] = {
    each.name: each
    for each in (
        Report("text", "text", ".txt", "text/plain", "a line for each mistake, for logs", True),
        Report("full", "full", ".txt", "text/plain", "text, with the lines of the file", True),
        Report("github", "github", ".txt", "text/plain", "annotations in GitHub Actions"),
        Report("sarif", "sarif", ".sarif", "application/sarif+json", "code scanning: SARIF 2.1.0"),
        Report("junit", "junit", ".xml", "application/xml", "test reports, in GitLab for example"),
        Report("json", "details", ".json", "application/json", "every detail, with a JSON Schema"),
    )
}
"""The reports by the name of their format."""
