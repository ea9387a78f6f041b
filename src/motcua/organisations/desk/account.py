"""One's own account: posts and roles, what happened to it, sign-out elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries import people, units
from motcua.organisations.services import accounts
from motcua.ui.trail import latest

if TYPE_CHECKING:
    from motcua.organisations.models import User


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    user = account_of(request)
    today = clock.today()
    posts = people.posts_of(user)
    grants = [g for officer in posts for g in people.grants_of(officer)]
    names = units.names_on([g.unit_id for g in grants], today)
    context = {
        "posts": posts,
        "grants": [
            {"grant": g, "unit": names.get(g.unit_id, g.unit.code)}
            for g in grants
            if g.valid_to is None or g.valid_to > today
        ],
        "factors": people.second_factors_of(user),
        "history": latest(accounts.user_ref(user)),
    }
    return render(request, "organisations/desk/account.html", context)


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    user = account_of(request)
    accounts.sign_out_everywhere(user, actor=actor_of(user))
    update_session_auth_hash(request, user)
    messages.success(request, gettext("Mọi phiên đăng nhập khác đã kết thúc."))
    return redirect("organisations:account")


def account_of(request: HttpRequest) -> User:
    """The account of the session. The desk is closed to others (`signin.DeskMiddleware`)."""
    if not request.user.is_authenticated:
        raise Forbidden("Hãy đăng nhập.")
    return request.user
