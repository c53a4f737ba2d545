"""What changed between the snapshots of two commits, by kind.

    python tests/snapshot_diff.py [A [B]]

`A` is by default where this branch left main; on main itself the commit before, or the last one if
the work tree has changes. `B` is by default the work tree. Both are run on the inputs of `B`, so
that only the package differs, and by today's `snapshot.py`. The snapshot of a commit is kept in
`.build/snapshots/<commit>` until the inputs or that script change.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from itertools import takewhile
from pathlib import Path
from typing import Final

import snapshot
from snapshot import INPUTS, ROOT, Result, gather, make_in_child, read_results

BUILD: Final = ROOT / ".build"
WHOLE: Final = BUILD / "snapshot.diff"
_EXAMPLES = 2
_WIDTH = 110

# ------------------------------------------------------------------------------ kinds

_DIAGNOSTIC = re.compile(
    r"(?P<place>\d+:\d+): (?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\]"
    r"|^::(?P<level>error|warning|notice) (?P<where>.*?),title=(?P<title>[a-z0-9-]+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Fact:
    """The parts of a diagnostic that are no words."""

    place: str
    severity: str
    code: str


def facts(result: Result) -> list[Fact]:
    """The diagnostics in what a command printed as text, whichever stream it took."""
    text = (result.out + result.err).decode("utf-8", "replace")
    return [
        Fact(*(found[ours] or found[github] for ours, github in _SAME))
        for found in _DIAGNOSTIC.finditer(text)
    ]


_SAME = (("place", "where"), ("severity", "level"), ("code", "title"))
"""The names of the groups for our own lines, and for annotations on GitHub."""


def kinds(old: Result, new: Result) -> list[str]:
    """In what two results of one command differ; empty if they do not.

    Where other codes are reported, places and severities are those of other diagnostics, and are
    not compared. Output without diagnostics, and JSON and XML, are compared as a whole.
    """
    if (old.end, old.out, old.err) == (new.end, new.out, new.err):
        return []
    found = ["exit status"] if old.end != new.end else []
    if (old.out, old.err) == (new.out, new.err):
        return found
    before, after = facts(old), facts(new)
    if not (before or after) or {old.out[:1], new.out[:1]} & {b"{", b"<"}:
        return [*found, "output"]
    if Counter(each.code for each in before) != Counter(each.code for each in after):
        return [*found, "codes"]
    other = [
        kind
        for kind, field in (("severities", "severity"), ("places", "place"))
        if Counter((getattr(each, field), each.code) for each in before)
        != Counter((getattr(each, field), each.code) for each in after)
    ]
    if not other:
        other = ["words only" if before == after else "order"]
    return [*found, *other]


def use_of(name: str) -> str:
    """The use of the command that a section's name stands for, without an event's id or a word."""
    return re.sub(r"^(show|explain) .*", r"\1", name)


def kind_of(path: str) -> str:
    """The kind of a file of the site: the pages of a folder, or its suffix."""
    _, *folders, name = path.split("/")
    if name.endswith((".html", ".md")):
        singular = {"events": "event", "people": "person", "parties": "party"}
        return (
            f"{singular.get(folders[0], folders[0].removesuffix('s'))} pages"
            if folders
            else ("other pages")
        )
    return "api" if folders[:1] == ["api"] else name.rpartition(".")[2]


# ------------------------------------------------------------------------------ comparison


@dataclass(frozen=True)
class Change:
    """One result of one command, or one file, that differs.

    `group` is the line of the summary that counts it, `kind` the word there.
    """

    group: str
    kind: str
    where: str
    example: tuple[str, ...] = ()


def changes(old: Path, new: Path) -> Iterator[Change]:
    """All that differs between two snapshots."""
    yield from _changed_results(old, new)
    yield from _changed_files(_manifest(old), _manifest(new))


def _changed_results(old: Path, new: Path) -> Iterator[Change]:
    for file in _names(old, new):
        before, after = (_results(folder / file) for folder in (old, new))
        where = file.removeprefix("files/").removesuffix(".txt")
        for name in dict.fromkeys([*before, *after]):
            if name not in after:
                yield Change(use_of(name), "gone", where)
            elif name not in before:
                yield Change(use_of(name), "new", where)
            elif not (before[name].same and before[name].same == after[name].same):
                # What repeats another command's result on both sides has been counted there.
                for kind in kinds(before[name], after[name]):
                    lines = _first_lines(before[name], after[name])
                    yield Change(use_of(name), kind, where, lines)


def _names(old: Path, new: Path) -> list[str]:
    names = {
        file.relative_to(folder).as_posix()
        for folder in (old, new)
        for pattern in ("files/**/*.txt", "words/*.txt", "site.txt")
        for file in folder.glob(pattern)
    }
    return sorted(names)


def _results(file: Path) -> dict[str, Result]:
    return read_results(file) if file.exists() else {}


def _first_lines(old: Result, new: Result) -> tuple[str, ...]:
    """The first lines that differ, old and new."""
    texts = [
        [each.end, *(each.out + each.err).decode("utf-8", "replace").split("\n")]
        for each in (old, new)
    ]
    marked = (
        f"{mark} {line}"
        for mark, old_or_new in zip("-+", _first_difference(*texts), strict=True)
        for line in old_or_new[:1]
    )
    return tuple(line if len(line) <= _WIDTH else f"{line[:_WIDTH]}..." for line in marked)


def _first_difference(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The first run of lines that differs; it begins where the texts part."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[start : start + _FAR], new[start : start + _FAR]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    (_, a, b, c, d) = next(each for each in matcher.get_opcodes() if each[0] != "equal")
    return old[a:b], new[c:d]


_FAR = 100
"""Lines in which the end of a difference is looked for; it takes the square of that."""


def _manifest(folder: Path) -> dict[str, str]:
    """The digests of the site's files by their paths."""
    lines = (folder / "MANIFEST").read_text("utf-8").splitlines()
    parts = (line.split(maxsplit=2) for line in lines)
    return {path: digest for digest, _, path in parts}


