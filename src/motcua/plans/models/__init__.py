"""Tables of the plans, by noun."""

from motcua.plans.models.contents import Channel, Duty, Section, System, Target, Task, TaskUnit, Topic
from motcua.plans.models.plans import Plan
from motcua.plans.models.readings import Correction, Reading
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
    "Assignee",
    "Channel",
    "Comment",
    "Correction",
    "Deliverable",
    "Difficulty",
    "Duty",
    "HandIn",
    "InputRequest",
    "Instruction",
    "Occurrence",
    "Plan",
    "Reading",
    "Request",
    "Section",
    "System",
    "Target",
    "Task",
    "TaskUnit",
    "Topic",
    "WorkSource",
]
