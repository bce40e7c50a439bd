"""`python -m cremeet` and the `cremeet` command: the same door."""

from __future__ import annotations

import sys

from cremeet import guard


def main() -> int:
    """Arm the guard and the fault log, run the command line given in sys.argv, and return the exit status."""
    guard.arm()
    from cremeet import logs, paths
    from cremeet.cli import run

    logs.keep_in(paths.state_folder())
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
