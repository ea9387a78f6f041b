"""BPMN 2.0: an export and import format of workflows, not the engine. Pure.

`write_bpmn` makes a file with lanes for roles, gateways for splits and joins, and the drawing; `read_bpmn` reads it back equal, and reads
files of other tools as far as a table can say what they say.
"""

from __future__ import annotations

from motcua.procedures.workflows.bpmn.reading import BpmnRead, read_bpmn
from motcua.procedures.workflows.bpmn.writing import time_words, write_bpmn

__all__ = ["BpmnRead", "read_bpmn", "time_words", "write_bpmn"]
