"""Locks carry hashes and no registry hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def main() -> int:
    names = subprocess.run(
        ["git", "ls-files", "requirements/*.txt", "package-lock.json"], capture_output=True, text=True, check=True
    )
    bad = [
        name
        for name in names.stdout.split()
        if re.search(
            r'index-url|"resolved": *"https?://|^ *https?://', Path(name).read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    for name in bad:
        print(f"{name}: names a registry host")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
