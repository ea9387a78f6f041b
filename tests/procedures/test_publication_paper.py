"""The decision as its own paper: its list is read back to the same lines; it goes on its route and comes back with number and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import publication as factory
from tests.factories.documents import docx_bytes, law
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, list_file

from motcua.documents.models import StoredFile
from motcua.documents.queries.approvals import approval_of
from motcua.documents.queries.files import content_of
from motcua.documents.reading.files import read_file
from motcua.documents.services.approvables import Issue, approvables
from motcua.documents.services.files import store_upload
from motcua.documents.writing import Table
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.workdays import Unit
from motcua.organisations.permissions import actor_of
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    Channel,
    ChannelKind,
    Content,
    Fee,
    FeeKind,
    Ground,
    Limit,
)
from motcua.procedures.models import PublicationDecision
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.sure_lines import differing
from motcua.procedures.reading.annexed import AnnexedList, read_list
from motcua.procedures.reading.printed import Printed, differences, with_printed
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services import publications
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.publication_paper import official_decision, paper_for, paper_of, subject_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
LONG = "Cấp, cấp lại, điều chỉnh giấy phép xây dựng " + "công trình cấp đặc biệt, cấp I, cấp II " * 7
"""Names of 300 characters exist."""


def fresh(decision: PublicationDecision) -> PublicationDecision:
    return queries.decision_by_uid(str(decision.uid))


def read_back(decision: PublicationDecision) -> AnnexedList:
    name, data = paper_of(fresh(decision))
    return read_list(read_file(data, name=name))


def at(place: str, **others: Any) -> Content:
    return content(agencies=(Agency(AgencyRole.RECEIVING, place),), **others)


def test_the_list_is_read_back_to_the_same_lines(world: World) -> None:
    """Four things done, two fields, a line without field, cells of several lines, one procedure that takes another's place."""
    built, field = "Hoạt động xây dựng", "Lâm nghiệp"
    old, new = procedure("1.100001", at("Trung tâm", field=field)), procedure("1.100002", at("Xã", field=field))
    amended = procedure("1.100003", at("Trung tâm", name=LONG), suffix=".000.00.00.H19")
    gone = procedure("1.100004")
    made = factory.decision(world)
    lists.add_line(made, action="abolished", procedure=gone, actor=SYSTEM)
    lists.add_line(made, action="replaced", procedure=new, replaces=old, actor=SYSTEM)
    lists.add_line(made, action="amended", procedure=amended, actor=SYSTEM)
    lists.add_line(made, action="new", code="9.000001", name="Cấp giấy xác nhận", actor=SYSTEM)

    found = read_back(made)
    assert [(row.action, row.code, row.suffix, row.name, row.field) for row in found.rows] == [
        ("new", "9.000001", "", "Cấp giấy xác nhận", ""),
        ("amended", "1.100003", ".000.00.00.H19", " ".join(LONG.split()), built),
        ("replaced", "1.100002", "", content().name, field),
        ("abolished", "1.100004", "", content().name, built),
    ]
    assert found.rows[1].cells == {
        "limit": "20 ngày",
        "place": "Trung tâm",
        "fee": "150.000 đồng",
        "ground": "Luật Xây dựng (50/2014/QH13)",
    }
    assert found.rows[2].cells["replaced"] == f"1.100001 {content().name}"
    assert found.notes == ()


def test_read_again_into_another_decision_it_differs_from_the_registry_in_nothing(world: World, storage: Any) -> None:
    """What the paper prints of the registry is what the reader takes the registry to say."""
    found = procedure("1.100001", at("Trung tâm Phục vụ hành chính công"))
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=found, actor=SYSTEM)
    name, data = paper_of(fresh(made))
    other = factory.decision(world, basis=factory.basis("8/2026/NĐ-CP"))
    factory.read_in(other, factory.store_upload(data, name=name, actor=SYSTEM), actor=SYSTEM)

    (item,) = queries.items_of(other)
    assert (item.procedure, item.action) == (found, "amended")
    assert differing([item], clock.today())[item.pk] == ()


def test_each_cell_says_what_will_hold(world: World, storage: Any) -> None:
    """Of an own procedure its draft; of a national one the local layer; of a line that was read what a person took from it."""
    own = procedure("1.100001", origin="own")
    draft(own, content("Tên đã sửa", limits=(Limit(Decimal(9), Unit.WORKING_DAY),)))
    national = procedure("1.100002")
    decision = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    add_entry(
        national,
        kind="limit",
        value=Limit(Decimal(15), Unit.DAY),
        valid_from=date(2026, 1, 1),
        decision=decision,
        actor=SYSTEM,
    )
    made = factory.decision(world)
    rows = ((1, "1.100002", "Tên khác", "7 ngày", "Trung tâm", "200.000 đồng"), (2, "9.000001", "Mới", "3 ngày"))
    factory.read_in(made, list_file(*rows), actor=SYSTEM)
    lists.add_line(made, action="amended", procedure=own, actor=SYSTEM)
    item = next(i for i in queries.items_of(made) if i.procedure == national)
    item.decision = fresh(made)
    lists.settle_line(item, action="amended", procedure=national, taken=["fees"], actor=SYSTEM)

    said = {row.code: (row.name, row.cells.get("limit"), row.cells.get("fee")) for row in read_back(made).rows}
    assert said == {
        "1.100001": ("Tên đã sửa", "9 ngày làm việc", "150.000 đồng"),
        "1.100002": (content().name, "15 ngày", "200.000 đồng"),
        "9.000001": ("Mới", "3 ngày", None),
    }


