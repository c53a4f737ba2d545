"""The fuzzers of tests/fuzz, for half a minute each, and what they and we have found with them."""

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent / "fuzz"
SECONDS = 30


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["documents.py"], ["guided.py", "reading"], ["guided.py", "dates"]]
)
def test_fuzzers(arguments: list[str], tmp_path: Path) -> None:
    """Half a minute of damage at random breaks nothing that holds for every file and every date."""
    if arguments[0] == "guided.py":
        pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    script, *rest = arguments
    command = [sys.executable, str(FUZZ / script), *rest, "--seconds", str(SECONDS)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4_000:]
