"""hutong: the window, the demo, and the same jobs without a window."""

import sys


def main(words: list[str] | None = None) -> int:
    """Runs one command; 0, 1 (could not) or 2 (wrong use)."""
    from deskapp.cli import run

    return run(sys.argv[1:] if words is None else words)


if __name__ == "__main__":
    sys.exit(main())
