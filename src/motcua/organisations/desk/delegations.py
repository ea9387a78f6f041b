"""Standing in for somebody who is away: mine, and who stands in for whom; making one, ending one early; choosing the post to act in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError, NotFound
from motcua.organisations.desk.account import account_of
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import DelegationForm
from motcua.organisations.permissions import ACTING, actor_of, has_any_grant, require, visible
from motcua.organisations.queries import delegations, staffing, units
from motcua.organisations.queries.delegations import FOR_OTHERS
from motcua.organisations.services import delegations as services
from motcua.ui.badges import Badge, Tone


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One's own, given and received; and everybody who stands in for somebody now, for whoever looks for a colleague."""
    user = account_of(request)
    mine = delegations.delegations_of_user(user)
    own = {o.pk for o in delegations.officers_of(user, clock.today())}
    standing = list(staffing.standing_now()[:200])
    endable = set(visible(staffing.standing_now(), user, FOR_OTHERS, "giver__unit").values_list("pk", flat=True))
    names = units.names_on(
        [pk for d in (*mine, *standing) for pk in (d.giver.unit_id, d.receiver.unit_id)], clock.today()
    )
    context = {
        "given": [_shown(d, names) for d in mine if d.giver.person.user_id == user.pk],
        "received": [_shown(d, names) for d in mine if d.receiver.person.user_id == user.pk],
        "standing": [
            _shown(d, names) | {"may_end": d.pk in endable} for d in standing if not {d.giver_id, d.receiver_id} & own
        ],
        "may_add": bool(own) or has_any_grant(user, FOR_OTHERS),
    }
    return render(request, "organisations/desk/delegations.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    user = account_of(request)
    own = delegations.officers_of(user, clock.today())
    for_others = has_any_grant(user, FOR_OTHERS)
    form = DelegationForm(request.POST or None, own=own, for_others=for_others, initial={"starts": clock.today()})
    if request.method == "POST" and form.is_valid():
        giver = form.absent()
        if giver.pk not in {o.pk for o in own}:
            require(user, FOR_OTHERS, giver.unit)
        try:
            services.delegate(
                giver,
                form.cleaned_data["receiver"],
                starts=form.moment("starts"),
                ends=form.moment("ends"),
                reason=form.cleaned_data["reason"],
                ground=form.ground(),
                actor=actor_of(user),
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi. Trong thời gian đó việc và thông báo đến cả người làm thay."))
            return redirect("organisations:delegations")
    return form_page(
        request,
        form,
        title=gettext("Ủy quyền xử lý khi vắng"),
        text=gettext(
            "Người làm thay thấy và làm được việc của người vắng, nhận thông báo của người vắng; không được ký thay. "
            "Ký thay, ký thừa ủy quyền phải có văn bản riêng."
        ),
        back=reverse("organisations:delegations"),
        button=gettext("Ủy quyền"),
    )


@require_POST
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = account_of(request)
    found = delegations.delegation_of(str(uid))
    delegations.require_may_end(user, found)
    services.end_delegation(found, actor=actor_of(user))
    messages.success(request, gettext("Đã kết thúc; việc và thông báo chỉ còn đến người giữ vị trí."))
    return redirect("organisations:delegations")


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """In which of their posts the person acts from now on, in this session."""
    user = account_of(request)
    chosen = str(request.POST.get("officer", ""))
    held = {str(o.uid): o for o in delegations.officers_of(user, clock.today())}
    if chosen not in held:
        raise NotFound("Bạn không giữ chức vụ này hôm nay.", code="no_officer")
    request.session[ACTING] = chosen
    messages.success(request, gettext("Từ nay bạn làm việc với tư cách {post}.").format(post=held[chosen].post))
    back = str(request.POST.get("next", ""))
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/desk/")
    return redirect(back if safe else "organisations:account")


def _shown(delegation: Any, names: dict[int, str]) -> dict[str, Any]:
    now = clock.now()
    over = delegation.ends_at <= max(now, delegation.starts_at)
    if over:
        early = delegation.ends_at < delegation.planned_end
        state = Badge(gettext("Kết thúc sớm") if early else gettext("Đã hết"), Tone.PLAIN)
    else:
        state = (
            Badge(gettext("Sắp tới"), Tone.PAUSED)
            if delegation.starts_at > now
            else Badge(gettext("Đang thay"), Tone.ACTIVE)
        )
    return {
        "delegation": delegation,
        "state": state,
        "over": over,
        "giver_unit": names.get(delegation.giver.unit_id, ""),
        "receiver_unit": names.get(delegation.receiver.unit_id, ""),
    }
