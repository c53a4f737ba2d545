"""Bytes that reach ever more of the code, by Atheris: `python tests/fuzz/guided.py TARGET`.

Targets are `reading` and `dates`; what must hold, `invariants` says. `--seconds N` says how long,
`--corpus DIR` where what was found is kept and taken up again. A failure ends the run, and what
caused it is written to `crash-...` in the current folder.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["chronology"]):
    from invariants import check_content, check_date, check_span, check_time

TESTS = Path(__file__).resolve().parents[1]
TOKENS = (
    *("events:", "- id: ", "title: ", "date: ", "citations: ", "when: ", "says: "),
    *("supports: ", "after: ", "by: ", "passage: ", " ... ", "extra: ", "rules: ", "sources: "),
    *("  - ", "---", "...", "<<: ", "&a", "*a", "!!str ", "%TAG ", "2025-02-27", "Y1E9"),
    *("[..2025]", "2025/..", "09:50/16:20~", "90 minutes~", "1..7 days", "\u202e", "\u0430"),
)  # fmt: skip


def reading(data: bytes) -> None:
    """A file's content."""
    check_content(data)


def dates(data: bytes) -> None:
    """A date, a length of time or a time of day, by the first byte."""
    check = (check_date, check_span, check_time)[data[0] % 3] if data else check_date
    check(data[1:].decode("utf-8", "surrogateescape"))


def seeds(target: str, folder: Path) -> None:
    """What the run starts from: the files of the tests, or the texts of the EDTF tables."""
    if target == "reading":
        files = [*(TESTS / "good").glob("*.yaml"), *(TESTS / "bad").glob("*.yaml")]
        contents = [file.read_bytes() for file in sorted(files)]
    else:
        lines = (TESTS / "data" / "edtf-errors.csv").read_text("utf-8").splitlines()
        texts = [line.split(",")[0] for line in lines] + list(TOKENS)
        contents = [bytes([number % 3]) + text.encode() for number, text in enumerate(texts)]
    for number, content in enumerate(contents):
        (folder / str(number)).write_bytes(content)


def main() -> None:
    """Run a target; Atheris ends the process."""
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("target", choices=["reading", "dates"])
    arguments.add_argument("--seconds", type=int, default=60, help="how long; default: 60")
    arguments.add_argument("--corpus", help="a folder to keep what was found in")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as given:
        words, start = Path(given, "words"), Path(given, "start")
        found = Path(options.corpus or Path(given, "found"))
        quoted = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in TOKENS)
        words.write_text("".join(f'"{token}"\n' for token in quoted))
        start.mkdir()
        found.mkdir(parents=True, exist_ok=True)
        seeds(options.target, start)
        limits = (f"-max_total_time={options.seconds}", "-max_len=4096", "-timeout=120")
        atheris.Setup(
            [
                sys.argv[0],
                *limits,
                f"-dict={words}",
                "-print_final_stats=1",
                str(found),
                str(start),
            ],
            {"reading": reading, "dates": dates}[options.target],
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
