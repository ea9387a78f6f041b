"""The acts on an approval: one page each, on which the officer says what it needs. Decided on the version they saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect as go
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.documents import forms
from motcua.documents.queries import approvals as queries
from motcua.documents.queries.holders import barred, eligible, signers
from motcua.documents.queries.numbers import title_of
from motcua.documents.services import approvals as services
from motcua.documents.services.files import take_upload
from motcua.documents.services.issuing import Clerking
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import officer_of
from motcua.organisations.queries.posts import may_sign_as
from motcua.ui.forms import add_errors, told_again

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from motcua.organisations.models import Officer


_MOST_ASKED = 8
"""Of so many signers the form tells in which capacity they may sign; each costs a few queries."""


@dataclass(frozen=True, slots=True)
class _Act:
    """One verb as a page: what it needs from the loader, its words, its form, and how it is done."""

    verb: str
    title: StrOrPromise
    button: StrOrPromise
    done: StrOrPromise
    form: Callable[..., forms.ActForm]
    run: Callable[[HttpRequest, Any, dict[str, Any]], Any]
    text: StrOrPromise = ""
    warning: bool = False


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    known = ACTS.get(slug)
    if known is None:
        raise NotFound("Không có việc này.")
    found = queries.approval_for(request.user, uid, known.verb)
    form = known.form(found, request.POST or None, request.FILES or None, initial={"version": found.version})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != found.version:
            late = changed_meanwhile(queries.ref_of(found), actor=actor_of(request.user))
            status = told_again(form, found.version, late)
        elif _done(request, known, found, form):
            return go(found.address)
    context = {"approval": found, "act": known, "form": form}
    return render(request, "documents/desk/approval_form.html", context, status=status)


def _done(request: HttpRequest, known: _Act, found: Any, form: forms.ActForm) -> bool:
    try:
        known.run(request, found, form.words())
    except Invalid as error:
        add_errors(form, error)
        return False
    messages.success(request, gettext(str(known.done)))
    return True


def _simple(kind: type[forms.ActForm]) -> Callable[..., forms.ActForm]:
    return lambda _approval, *data, **options: kind(*data, **options)


def _people(officers: list[Officer]) -> list[tuple[str, str]]:
    return [(str(o.uid), f"{o.person.name}, {o.post}" if o.post else o.person.name) for o in officers]


def _redirect_form(approval: Any, *data: Any, **options: Any) -> forms.ActForm:
    step = queries.open_step_of(approval)
    people = eligible(step, on=clock.today(), without=barred(step)) if step is not None else []
    return forms.RedirectForm(*data, people=_people(people), **options)


def _sign_form(approval: Any, *data: Any, **options: Any) -> forms.ActForm:
    step = queries.open_step_of(approval)
    today = clock.today()
    people = signers(step, today) if step is not None else []
    known = {o.pk: [c.code for c in may_sign_as(o, approval.unit, today)] for o in people[:_MOST_ASKED]}
    choices = [
        (
            uid,
            f"{words} ({', '.join(f'{c}.' for c in codes)})"
            if (codes := [c for c in known.get(o.pk, ()) if c])
            else words,
        )
        for o, (uid, words) in zip(people, _people(people), strict=True)
    ]
    first = next(iter(known.get(people[0].pk, ())), "") if people else ""
    options["initial"] |= {"signed_on": today, "capacity": first or forms.SignForm.HEAD}
    return forms.SignForm(*data, people=choices, **options)


def _issue_form(approval: Any, *data: Any, **options: Any) -> forms.ActForm:
    books = queries.books_for(approval, clock.today())
    return forms.IssueForm(
        *data,
        books=[(str(b.uid), title_of(b)) for b in books],
        external=any(b.external for b in books),
        letter=approval.kind == "letter",
        **options,
    )


def _resubmit_form(approval: Any, *data: Any, **options: Any) -> forms.ActForm:
    known = services.approvables[Ref.parse(approval.subject).kind]
    options["initial"] |= {"title": approval.title}
    return forms.ResubmitForm(*data, rendered=known.render is not None, **options)


def _approve(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    return services.approve(approval, actor=actor_of(request.user), **words)


def _send_back(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    return services.send_back(approval, actor=actor_of(request.user), **words)


def _redirect(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    to = officer_of(words["to"])
    return services.redirect(approval, actor=actor_of(request.user), to=to, note=words["note"])


def _sign(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    signer = words.pop("signer")
    words["scan"] = take_upload(words["scan"], field="scan", as_named=True, actor=actor_of(request.user))
    return services.sign_on_paper(
        approval, actor=actor_of(request.user), signer=officer_of(signer) if signer else None, **words
    )


def _issue(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    series = queries.book_for(approval, words.pop("series"))
    words["file"] = take_upload(words["file"], field="file", as_named=True, actor=actor_of(request.user))
    return services.issue(approval, actor=actor_of(request.user), series=series, clerking=Clerking(**words))


def _resubmit(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    words["content"] = take_upload(words.get("content"), field="content", as_named=True, actor=actor_of(request.user))
    return services.resubmit(approval, actor=actor_of(request.user), **words)


def _withdraw(request: HttpRequest, approval: Any, words: dict[str, Any]) -> Any:
    return services.withdraw(approval, actor=actor_of(request.user), **words)


ACTS = {
    "dong-y": _Act(
        "approve", _("Đồng ý"), _("Đồng ý"), _("Đã đồng ý; văn bản chuyển sang bước sau."), _simple(forms.ApproveForm), _approve
    ),
    "tra-lai": _Act(
        "send_back",
        _("Trả lại người trình"),
        _("Trả lại"),
        _("Đã trả lại người trình."),
        _simple(forms.ReturnForm),
        _send_back,
        warning=True,
    ),
    "chuyen": _Act(
        "redirect",
        _("Chuyển người khác xử lý"),
        _("Chuyển"),
        _("Đã chuyển."),
        _redirect_form,
        _redirect,
        text=_("Bước này sẽ chờ người được chọn, không còn chờ những người trước."),
    ),
    "ky": _Act(
        "sign",
        _("Ký (bản giấy)"),
        _("Ghi nhận đã ký"),
        _("Đã ghi nhận chữ ký; văn bản chuyển văn thư cấp số."),
        _sign_form,
        _sign,
        text=_("Lãnh đạo ký trên giấy; ở đây ghi người ký, ngày ký, quyền hạn và tải lên bản quét."),
    ),
    "cap-so": _Act(
        "issue",
        _("Cấp số, phát hành"),
        _("Cấp số, phát hành"),
        _("Đã cấp số và phát hành."),
        _issue_form,
        _issue,
        text=_("Số do hệ thống cấp theo thứ tự trong sổ, ghi ngày hôm nay. Văn bản đã phát hành không sửa được nữa."),
    ),
    "trinh-lai": _Act(
        "resubmit", _("Trình lại"), _("Trình duyệt"), _("Đã trình lại."), _resubmit_form, _resubmit
    ),
    "rut": _Act(
        "withdraw",
        _("Rút văn bản trình"),
        _("Rút"),
        _("Đã rút văn bản."),
        _simple(forms.WithdrawForm),
        _withdraw,
        text=_("Văn bản đã rút vẫn xem lại được cùng lý do; muốn trình nữa thì trình từ đầu."),
        warning=True,
    ),
}  # fmt: skip
"""By the last word of the address."""
