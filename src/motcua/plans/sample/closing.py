"""What is closed and public in the sample province: the last quarter's figures frozen, what leaders have released."""

from __future__ import annotations

from motcua.indicators.rules.periods import current, following
from motcua.indicators.services.releases import release_indicator
from motcua.indicators.services.snapshots import close_period
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.indicators import Span
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import user_named
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.plans import plans_for
from motcua.plans.services.targets import release_plan
from motcua.plans.workflow import PlanState

BOARD, OFFICE = "bql-kcn", "vanphong"
PUBLIC = "plans.occurrences_on_time"
PROVINCE = "ubnd-dong-nai"
QUALITY = ("published_on_time_766", "disclosed_on_time_766", "complete_766")
"""Of the registry: what the index of service quality is made of so far."""


def load_closing() -> None:
    """The quarter before today's is closed by the office; the head of the board lets the public see the board's own plan and figure, the
    head of the province how well procedures are published.
    """
    with events.untold():
        last = following(current(clock.today(), Span.QUARTER), -1)
        close_period(f"{last.year}-Q{last.number}", actor=actor_of(user_named(OFFICE)))
        board = unit_named(BOARD)
        if (head := head_of(unit_named(PROVINCE), clock.today())) is not None:
            actor = Actor(Ref.to("officer", head.uid), head.person.name, head.post, PROVINCE)
            for key in QUALITY:
                release_indicator(f"procedures.{key}", unit=None, mode="live", actor=actor)
        leader = head_of(board, clock.today())
        plan = (
            plans_for(user_named(OFFICE))
            .filter(owner=board, state=PlanState.ISSUED, year__isnull=False)
            .order_by("-year", "pk")
            .first()
        )
        if leader is None or plan is None:
            return
        actor = Actor(Ref.to("officer", leader.uid), leader.person.name, leader.post, BOARD)
        release_indicator(PUBLIC, unit=board.pk, mode="frozen", actor=actor)
        release_plan(plan, actor=actor, text=True, progress=True, targets="live")