def test_the_paper_is_a_decision_of_decree_30(world: World) -> None:
    made = factory.decision(world, title="Công bố danh mục thủ tục hành chính lĩnh vực xây dựng")
    lists.add_line(made, action="new", code="9.000001", name="Một", actor=SYSTEM)
    lists.add_line(made, action="abolished", procedure=procedure("1.100001"), actor=SYSTEM)
    paper = official_decision(fresh(made))

    assert (paper.kind, paper.subject) == (
        "Quyết định",
        "Về việc công bố Danh mục thủ tục hành chính lĩnh vực xây dựng",
    )
    assert paper.authority == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert [str(base)[:40] for base in paper.bases] == [
        "Căn cứ Luật Tổ chức chính quyền địa phươ",
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 0",
        "Căn cứ Thông tư số 02/2017/TT-VPCP ngày ",
        "Căn cứ Nghị định số 9/2026/NĐ-CP ngày 10",
        "Theo đề nghị của Ban Quản lý các khu côn",
    ]
    body = " ".join(run.text for part in paper.body for run in getattr(part, "text", ()))
    assert "danh mục 01 thủ tục hành chính mới ban hành, 01 thủ tục hành chính bị bãi bỏ." in body
    assert "có hiệu lực thi hành kể từ ngày ký" in body
    assert (paper.number, paper.issued_on) == ("", None)


def test_lines_without_a_field_stand_last_under_a_heading_of_their_own_and_are_read_back_without_one(
    world: World,
) -> None:
    made = factory.decision(world)
    lists.add_line(made, action="new", code="9.000001", name="Chưa rõ lĩnh vực", actor=SYSTEM)
    for code, field in (("1.100001", "Xây dựng"), ("1.100002", "Đất đai")):
        lists.add_line(made, action="new", procedure=procedure(code, content(field=field)), actor=SYSTEM)

    (annex,) = official_decision(fresh(made)).annexes
    (table,) = [part for part in annex.parts if isinstance(part, Table)]
    told = [row[0].paragraphs[0] for row in table.rows if len(row) == 1]
    assert told == ["Lĩnh vực Đất đai", "Lĩnh vực Xây dựng", "Lĩnh vực khác"]
    assert [(row.code, row.field) for row in read_back(made).rows] == [
        ("1.100002", "Đất đai"),
        ("1.100001", "Xây dựng"),
        ("9.000001", ""),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Quyết định công bố danh mục TTHC lĩnh vực đất đai",
        "QĐ công bố danh mục TTHC lĩnh vực đất đai",
        "QĐ số 12/QĐ-UBND ngày 05/02/2026 về việc công bố Danh mục thủ tục hành chính lĩnh vực đất đai",
        "V/v công bố danh mục thủ tục hành chính lĩnh vực đất đai",
        "Danh mục thủ tục hành chính lĩnh vực đất đai",
        "Quyết định công bố thủ tục hành chính lĩnh vực đất đai",
    ],
)
def test_the_subject_is_told_in_full_however_the_decision_is_titled(title: str) -> None:
    assert subject_of(title) == "Về việc công bố Danh mục thủ tục hành chính lĩnh vực đất đai"


def test_each_channel_and_case_is_named_with_its_limit_and_fee_and_read_back(world: World, storage: Any) -> None:
    """Who goes free is printed too; a ground that is known by its number alone is printed by it."""
    direct, online = ChannelKind.DIRECT, ChannelKind.ONLINE
    by_channel = at(
        "Trung tâm",
        channels=(Channel(direct), Channel(online)),
        limits=(
            Limit(Decimal(5), Unit.WORKING_DAY, direct, start="Ngày nhận đủ hồ sơ"),
            Limit(Decimal(3), Unit.WORKING_DAY, online, start="Ngày nhận đủ hồ sơ"),
            Limit(Decimal(9), Unit.WORKING_DAY, case="Phải xác minh"),
        ),
        fees=(
            Fee(FeeKind.CHARGE, Decimal(100_000), channel=direct, per="giấy phép", exempt="Hộ nghèo"),
            Fee(FeeKind.CHARGE, Decimal(50_000), channel=online, per="giấy phép", exempt="Hộ nghèo"),
            Fee(FeeKind.FEE, Decimal(8_000), case="Thêm bản sao"),
        ),
        grounds=(Ground("60/2014/QH13"), Ground("123/2015/NĐ-CP", "Nghị định 123/2015/NĐ-CP")),
    )
    found = procedure("1.100001", by_channel)
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=found, actor=SYSTEM)

    (row,) = read_back(made).rows
    assert row.cells["limit"].splitlines() == [
        "Trực tiếp: 5 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "Trực tuyến: 3 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "Phải xác minh: 9 ngày làm việc",
    ]
    assert row.cells["fee"].splitlines() == [
        "Trực tiếp: 100.000 đồng/giấy phép (lệ phí) (Được miễn, giảm: Hộ nghèo)",
        "Trực tuyến: 50.000 đồng/giấy phép (lệ phí) (Được miễn, giảm: Hộ nghèo)",
        "Thêm bản sao: 8.000 đồng (phí)",
    ]
    assert row.cells["ground"].splitlines() == ["Luật số 60/2014/QH13", "Nghị định 123/2015/NĐ-CP"]

    assert differences(row.name, row.cells, by_channel) == ()
    taken = with_printed(by_channel, row.name, row.cells, [Printed.LIMITS, Printed.FEES])
    assert (taken.limits[1:], taken.fees, taken.unread) == (
        (replace(by_channel.limits[1], start="kể từ ngày nhận đủ hồ sơ"), by_channel.limits[2]),
        by_channel.fees,
        (),
    )