def _changed_files(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for path in sorted({*old, *new}):
        if old.get(path) != new.get(path):
            how = "changed" if path in old and path in new else "new" if path in new else "gone"
            yield Change(path.partition("/")[0], f"{kind_of(path)} {how}", path)


def summary(found: list[Change]) -> Iterator[str]:
    """The changes by kind: a line for each use of the command, with a few examples below it."""
    for group in sorted({each.group for each in found}):
        within = [each for each in found if each.group == group]
        counts = Counter(each.kind for each in within)
        places = len({each.where for each in within})
        words = [] if group in {"site", "pages"} else [f"{places} file{'s' * (places > 1)}"]
        if [*counts] != ["output"]:  # of which there is no more to say
            words.append(", ".join(f"{kind} {count}" for kind, count in counts.most_common()))
        yield f"{group}: {': '.join(words)}"
        for kind in counts:
            # What two files show alike is shown once.
            alike = {each.example or each.where: each for each in within if each.kind == kind}
            for each in [*alike.values()][:_EXAMPLES]:
                yield f"    {kind}: {each.where}"
                yield from (f"      {line}" for line in each.example)


def whole_difference(old: Path, new: Path) -> Iterator[str]:
    """Every line that differs between two snapshots, as a unified diff."""
    names = {
        file.relative_to(folder).as_posix()
        for folder in (old, new)
        for file in folder.rglob("*")
        if file.is_file()
    }
    for name in sorted(names):
        before, after = (_lines(folder / name) for folder in (old, new))
        if before != after:
            yield from difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")


def _lines(file: Path) -> list[str]:
    """The lines of a file, each with an end, and no others than those of `diff`."""
    if not file.exists():
        return []
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")]


# ------------------------------------------------------------------------------ commits


def git(*arguments: str | Path) -> str:
    """What git prints; nothing if it fails."""
    done = subprocess.run(
        ["git", "-C", ROOT, *arguments],  # noqa: S607 - the git that the developer uses
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def commit_named(revision: str) -> str:
    """The full name of a commit."""
    if found := git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        return found
    raise SystemExit(f"there is no commit {revision}")


def default_base() -> str:
    """The commit that the work tree is compared with where nobody names one."""
    head, forked = commit_named("HEAD"), git("merge-base", "HEAD", "main")
    if forked not in {"", head}:
        return forked
    return head if git("status", "--porcelain") else commit_named("HEAD~1")


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """A work tree with the files of a commit, for a time."""
    folder = BUILD / "worktrees" / commit
    git("worktree", "remove", "--force", folder)  # of a run that was cut short
    shutil.rmtree(folder, ignore_errors=True)
    # By force, since `make clean` removes the folder, and git does not know.
    git("worktree", "add", "--force", "--detach", folder, commit)
    if not folder.is_dir():
        raise SystemExit(f"git cannot check {commit} out")
    try:
        yield folder
    finally:
        git("worktree", "remove", "--force", folder)


def seen_with(inputs: Path) -> str:
    """A name for everything but the package that a snapshot depends on."""
    digest = hashlib.sha256(Path(snapshot.__file__).read_bytes())
    digest.update(sys.version.encode())
    for installed in sorted(f"{each.name} {each.version}" for each in distributions()):
        digest.update(installed.encode())
    for file in sorted(path for path in inputs.rglob("*") if path.is_file()):
        digest.update(file.relative_to(inputs).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def snapshot_of(commit: str, inputs: Path, name: str) -> Path:
    """The snapshot of a commit's package, made now or before; `name` is that of `seen_with`."""
    kept = BUILD / "snapshots" / commit
    output = kept / name
    if not output.is_dir():
        shutil.rmtree(kept, ignore_errors=True)  # it was made of other inputs
        with checked_out(commit) as package:
            make_in_child(package, inputs, output)
    return output


def other_inputs(old: str, new: str | None) -> Iterator[str]:
    """What is to be known of the inputs: which are new since a commit, changed, or gone."""
    commits = [old, new] if new else [old]
    listed = git("diff", "--name-status", "--no-renames", *commits, "--", *INPUTS).splitlines()
    if not new:
        untracked = git("ls-files", "--others", "--exclude-standard", "--", *INPUTS)
        listed += [f"A\t{name}" for name in untracked.splitlines()]
    words = {"A": "new", "M": "changed", "D": "gone, and not tried"}
    for letter, word in words.items():
        names = [line[2:] for line in listed if line.startswith(letter)]
        if names:
            more = " ..." if len(names) > 5 else ""
            yield f"inputs {word}: {len(names)}: {' '.join(names[:5])}{more}"


def main() -> None:
    """Compare two commits, or a commit with the work tree, and print what changed."""
    given = [name for name in sys.argv[1:] if name]
    old = commit_named(given[0]) if given else default_base()
    new = commit_named(given[1]) if given[1:] else None
    BUILD.mkdir(exist_ok=True)
    with ExitStack() as stack:
        inputs = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=BUILD)))
        gather(stack.enter_context(checked_out(new)) if new else ROOT, inputs)
        name = seen_with(inputs)
        before = snapshot_of(old, inputs, name)
        if new:
            after = snapshot_of(new, inputs, name)
        else:
            after = BUILD / "snapshot"
            make_in_child(ROOT, inputs, after)
    sys.stdout.write(f"A: {git('log', '-1', '--format=%h %s', old)}\n")
    sys.stdout.write(f"B: {git('log', '-1', '--format=%h %s', new) if new else 'the work tree'}\n")
    sys.stdout.writelines(f"{line}\n" for line in other_inputs(old, new))
    found = list(changes(before, after))
    sys.stdout.writelines(f"{line}\n" for line in summary(found))
    whole = "".join(whole_difference(before, after))
    WHOLE.write_bytes(whole.encode("utf-8", "surrogateescape"))
    if whole:
        sys.stdout.write(f"the whole difference: {WHOLE.relative_to(ROOT)}\n")
    else:
        sys.stdout.write("no difference\n")


if __name__ == "__main__":
    main()
