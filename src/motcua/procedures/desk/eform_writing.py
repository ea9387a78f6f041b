"""Building electronic forms on the desk without code: begin, sections, fields and groups, a file, issue, end, void."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import NotFound, Refused, Stale
from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.eforms import fault_texts, part_text
from motcua.procedures.eforms import EForm, Field, Group, Section, editing, form_from_file
from motcua.procedures.forms.eforms import (
    BeginFormForm,
    FieldForm,
    FileForm,
    GroupForm,
    HeadingForm,
    IssueFormForm,
    SectionForm,
    field_said,
    fields_there,
    group_said,
    initial_of,
    section_said,
)
from motcua.procedures.forms.workflows import EndForm, ReasonForm
from motcua.procedures.queries import desk
from motcua.procedures.queries import eforms as queries
from motcua.procedures.queries.workflows import cases_of
from motcua.procedures.services import eforms as services
from motcua.ui.acting import act
from motcua.ui.errors import text_of
from motcua.ui.lists.filters import parse_whole

EDIT, ISSUE = queries.EDIT, queries.ISSUE


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new draft: from the form in force, from another procedure's, from a file, or an empty one."""
    found, today = desk.procedure_for(request.user, uid, EDIT), clock.today()

    def run(data: dict[str, Any]) -> Any:
        case = data.get("case", "")
        if data["file"]:
            form = form_from_file(data["file"].read())
        elif data["copied"]:
            form = queries.form_of(queries.eform_for(request.user, data["copied"], EDIT))
        else:
            used = queries.eform_on(found, today, case)
            form = queries.form_of(used) if used else EForm(gettext("Tờ khai"), (Section(gettext("Người khai")),))
        return services.begin_eform(found, form=form, case=case, actor=actor_of(request.user))

    sources = [
        (str(row.uid), f"{row.procedure.display_code} {row.procedure.name}"[:140])
        for row in queries.copied_from(request.user)
    ]
    form = BeginFormForm(
        request.POST or None,
        request.FILES or None,
        cases=cases_of(found, today),
        sources=sources,
        initial={"case": request.GET.get("truong-hop", "")},
    )
    return act(
        request,
        form,
        run,
        title=_("Soạn tờ khai điện tử"),
        button=_("Bắt đầu soạn"),
        said=f"{found.display_code} {found.name}",
        back=(_("Tờ khai điện tử"), reverse("procedures:procedure_eforms", args=[found.uid])),
        done=_("Đã lập bản soạn."),
        to=lambda made: reverse("procedures:eform_edit", args=[made.uid]),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The builder: every section, group and field with its buttons. Moving and removing are posted at once."""
    found = _draft(request, uid)
    form = queries.form_of(found)
    if request.method == "POST":
        op, _colon, name = request.POST.get("op", "").partition(":")
        try:
            _keep(request, found, _edited(form, op, name), parse_whole(request.POST.get("version")))
        except (Stale, NotFound) as error:
            messages.error(request, text_of(error))
        return redirect(f"{reverse('procedures:eform_edit', args=[found.uid])}#{name.replace('.', '-')}")
    sections = [
        (
            n,
            section,
            part_text(section, form),
            [
                (
                    item,
                    part_text(item, form),
                    [(f"{item.key}.{one.key}", part_text(one, form)) for one in item.fields]
                    if isinstance(item, Group)
                    else None,
                )
                for item in section.items
            ],
        )
        for n, section in enumerate(form.sections)
    ]
    context = {"eform": found, "form": form, "sections": sections, "faults": fault_texts(form)}
    return render(request, "procedures/desk/eform_edit.html", context)


@require_http_methods(["GET", "POST"])
def heading(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _draft(request, uid)
    form = queries.form_of(found)
    asked = HeadingForm(request.POST or None, initial={"title": form.title, "note": form.note})

    def run(data: dict[str, Any]) -> Any:
        return _keep(request, found, EForm(data["title"], form.sections, data["note"]))

    return _part(request, found, asked, run, _("Tên và lời dặn"))


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another section at the end, or one that stands there (`?phan=`)."""
    found = _draft(request, uid)
    form, place = queries.form_of(found), parse_whole(request.GET.get("phan"))
    if place is not None and place >= len(form.sections):
        raise NotFound("Tờ khai không còn phần này. Hãy tải lại trang.", code="no_part")
    own = {item.key for item in form.sections[place].items} if place is not None else set()
    there = {name: one for name, one in fields_there(form).items() if name not in own}
    old = form.sections[place] if place is not None else Section("")
    asked = SectionForm(request.POST or None, there=there, initial=initial_of(old, there))

    def run(data: dict[str, Any]) -> Any:
        said = section_said(data)
        new = editing.add_section(form, said) if place is None else editing.change_section(form, place, said)
        return _keep(request, found, new)

    return _part(request, found, asked, run, _("Thêm phần") if place is None else _("Sửa phần"))


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another field in a section (`?phan=`) or group (`?nhom=`), or one that stands there (`?ten=`)."""
    found = _draft(request, uid)
    form, name, group = queries.form_of(found), request.GET.get("ten", ""), request.GET.get("nhom", "")
    old = editing.found_in(form, name) if name else None
    if isinstance(old, Group):
        raise NotFound("Tờ khai không còn phần này. Hãy tải lại trang.", code="no_part")
    there = fields_there(form, name.rpartition(".")[0] or group, name)
    asked = FieldForm(request.POST or None, there=there, old=old, initial=initial_of(old, there) if old else None)

    def run(data: dict[str, Any]) -> Any:
        key = old.key if old is not None else editing.key_for(data["label"], editing.keys_of(form))
        said: Field = field_said(data, key)
        if old is not None:
            new = editing.change_item(form, name, said)
        elif group:
            new = editing.add_to_group(form, group, said)
        else:
            new = editing.add_item(form, parse_whole(request.GET.get("phan")) or 0, said)
        return _keep(request, found, new)

    return _part(request, found, asked, run, _("Sửa trường") if old else _("Thêm trường"))


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another repeated group in a section (`?phan=`), or one that stands there (`?ten=`)."""
    found = _draft(request, uid)
    form, name = queries.form_of(found), request.GET.get("ten", "")
    old = editing.found_in(form, name) if name else None
    if isinstance(old, Field):
        raise NotFound("Tờ khai không còn phần này. Hãy tải lại trang.", code="no_part")
    there = fields_there(form)
    asked = GroupForm(request.POST or None, there=there, initial=initial_of(old, there) if old else None)

    def run(data: dict[str, Any]) -> Any:
        key = old.key if old is not None else editing.key_for(data["label"], editing.keys_of(form))
        said = group_said(data, key)
        place = parse_whole(request.GET.get("phan")) or 0
        return _keep(
            request, found, editing.change_item(form, name, said) if old else editing.add_item(form, place, said)
        )

    return _part(request, found, asked, run, _("Sửa nhóm") if old else _("Thêm nhóm lặp lại"))


@require_http_methods(["GET", "POST"])
def take_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A JSON file in the place of a draft's content."""
    found = _draft(request, uid)
    return act(
        request,
        FileForm(request.POST or None, request.FILES or None),
        lambda data: _keep(request, found, form_from_file(data["file"].read())),
        title=_("Lấy tờ khai từ tệp JSON"),
        button=_("Đọc và thay bản soạn"),
        warning=_("Nội dung của bản soạn được thay bằng tờ khai trong tệp."),
        back=_back(found),
        done=_("Đã thay theo tệp."),
    )


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a draft in force from a day on."""
    found = queries.eform_for(request.user, uid, ISSUE)
    asked = IssueFormForm(request.POST or None, initial={"version": found.version, "valid_from": clock.today()})
    return act(
        request,
        asked,
        lambda data: services.issue_eform(
            found, valid_from=data["valid_from"], version=data["version"] or 0, actor=actor_of(request.user)
        ),
        title=_("Ban hành tờ khai điện tử"),
        button=_("Ban hành"),
        said=f"{found.procedure.display_code} {found.procedure.name}",
        hint=_("Tờ khai đang dùng, nếu có, hết hiệu lực từ ngày này; bản cũ vẫn xem được."),
        back=_back(found),
        done=_("Tờ khai đã được ban hành."),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.eform_for(request.user, uid, ISSUE)
    return act(
        request,
        EndForm(request.POST or None),
        lambda data: services.end_eform(found, on=data["on"], reason=data["reason"], actor=actor_of(request.user)),
        title=_("Cho hết hiệu lực"),
        hint=_("Từ ngày này thủ tục không có tờ khai điện tử, cho đến khi có tờ khai mới."),
        back=_back(found),
        done=_("Đã ghi ngày hết hiệu lực."),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give up a draft; take back what was issued by mistake."""
    found = queries.eform_for(request.user, uid)
    found = queries.eform_for(request.user, uid, EDIT if found.state == "draft" else ISSUE)
    return act(
        request,
        ReasonForm(request.POST or None),
        lambda data: services.void_eform(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Bỏ bản soạn") if found.state == "draft" else _("Hủy tờ khai ban hành nhầm"),
        hint="" if found.state == "draft" else _("Tờ khai trước nó, nếu có, có hiệu lực trở lại."),
        back=_back(found),
        done=_("Đã hủy."),
        danger=True,
    )


def _edited(form: EForm, op: str, name: str) -> EForm:
    """What a button of the builder asks for."""
    place = parse_whole(name)
    by = {"up": -1, "down": 1}.get(op)
    if op == "remove":
        return editing.remove_section(form, place) if place is not None else editing.remove_item(form, name)
    if by is None:
        return form
    return editing.move_section(form, place, by) if place is not None else editing.move_item(form, name, by)


def _draft(request: HttpRequest, uid: UUID) -> Any:
    found = queries.eform_for(request.user, uid, EDIT)
    if found.state != "draft":
        raise Refused("Chỉ sửa được bản đang soạn. Hãy soạn số mới.", code="wrong_state")
    return found


def _keep(request: HttpRequest, found: Any, form: EForm, version: int | None = None) -> Any:
    seen = found.version if version is None else version
    return services.change_eform(found, form=form, version=seen, actor=actor_of(request.user))


def _part(
    request: HttpRequest, found: Any, asked: Any, run: Callable[[dict[str, Any]], Any], title: Any
) -> HttpResponse:
    return act(
        request,
        asked,
        run,
        title=title,
        button=_("Lưu"),
        back=(_("Sửa tờ khai"), reverse("procedures:eform_edit", args=[found.uid])),
        done=_("Đã lưu."),
    )


def _back(found: Any) -> tuple[Any, str]:
    return gettext("Tờ khai điện tử số {number}").format(number=found.number), reverse(
        "procedures:eform", args=[found.uid]
    )
