"""What an operator looks at: health of the parts, dead letters to be sent again, overridden rules to be reviewed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import delivery, rules
from motcua.organisations.permissions import actor_of, require
from motcua.portal.queries import system_state


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    require(request.user, "portal.repair")
    context = {
        "checks": system_state(),
        "letters": delivery.dead_letters()[:100],
        "overrides": rules.to_review(),
        "faults": rules.faults(),
    }
    return render(request, "portal/desk/system.html", context)


@require_POST
def resend(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "portal.repair")
    count = delivery.resend_event(uid, actor=actor_of(request.user))
    messages.success(request, gettext("Đã gửi lại {count} lần chuyển.").format(count=count))
    return redirect("portal:system")
