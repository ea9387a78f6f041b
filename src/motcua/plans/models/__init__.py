"""Tables of the plans, by noun."""

from motcua.plans.models.assessment import (
    Assessed,
    AssessedKind,
    Criterion,
    Initiative,
    Nomination,
    Round,
    Scheme,
    Score,
)
from motcua.plans.models.bindings import Raised, TaskMeasure, Trigger
from motcua.plans.models.contents import Channel, Duty, Section, System, Target, Task, TaskUnit, Topic
from motcua.plans.models.coverage import CoverageMark, OutreachEvidence
from motcua.plans.models.drafting import (
    Amendment,
    Consultation,
    Consulted,
    DraftChange,
    Opinion,
    PlanDraft,
    PlanVersion,
)
from motcua.plans.models.feeds import CalendarFeed
from motcua.plans.models.funding import FundingLine, Spending
from motcua.plans.models.inspections import (
    Checklist,
    ChecklistItem,
    Finding,
    InspectedUnit,
    Inspection,
    InspectionKind,
    InspectionMember,
    RemedyReport,
)
from motcua.plans.models.plans import Plan
from motcua.plans.models.readings import Correction, Reading
from motcua.plans.models.targets import PlanRelease, TargetBinding, TargetReport
from motcua.plans.models.urging import UrgedWork, UrgingLetter
from motcua.plans.models.work import (
    Assignee,
    Comment,
    Deliverable,
    Difficulty,
    HandIn,
    InputRequest,
    Instruction,
    Occurrence,
    Request,
    WorkSource,
)

__all__ = [
    "Amendment",
    "Assessed",
    "AssessedKind",
    "Assignee",
    "CalendarFeed",
    "Channel",
    "Checklist",
    "ChecklistItem",
    "Comment",
    "Consultation",
    "Consulted",
    "Correction",
    "CoverageMark",
    "Criterion",
    "Deliverable",
    "Difficulty",
    "DraftChange",
    "Duty",
    "Finding",
    "FundingLine",
    "HandIn",
    "Initiative",
    "InputRequest",
    "InspectedUnit",
    "Inspection",
    "InspectionKind",
    "InspectionMember",
    "Instruction",
    "Nomination",
    "Occurrence",
    "Opinion",
    "OutreachEvidence",
    "Plan",
    "PlanDraft",
    "PlanRelease",
    "PlanVersion",
    "Raised",
    "Reading",
    "RemedyReport",
    "Request",
    "Round",
    "Scheme",
    "Score",
    "Section",
    "Spending",
    "System",
    "Target",
    "TargetBinding",
    "TargetReport",
    "Task",
    "TaskMeasure",
    "TaskUnit",
    "Topic",
    "Trigger",
    "UrgedWork",
    "UrgingLetter",
    "WorkSource",
]
