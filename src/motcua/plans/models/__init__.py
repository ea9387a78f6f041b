"""Tables of the plans, by noun."""

from motcua.plans.models.contents import Channel, Duty, Section, System, Target, Task, TaskUnit, Topic
from motcua.plans.models.plans import Plan
from motcua.plans.models.readings import Correction, Reading

__all__ = [
    "Channel",
    "Correction",
    "Duty",
    "Plan",
    "Reading",
    "Section",
    "System",
    "Target",
    "Task",
    "TaskUnit",
    "Topic",
]
