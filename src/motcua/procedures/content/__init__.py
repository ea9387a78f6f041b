"""The parts of an administrative procedure, as Điều 8 khoản 2 Nghị định 63/2010/NĐ-CP (sửa đổi bởi 92/2017/NĐ-CP) lists them. Pure.

`Content` is one version's whole text, immutable: what an import reads, what a decision publishes, what two versions are compared by.
`as_json` and `from_json` are its stored form, `missing_parts` its completeness, `differences` what changed part by part.
"""

from __future__ import annotations

from motcua.procedures.content.bounds import Excess, coded, excessive, most_letters, twice_coded
from motcua.procedures.content.comparing import Difference, differences
from motcua.procedures.content.completeness import demanded, denied, impossible, miscounted, missing_parts
from motcua.procedures.content.merging import carried, changed_parts, emptied, only_listed, says, with_parts
from motcua.procedures.content.parts import (
    SAMPLE_ORIGIN,
    Agency,
    AgencyRole,
    Answer,
    Audience,
    Channel,
    ChannelKind,
    Component,
    Condition,
    Content,
    Fee,
    FeeKind,
    Given,
    Ground,
    Level,
    Limit,
    Part,
    Result,
    Step,
    Unread,
)
from motcua.procedures.content.stored import as_json, fingerprint, from_json, from_outside

__all__ = [
    "SAMPLE_ORIGIN",
    "Agency",
    "AgencyRole",
    "Answer",
    "Audience",
    "Channel",
    "ChannelKind",
    "Component",
    "Condition",
    "Content",
    "Difference",
    "Excess",
    "Fee",
    "FeeKind",
    "Given",
    "Ground",
    "Level",
    "Limit",
    "Part",
    "Result",
    "Step",
    "Unread",
    "as_json",
    "carried",
    "changed_parts",
    "coded",
    "demanded",
    "denied",
    "differences",
    "emptied",
    "excessive",
    "fingerprint",
    "from_json",
    "from_outside",
    "impossible",
    "miscounted",
    "missing_parts",
    "most_letters",
    "only_listed",
    "says",
    "twice_coded",
    "with_parts",
]
