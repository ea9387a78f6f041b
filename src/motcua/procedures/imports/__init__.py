"""Files of procedures → rows, each read or refused with its reason. The shape is seen from the file; `--source` names it where it is not."""

from __future__ import annotations

from motcua.procedures.imports.files import SHAPES, Bad, Good, Row, read_file

__all__ = ["SHAPES", "Bad", "Good", "Row", "read_file"]
