"""The program's face, by noun: plans as papers, and the work that comes from them."""

from motcua.plans.rest.amendments import router as amendments
from motcua.plans.rest.assessment import router as assessment
from motcua.plans.rest.drafts import router as drafts
from motcua.plans.rest.funding import router as funding
from motcua.plans.rest.holdings import router as holdings
from motcua.plans.rest.in_force import router as in_force
from motcua.plans.rest.inspecting import router as inspections
from motcua.plans.rest.opinions import router as opinions
from motcua.plans.rest.papers import router
from motcua.plans.rest.sources import router as sources
from motcua.plans.rest.targets import router as targets
from motcua.plans.rest.tasks import router as tasks
from motcua.plans.rest.urging import router as urging
from motcua.plans.rest.work import router as work

__all__ = [
    "amendments",
    "assessment",
    "drafts",
    "funding",
    "holdings",
    "in_force",
    "inspections",
    "opinions",
    "router",
    "sources",
    "targets",
    "tasks",
    "urging",
    "work",
]
