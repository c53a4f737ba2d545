"""Where the command `chronology` starts, and `python -m chronology`."""

import sys

_INTERRUPTED = 130
"""The exit code that shells report of a program that was interrupted."""


def main(prog: str = "chronology") -> int:
    """Run one command; the exit code. Ctrl-C ends it in one line, even while it is imported."""
    try:
        from chronology.cli import main as run

        return run(prog=prog)
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first one is being obeyed
        if sys.stderr is not None:  # as Python has it where the shell said `2>&-`
            sys.stderr.write("chronology: interrupted\n")
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main("python -m chronology"))
