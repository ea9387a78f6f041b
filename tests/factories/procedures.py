"""Procedures of our own words: one whole content, and the registry that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit as TimeUnit
from motcua.organisations.models import Unit, User
from motcua.organisations.permissions import Role
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    Answer,
    Audience,
    Channel,
    ChannelKind,
    Component,
    Content,
    Fee,
    FeeKind,
    Given,
    Ground,
    Level,
    Limit,
    Part,
    Result,
    Step,
)
from motcua.procedures.models import Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.services.versions import fields_named, index_procedures, key_of, named, version_of

START = date(2020, 1, 1)
PASSWORD = "một mật khẩu để thử 2026"


@dataclass(frozen=True)
class Office:
    """A province; `users` one officer of each role, by role."""

    province: Unit
    users: dict[str, User]

    @property
    def office(self) -> User:
        return self.users["office"]

    @property
    def editor(self) -> User:
        return self.users["editor"]


def build_office() -> Office:
    province = establish_unit("tinh", Facts("Ủy ban nhân dân tỉnh", "peoples_committee"), actor=SYSTEM, on=START)
    users = {
        role.value: create_officer(
            f"Nguyễn Thị {role.value}", unit=province, role=role.value, actor=SYSTEM, on=START, password=PASSWORD
        ).user
        for role in Role
    }
    return Office(province, users)


def content(name: str = "Cấp giấy phép xây dựng công trình", **others: Any) -> Content:
    """A complete content."""
    whole = Content(
        name=name,
        field="Hoạt động xây dựng",
        levels=(Level.PROVINCE,),
        steps=(Step("Nộp hồ sơ.", "Bước 1", "Người nộp"), Step("Nhận kết quả.", "Bước 2")),
        channels=(Channel(ChannelKind.DIRECT, "Tại Trung tâm"), Channel(ChannelKind.ONLINE)),
        components=(
            Component("TP.01", "Đơn đề nghị", originals=1, forms=("mau-01.docx",)),
            Component("TP.02", "Giấy tờ đất", case="Công trình riêng lẻ", given=Given.CERTIFIED_COPY, copies=1),
            Component("TP.03", "Căn cước", given=Given.SHOWN, database="CSDLQG về dân cư"),
        ),
        limits=(Limit(Decimal(20), TimeUnit.DAY),),
        audiences=(Audience.CITIZEN, Audience.ENTERPRISE),
        agencies=(Agency(AgencyRole.COMPETENT, "Ban Quản lý các khu công nghiệp"),),
        results=(Result("Giấy phép xây dựng"),),
        fees=(Fee(FeeKind.CHARGE, Decimal(150000)),),
        grounds=(Ground("50/2014/QH13", "Luật Xây dựng", "Điều 89"),),
        answers={Part.CONDITIONS: Answer.NO},
    )
    return replace(whole, **others)


def procedure(
    code: str = "1.100001",
    *contents: Content,
    since: date = date(2025, 1, 1),
    origin: str = Origin.NATIONAL,
    kind: str = ProcedureKind.PUBLIC,
    suffix: str = "",
) -> Procedure:
    """A procedure in the registry whose published versions say `contents`, one a year from `since` on."""
    said = contents or (content(),)
    made = Procedure(base_code=code, suffix=suffix, origin=origin, kind=kind)
    named(made, said[-1])
    made.save()
    starts = [since.replace(year=since.year + place) for place in range(len(said))]
    fields = fields_named({one.field for one in said})
    for number, (one, start) in enumerate(zip(said, starts, strict=True), 1):
        version = version_of(
            made, one, number=number, valid_from=start, at=clock.now(), field=fields.get(key_of(one.field))
        )
        version.valid_to = starts[number] if number < len(said) else None
        version.save()
    index_procedures([made.pk])
    return made


def draft(of: Procedure, said: Content, number: int | None = None) -> ProcedureVersion:
    """A draft of a procedure, saved as it is."""
    last = of.versions.count()
    made = version_of(
        of,
        said,
        number=number or last + 1,
        valid_from=clock.today(),
        at=clock.now(),
        field=fields_named([said.field]).get(key_of(said.field)),
        state=VersionState.DRAFT,
    )
    made.save()
    return made