def test_it_goes_on_its_route_and_number_and_day_come_back_to_decision_and_paper(world: World, storage: Any) -> None:
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    publications.submit_decision(fresh(made), route="general", actor=actor_of(world.clerk))

    approval = approval_of(queries.ref_of(made))
    assert approval is not None
    sent = approval.versions.get().file
    assert [row.code for row in read_list(read_file(content_of(sent), name=sent.name)).rows] == ["1.100001"]
    issue = Issue("461/QĐ-UBND", date(2026, 11, 20), "Nguyễn Văn A", "", sent)
    approvables[queries.KIND].issued(str(made.uid), issue)
    done = fresh(made)
    assert (done.state, done.number, done.signed_on) == ("signed", "461/QĐ-UBND", date(2026, 11, 20))
    paper = official_decision(done)
    assert (paper.number, paper.symbol, paper.issued_on) == ("461", "QĐ-UBND", date(2026, 11, 20))
    assert read_back(made).number == "461/QĐ-UBND"


def test_what_was_signed_as_listed_stands(world: World, storage: Any) -> None:
    """Its lines are those of the signed paper, and the paper that is handed out is that file; only how days are counted may be set right."""
    made = factory.decision(world)
    item = lists.add_line(made, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    publications.submit_decision(fresh(made), route="general", actor=actor_of(world.clerk))
    sent = issued(made)

    for act in (
        lambda d: lists.add_line(d, action="abolished", procedure=procedure("1.100002"), actor=SYSTEM),
        lambda d: lists.settle_line(queries.item_for(d, item.uid), action="abolished", actor=SYSTEM),
        lambda d: lists.drop_line(queries.item_for(d, item.uid), actor=SYSTEM),
        lambda d: factory.read_in(d, list_file((1, "9.000001", "Mới")), actor=SYSTEM),
    ):
        with pytest.raises(Refused, match="không còn sửa được"):
            act(fresh(made))
    told = replace(facts_of(fresh(made)), title="Tên khác", effective_on=date(2027, 1, 1))
    with pytest.raises(Invalid) as refused:
        publications.change_decision(fresh(made), told, actor=SYSTEM)
    assert [error.field for error in refused.value.errors] == ["effective_on", "title"]
    counted = replace(facts_of(fresh(made)), basis_promulgated_on=date(2026, 1, 5))
    publications.change_decision(fresh(made), counted, actor=SYSTEM)
    handed = paper_for(fresh(made))
    assert (handed.name, handed.content) == (sent.name, content_of(sent))


def test_where_somebodys_own_file_was_signed_lines_follow_it(world: World, storage: Any) -> None:
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    own = store_upload(docx_bytes("Dự thảo của đơn vị"), name="du-thao.docx", actor=SYSTEM)
    publications.submit_decision(fresh(made), own, route="general", actor=actor_of(world.clerk))
    issued(made)

    lists.add_line(fresh(made), action="abolished", procedure=procedure("1.100002"), actor=SYSTEM)
    assert fresh(made).items.count() == 2


def issued(made: PublicationDecision) -> StoredFile:
    """The decision with its number, as the route leaves it; the file that was sent."""
    approval = approval_of(queries.ref_of(made))
    assert approval is not None
    sent: StoredFile = approval.versions.get().file
    issue = Issue("461/QĐ-UBND", date(2026, 11, 20), "Nguyễn Văn A", "", sent)
    approvables[queries.KIND].issued(str(made.uid), issue)
    return sent


def facts_of(made: PublicationDecision) -> publications.Facts:
    return publications.Facts(**{name: getattr(made, name) for name in publications.Facts.__dataclass_fields__})


def test_no_paper_is_sent_while_a_line_is_open(world: World, storage: Any) -> None:
    made = factory.decision(world)
    factory.read_in(made, list_file((1, "9.000001", "Mới")), actor=SYSTEM)

    with pytest.raises(Refused, match="Còn 1 dòng chưa xác nhận"):
        publications.submit_decision(fresh(made), route="general", actor=actor_of(world.clerk))
    assert fresh(made).state == "draft"
