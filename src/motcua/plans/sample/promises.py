"""What the sample plans promise about procedures is measured by the registry: the proposals of the machine, confirmed by the office."""

from __future__ import annotations

from motcua.kernel import clock, events
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import user_named
from motcua.plans.queries.plans import plans_for
from motcua.plans.queries.targets import live_targets
from motcua.plans.services.targets import bind_target

OFFICE, PACKAGE = "vanphong", "procedures"


def load_promises() -> None:
    """Bind each target of a sample plan for which an indicator of the registry is proposed."""
    office = user_named(OFFICE)
    with events.untold():
        for plan in plans_for(office).filter(is_sample=True).order_by("pk"):
            for one in live_targets(plan, clock.today()):
                if one.proposal is not None and one.indicator is not None and one.indicator.package == PACKAGE:
                    bind_target(one.target, indicator=one.proposal.key, actor=actor_of(office))
