"""Reading a plan: blocks → `PlanDocument`. Pure: no Django, no clock, no database; time linear in the document.

from motcua.plans.reader import read_plan
read_plan(document).to_json()
"""

from __future__ import annotations

from motcua.plans.reader.plan_document import PlanDocument
from motcua.plans.reader.reading import read_plan

__all__ = ["PlanDocument", "read_plan"]
