"""Sign-in: how allauth behaves here. Nobody signs up: operators make the accounts of officers, single sign-on maps to them.

Citizens and enterprises come by their electronic identity (another OpenID provider) and by nothing else: their account here has a name
without meaning, no password, no second factor and no way to the desk. Who they are is told with each sign-in and kept for the session.

What happens is told to the audit trail of the account, without addresses or devices.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_set, user_logged_in, user_logged_out, user_signed_up
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache as stored
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, gettext_lazy

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.sealing import Sealer
from motcua.kernel.text import fold
from motcua.organisations.permissions import ACTING, actor_of, held_today, is_officer, keep_rights
from motcua.organisations.queries.people import person_of, user_named
from motcua.organisations.queries.units import names_on
from motcua.organisations.services import accounts
from motcua.ui.context import CITIZEN
from motcua.ui.pages import app_error

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from motcua.organisations.models import User

_SEALER = Sealer("second factors")
OIDC_PROVIDER, CITIZEN_PROVIDER = "oidc", "citizen"
_CITIZENS_MAY = ("/accounts/logout/", "/accounts/oidc/")
_TOLD_EVERY = 300  # seconds: a locked account is told to the trail once in that time, not with every try


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth publishes no types
    """Password sign-in by user name. Django's own permissions are not used: rights come from grants."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and user.is_active


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Local accounts: closed sign-up, lock-out and sentences in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản này đã bị khóa. Hãy liên hệ quản trị viên của cơ quan."),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": gettext_lazy("Sai quá nhiều lần. Hãy đợi năm phút rồi thử lại."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "enter_current_password": gettext_lazy("Hãy nhập mật khẩu đang dùng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if CITIZEN in request.session:
            return "/en/" if get_language() == "en" else "/"
        if getattr(request.user, "must_change_password", False):
            return str(self.get_password_change_redirect_url(request))
        return str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def post_login(self, request: HttpRequest, user: User, *, signal_kwargs: Any, **rest: Any) -> HttpResponseBase:
        """A citizen's name lives as long as the session."""
        sociallogin = (signal_kwargs or {}).get("sociallogin")
        if sociallogin is not None and CITIZEN in sociallogin.state:
            request.session[CITIZEN] = sociallogin.state[CITIZEN]
        response: HttpResponseBase = super().post_login(request, user, signal_kwargs=signal_kwargs, **rest)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            username = str(credentials.get("username", "")).lower()
            if stored.add(f"sign-in-locked:{username}", 1, _TOLD_EVERY):
                _note_by_name(username, "sign_in_locked")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 - allauth's signature
        _note_by_name(str(credentials.get("username", "")), "sign_in_failed")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Identities of two providers. The province's single sign-on maps to the officer's account that a configured claim names; the
    electronic identity of citizens makes an account of its own the first time. What they tell of the person is used, not kept.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's signature
        return _is_of(sociallogin, CITIZEN_PROVIDER)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:  # noqa: ARG002 - allauth's signature
        sociallogin.user.username = f"cd-{secrets.token_hex(10)}"
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        account = sociallogin.account
        claims = account.get_provider_account().get_user_data() or {}
        sociallogin.email_addresses = []
        if account.extra_data:
            account.extra_data = {}
            if account.pk:
                account.save(update_fields=["extra_data"])
        if _is_of(sociallogin, CITIZEN_PROVIDER):
            if sociallogin.state.get("process") == AuthProcess.CONNECT:
                raise ImmediateHttpResponse(
                    app_error(
                        request,
                        Forbidden(
                            "Tài khoản cán bộ không gắn được với tài khoản định danh của người dân, doanh nghiệp."
                        ),
                    )
                )
            sociallogin.state[CITIZEN] = str(claims.get("name", ""))[:120]
        elif _is_of(sociallogin, OIDC_PROVIDER) and not sociallogin.is_existing:
            self._join(request, sociallogin, str(claims.get(settings.OIDC_CLAIM, "")))

    def _join(self, request: HttpRequest, sociallogin: Any, username: str) -> None:
        """Join an officer's identity to their account the first time."""
        try:
            user = user_named(username)
        except NotFound:
            return
        if user.is_active and person_of(user) is not None:
            sociallogin.connect(request, user)
            accounts.note(user, "single_sign_on_joined")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Second factors: what they are checked by (TOTP keys, seeds of recovery codes) stands encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": gettext_lazy("Mã chưa đúng.")}

    def encrypt(self, text: str) -> str:
        return _SEALER.seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return _SEALER.open_text(encrypted_text)


class DeskMiddleware:
    """The desk is closed unless somebody is signed in and holds a role today: pages that forget to ask are guarded all the same.

    Closed to citizens are also the pages on which an account gets a password or a second factor: theirs has neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        closed = path.startswith(("/desk/", "/accounts/")) and not path.startswith(_CITIZENS_MAY)
        if closed and CITIZEN in request.session:
            return app_error(
                request,
                Forbidden("Phần này chỉ dành cho cán bộ. Tài khoản của bạn do nơi cấp định danh điện tử quản lý."),
            )
        if not path.startswith("/desk/"):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        act_as_chosen(request)
        if not is_officer(request.user):
            return app_error(
                request,
                Forbidden("Tài khoản của bạn chưa được giao vai trò nào hôm nay, nên chưa dùng được bàn làm việc."),
            )
        return self.get_response(request)


def act_as_chosen(request: HttpRequest) -> None:
    """Let the signed-in person act in the post that they chose for the session, with the rights that they have now."""
    keep_rights(request.user)
    request.user.chosen_officer_uid = str(request.session.get(ACTING, ""))  # type: ignore[union-attr]  # only for who is signed in


class PasswordChangeMiddleware:
    """Somebody whose password was made by an operator changes it before anything else on the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/desk/") and getattr(request.user, "must_change_password", False):
            return HttpResponseRedirect(reverse("account_change_password"))
        return self.get_response(request)


class VietnamesePasswordValidator:
    """Refuses passwords that anybody here would try: words of the office and the place, with or without figures and diacritics."""

    WORDS = (
        "admin", "anhyeuem", "bienhoa", "canbo", "chuyenvien", "congan", "congchuc", "dangnhap", "daugiay", "dongnai", "emyeuanh",
        "giadinh", "hanhchinh", "hanhchinhcong", "hanoi", "hoilamgi", "khongbiet", "khongco", "kiemtra", "lanhdao", "longthanh",
        "matkhau", "matkhaumoi", "matma", "motcua", "nhanvien", "nhontrach", "password", "quantri", "quantrivien", "quenroi",
        "saigon", "sonoivu", "tinhdongnai", "thanhphodongnai", "thutuchanhchinh", "toiyeuvietnam", "truongphong", "ubnd", "vanphong",
        "vanthu", "vietnam", "vietnamvodich", "xinchao", "yeuem",
    )  # fmt: skip

    def validate(self, password: str, user: User | None = None) -> None:
        bare = "".join(c for c in fold(password) if c.isalpha())
        own = {fold(user.username)} if user is not None else set()
        if user is not None and user.pk and (person := person_of(user)) is not None:
            own |= {"".join(fold(person.name).split()), *(w for w in fold(person.name).split() if len(w) > 3)}
        if any(word and len(bare) - len(word) < 4 and word in bare for word in {*self.WORDS, *own}):
            raise ValidationError(
                gettext("Mật khẩu này dễ đoán. Hãy dùng vài từ không liên quan với nhau."), code="easily_guessed"
            )

    def get_help_text(self) -> str:
        return gettext("Không dùng tên mình, tên cơ quan, địa danh hay từ quen thuộc kèm vài con số.")


def connect_signals() -> None:
    """allauth tells what happened by signals; each becomes an event of the account. Called once, when the application is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="organisations.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="organisations.signed_out")
    user_signed_up.connect(_joined, dispatch_uid="organisations.joined")
    for signal in (password_changed, password_set):
        signal.connect(_password_changed, dispatch_uid="organisations.password_changed")
    for signal, kind in (
        (authenticator_added, "second_factor_added"),
        (authenticator_removed, "second_factor_removed"),
        (authenticator_reset, "second_factor_renewed"),
    ):
        signal.connect(_FactorNote(kind), dispatch_uid=f"organisations.{kind}", weak=False)


class _FactorNote:
    """Notes one kind of change of second factors."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, user: User, authenticator: Any, **_: Any) -> None:
        accounts.note(user, self.kind, type=str(authenticator.type))


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """`ways` are the methods in order, e.g. `password, mfa`."""
    ways = [str(r.get("type") or r.get("method", "")) for r in get_authentication_records(request, user)]
    accounts.note(user, "signed_in", ways=", ".join(dict.fromkeys(w for w in ways if w)))


def _joined(user: User, **_: Any) -> None:
    accounts.note(user, "single_sign_on_joined")


def _signed_out(user: User | None = None, **_: Any) -> None:
    if user is not None and user.pk:
        accounts.note(user, "signed_out")


def _password_changed(user: User, **_: Any) -> None:
    accounts.password_changed(user)
    user.must_change_password = False


def _note_by_name(username: str, kind: str) -> None:
    """Only for accounts that exist: what strangers type, perhaps a password by mistake, is kept nowhere."""
    try:
        accounts.note(user_named(username), kind)
    except NotFound:
        return


def _is_of(sociallogin: Any, provider: str) -> bool:
    return str(sociallogin.account.provider) == provider


def desk_person(request: HttpRequest) -> dict[str, object]:
    """Context processor: who is signed in, for the head of the desk (`desk_person.name`, `.role`, `.unit`), and the posts to choose from
    when there are several (`desk_posts`). Asked only where shown."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or CITIZEN in request.session:
        return {}
    return {
        "desk_person": SimpleLazyObject(lambda: actor_of(user)),
        "desk_posts": SimpleLazyObject(lambda: _choices(user)),
    }


def _choices(user: Any) -> list[dict[str, object]]:
    held = held_today(user)
    if len(held) < 2:
        return []
    names = names_on([o.unit_id for o in held], clock.today())
    return [
        {"uid": str(o.uid), "post": o.post, "unit": names.get(o.unit_id, ""), "current": n == 0}
        for n, o in enumerate(held)
    ]
