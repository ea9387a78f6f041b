"""Forms of electronic identifiers of agencies (DOMAIN 2.7: QĐ 20/2020/QĐ-TTg; the old form of QCVN 102:2016). Pure."""

from __future__ import annotations

import re

_QD20 = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*")
_QCVN102 = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
LONGEST = 35


def normal(value: str) -> str:
    return value.strip().upper()


def fits(scheme: str, value: str) -> bool:
    """Whether a (normal) value has the form of its scheme. Schemes without a rule take anything that is not empty."""
    match scheme:
        case "QD20":
            return len(value) <= LONGEST and _QD20.fullmatch(value) is not None
        case "QCVN102":
            return _QCVN102.fullmatch(value) is not None
        case _:
            return 0 < len(value) <= 60


def level(value: str) -> int:
    """Level of a QĐ 20 identifier: `H19` is 1, `H19.20` is 2."""
    return value.count(".") + 1
