"""Acts on plans and what comes of them: the page of one act, and sending a draft on its route."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from motcua.documents.queries.approvals import routes_for
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.plans.forms.drafts import SubmitForm
from motcua.ui.acting import act as ui_act

act = partial(ui_act, says_status=False)
"""Acts of plans answer 200 with what is wrong in the form."""


def submit_for_approval(
    request: HttpRequest, found: Any, run: Callable[..., object], *, back: tuple[Any, str], hint: Any = ""
) -> HttpResponse:
    """Send a draft or an amendment (`found`) on the route that is chosen (Trình duyệt)."""
    routes = routes_for(found.plan.issuer or found.plan.owner, "plan", clock.today())
    form = SubmitForm(
        request.POST if request.method == "POST" else None,
        routes=[(r.key, r.name) for r in routes],
        initial={"version": found.version},
    )
    return act(
        request,
        form,
        lambda data: run(
            found,
            actor=actor_of(request.user),
            version=data["version"] or 0,
            route=data["route"],
            opinion=data["opinion"],
        ),
        title=_("Trình duyệt"),
        back=back,
        hint=hint,
        done=_("Đã trình."),
        to=lambda approval: str(approval.address),
    )
