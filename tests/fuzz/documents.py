"""Real files, damaged at random by Hypothesis: `python tests/fuzz/documents.py --seconds N`.

Pieces are cut out, copied, exchanged, and naughty ones put in; what must hold then, `invariants`
says. A failure is shown with the smallest file that Hypothesis finds, and ends the run.
"""

import time
from argparse import ArgumentParser
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from invariants import check_content

TESTS = Path(__file__).resolve().parents[1]

NAUGHTY = (
    *("\n", "\n  - ", "\n    ", ": ", "- ", "[", "]", "{", "}", ",", '"', "'", "&a ", "*a", "<<: "),
    *("!x ", "!!str ", "|", ">", "#", " #", "%", "@", "?", "? ", "\t", "\r", "\r\n", "\n---\n"),
    *("\n...\n", "\\", "~", "null", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ufffd", "\xad"),
    *("\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\u0430", "\uff11", "\u05d0", "\U0001f54a"),
    *("\ud800", '"\\ud800"', '"\\u202e"', "events:", "\nevents:\n", "\n  - id: x\n", "extra: {x: "),
    *("2025-02-30", "[..2025]", "{2025}", "2025/2024", "Y1E99", "-0000", "XXXX-02-29", "1e999999"),
    *("when: {says: x, after: ", "by: 999999 years", "supports: ", "differs: {date: x}", "0" * 50),
    *("rules: {no-date: off}\n", "license: ''\n", "timezone: Mars/Base\n", "  ", "x" * 2_000),
)  # fmt: skip


def pieces() -> list[str]:
    """Files of a size that can be damaged everywhere: those of the tests, and events of our own."""
    files = [*(TESTS / "good").glob("*.yaml"), *(TESTS / "bad").glob("*.yaml")]
    texts = [file.read_bytes().decode("utf-8", "replace") for file in sorted(files)]
    head, *events = (TESTS.parent / "events.yaml").read_text("utf-8").split("\n  - id: ")
    registries = head[: head.index("\nevents:")]
    own = ["\n  - id: ".join(["events:", *events[n : n + 3]]) for n in range(0, len(events), 3)]
    return [*texts, registries + "\nevents: []\n", *own]


@st.composite
def damaged(draw: st.DrawFn, texts: list[str]) -> str:
    """One of the texts after a few random cuts, copies, exchanges and insertions."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 8))):
        first, second = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        part, rest = text[first:second], text[:first] + text[second:]
        match draw(st.sampled_from(["cut", "copy", "swap", "insert", "insert", "line"])):
            case "cut":
                text = rest if len(part) < 200 else text[:first] + text[first + 1 :]
            case "copy":
                text = text[:second] + part[:500] + text[second:]
            case "swap":
                middle = (first + second) // 2
                text = text[:first] + text[middle:second] + text[first:middle] + text[second:]
            case "insert":
                text = text[:first] + draw(st.sampled_from(NAUGHTY)) + text[first:]
            case _:
                lines = text.split("\n")
                line = draw(st.integers(0, len(lines) - 1))
                lines[line] = " " * draw(st.integers(0, 6)) + lines[line].lstrip()
                text = "\n".join(lines)
    return text


def run(seconds: float) -> int:
    """Damage files until the time is over; how often that was done."""
    texts, rounds = pieces(), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:

        @seed(rounds)
        @settings(
            max_examples=50,
            deadline=None,
            database=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(content=damaged(texts))
        def check(content: str) -> None:
            """What must hold holds for a text, and for its bytes."""
            check_content(content)
            check_content(content.encode("utf-8", "surrogatepass"))

        check()
        rounds += 1
    return rounds * 50


if __name__ == "__main__":
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60.0, help="how long; default: 60")
    print(run(arguments.parse_args().seconds), "files")  # noqa: T201  # what a script is for
