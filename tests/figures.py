"""Figures of the house, printed; none of them is a goal.

    python tests/figures.py

Lines of code are those without blanks, comments and docstrings; a text that stands alone below a
name is a docstring, too. A private function begins with one underscore; it has one caller if its
name is used in one place outside its own body, in its module or where that is imported from. A
comment says why unless it is an exemption of a linter or formatter, a rule between sections, or the
first line of a script; what a comment is worth no program can tell.
"""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "chronology"

_NO_REASON = re.compile(r"#\s*(!|noqa\b|ruff:|type:|fmt:|pragma:|mypy:|-{5,}|={5,})")
_NO_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}

_TRACED = """
import inspect, json, os, sys
from pathlib import Path
package, functions, modules = sys.argv[1] + os.sep, set(), set()

def note(frame, event, _):
    code = frame.f_code
    if event != "call" or not code.co_filename.startswith(package):
        return
    if code.co_name == "<module>":
        modules.add(code.co_filename)
    elif code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<"):
        functions.add((code.co_filename, code.co_firstlineno, code.co_name))

sys.setprofile(note)
from chronology.cli import main
status = main(["validate", "draft.yaml"])
sys.setprofile(None)
Path("traced.json").write_text(json.dumps([status, len(functions), len(modules)]))
"""
"""A program that notes which functions and modules run; the body of a class is no function, nor is
a lambda or a comprehension."""


@dataclass(frozen=True)
class Figures:
    """What is counted in the modules of a package."""

    modules: int = 0
    lines: int = 0
    code_lines: int = 0
    functions: int = 0
    private_with_one_caller: int = 0
    reasons: int = 0


@dataclass(frozen=True)
class Run:
    """What of a package one run of a command takes."""

    functions: int
    modules: int


def count(package: Path) -> Figures:
    """The figures of all modules below a folder."""
    texts = {file: file.read_text("utf-8") for file in sorted(package.rglob("*.py"))}
    trees = {file: ast.parse(text) for file, text in texts.items()}
    return Figures(
        len(texts),
        sum(len(text.splitlines()) for text in texts.values()),
        sum(len(code_lines(texts[file], tree)) for file, tree in trees.items()),
        sum(len(list(_functions(tree))) for tree in trees.values()),
        sum(1 for _ in _called_once(list(trees.values()))),
        sum(len(_reasons(text)) for text in texts.values()),
    )


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(text).readline)


def code_lines(text: str, tree: ast.Module) -> set[int]:
    """The numbers of the lines that hold code."""
    code = {
        line
        for token in _tokens(text)
        if token.type not in _NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    for node in ast.walk(tree):
        constant = node.value if isinstance(node, ast.Expr) else None
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
            code.difference_update(range(constant.lineno, (constant.end_lineno or 0) + 1))
    return code


def _reasons(text: str) -> set[int]:
    """The numbers of the lines with a comment that says why."""
    comments = (token for token in _tokens(text) if token.type == tokenize.COMMENT)
    return {each.start[0] for each in comments if not _NO_REASON.match(each.string)}


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _called_once(trees: list[ast.Module]) -> Iterator[str]:
    """The private functions and methods whose names are used in one place.

    A module that imports a private name uses it where it says so, and not by the import. A name
    that several modules give to functions of their own is looked up in each by itself.
    """
    imports = Counter(
        alias.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )
    everywhere = sum(map(_uses, trees), Counter[str]())
    for tree in trees:
        uses = _uses(tree)
        for function in _functions(tree):
            name = function.name
            if not name.startswith("_") or name.startswith("__"):
                continue
            known = everywhere if imports[name] else uses
            if known[name] - _uses(function, name)[name] == 1:
                yield name


def _uses(tree: ast.AST, only: str = "") -> Counter[str]:
    """How often each name, or an attribute of that name, is read."""
    names = (
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    )
    return Counter(name for name in names if not only or name == only)


def draft(readme: str) -> str:
    """The draft with mistakes that the README shows."""
    found = re.search(r'^```yaml title="draft\.yaml"\n(.*?)^```$', readme, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit("the README shows no draft.yaml")
    return found[1]


def trace(package: Path, text: str) -> Run:
    """The functions and modules of a package that `chronology validate` runs on a text."""
    environment = os.environ | {"PYTHONPATH": str(package.parent)}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.yaml").write_text(text, "utf-8")
        command = [sys.executable, "-c", _TRACED, str(package)]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        status, functions, modules = json.loads((Path(folder) / "traced.json").read_text("utf-8"))
    if status == 2:
        raise SystemExit("the draft could not be validated")
    return Run(functions, modules)


def main() -> None:
    """Print the figures of this checkout."""
    figures = count(PACKAGE)
    run = trace(PACKAGE, draft((ROOT / "README.md").read_text("utf-8")))
    rows = {
        "modules": figures.modules,
        "lines": figures.lines,
        "lines of code": figures.code_lines,
        "functions": figures.functions,
        "private functions with one caller": figures.private_with_one_caller,
        "lines with a comment that says why": figures.reasons,
        "functions run by `validate` of the README's draft": run.functions,
        "modules run by it": run.modules,
    }
    for name, number in rows.items():
        sys.stdout.write(f"{number:7,}  {name}\n")


if __name__ == "__main__":
    main()
