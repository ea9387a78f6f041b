"""Where a step leads, in the words of a form: one line for each way, "4: hồ sơ hợp lệ"; "kết thúc" ends the work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import fold
from motcua.procedures.workflows.parts import END, Flow

END_WORDS = "kết thúc"
_ENDS = {"ket thuc", "het", "end", "hoan thanh"}
_LINE = re.compile(r"\s*(?:bước\s+|buoc\s+)?(?P<to>[^:]+?)\s*(?::\s*(?P<condition>.*))?\s*", re.IGNORECASE | re.DOTALL)
KEY = re.compile(r"\d{1,3}(?:\.\d{1,3})*[a-zđ]?", re.IGNORECASE)
"""A step's number: 3, 3a, 2.1."""
_PARTS = re.compile(r"\d+|[^\d.]+")


def ways_of(text: str) -> tuple[Flow, ...]:
    """The flows that lines say. Raises Invalid with the first line that says none."""
    flows: list[Flow] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        to = found["to"].strip() if found else ""
        ends = fold(to) in _ENDS
        if found is None or not (ends or KEY.fullmatch(to)):
            wrong = FieldError(
                "ways", N_("Không hiểu dòng “{line}”. Viết như: 4: hồ sơ hợp lệ"), {"line": line.strip()[:60]}
            )
            raise Invalid(wrong.template, errors=(wrong,), code="ways", **wrong.params)
        flows.append(Flow(END if ends else to.lower(), " ".join((found["condition"] or "").split())))
    return tuple(flows)


def ways_text(flows: Sequence[Flow]) -> str:
    """The lines that say the flows."""
    lines = (f"{flow.to or END_WORDS}: {flow.condition}" if flow.condition else flow.to or END_WORDS for flow in flows)
    return "\n".join(lines)


def order_of(key: str) -> tuple[tuple[int, str], ...]:
    """Numbers as people order them: 2, 2a, 2.1, 3, 10."""
    return tuple((int(part), "") if part.isdigit() else (0, part.lower()) for part in _PARTS.findall(key))
