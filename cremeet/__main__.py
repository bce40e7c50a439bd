"""`python -m cremeet` and the `cremeet` command: the same door."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line given in sys.argv and return the exit status."""
    from cremeet.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
