"""`python -m motcua`, and the console script `motcua`."""

from __future__ import annotations

import sys


def main() -> int:
    from motcua.config.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
