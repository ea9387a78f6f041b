"""Files of procedures → rows, each read or refused with its reason. The shape is seen from the file where nobody names it."""

from __future__ import annotations

from motcua.procedures.imports.files import SHAPES, read_file

__all__ = ["SHAPES", "read_file"]
