"""What plans of the genre promise about procedures is recognised by its words, and comes alive once a person confirms."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.documents import law
from tests.factories.plans import World
from tests.factories.procedures import content, procedure

from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Kind, indicators
from motcua.organisations.permissions import actor_of
from motcua.plans.commands import bind
from motcua.plans.models import Plan, TargetBinding
from motcua.plans.queries.target_proposals import TAKEN, proposed_for
from motcua.plans.queries.targets import live_targets
from motcua.plans.rules.binding import Words, propose
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.readings import open_reading, read_now
from motcua.plans.services.targets import bind_proposed, bind_target
from motcua.procedures.models import Procedure
from motcua.procedures.queries.publication import items_of
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.marks import set_flags, set_level
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.publications import Facts, draft_decision, record_signed

SHARES = {key: one for key, one in indicators.items() if one.kind is Kind.RATIO}


def proposed(subject: str) -> str:
    found = propose(
        subject, {key: Words(str(one.title), str(one.measure), one.promised) for key, one in SHARES.items()}
    )
    return found.key.removeprefix("procedures.") if found is not None else ""


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("thủ tục hành chính thuộc thẩm quyền được công bố kịp thời khi có văn bản mới", "published_on_time"),
        ("TTHC mới, sửa đổi được ban hành đúng thời hạn", "published_on_time"),
        ("thủ tục hành chính được công bố, công khai kịp thời, đúng quy định", "disclosed_on_time"),
        ("các TTHC của sở công khai đúng hạn trên Cơ sở dữ liệu quốc gia", "disclosed_on_time"),
        ("TTHC được công khai đầy đủ, kịp thời", "disclosed_on_time"),
        ("TTHC công bố đúng hạn theo bộ chỉ số 766", "published_on_time_766"),
        ("TTHC công khai kịp thời theo Quyết định số 766/QĐ-TTg", "disclosed_on_time_766"),
        ("thủ tục hành chính công khai đầy đủ các bộ phận cấu thành", "complete"),
        ("quy trình nội bộ, quy trình điện tử được phê duyệt", "workflow_configured"),
        ("quy trình điện tử được cấu hình lên hệ thống ngay khi công bố", "workflow_configured"),
        ("thủ tục hành chính có quy trình nội bộ", "workflow_configured"),
        ("TTHC có bộ hồ sơ mẫu để người dân tham khảo, tức hồ sơ mẫu", "with_sample"),
        ("số thủ tục hành chính được rà soát trong năm", "reviewed"),
        ("thủ tục hành chính đang áp dụng có kiến nghị cắt giảm giấy tờ", "proposed_simplify"),
        ("TTHC được đề xuất phân cấp cho cấp xã", "proposed_decentralise"),
        ("thủ tục hành chính được kiến nghị ủy quyền giải quyết", "proposed_decentralise"),
        ("thủ tục hành chính đủ điều kiện được cung cấp dịch vụ công trực tuyến toàn trình", "eligible_online_whole"),
        ("TTHC đủ điều kiện thực hiện trực tuyến mức 3, mức 4", "eligible_online"),
        ("thủ tục hành chính cung cấp trực tuyến toàn trình", "online_whole"),
        ("tỷ lệ TTHC cung cấp dịch vụ công trực tuyến mức độ 3, 4", "online"),
        ("dịch vụ công được cung cấp trực tuyến một phần", "online"),
        ("hồ sơ TTHC được tiếp nhận, giải quyết đúng hạn", "dossiers.on_time"),
        ("tỷ lệ giải quyết hồ sơ đúng hạn", "dossiers.on_time"),
        ("tỷ lệ hồ sơ trực tuyến", "dossiers.online"),
    ],
)
def test_the_words_of_the_genre_name_the_indicator(subject: str, key: str) -> None:
    assert proposed(subject) == key


@pytest.mark.parametrize(
    "subject",
    [
        "hồ sơ thủ tục hành chính cung cấp trực tuyến toàn trình",
        "TTHC trực tuyến có phát sinh hồ sơ",
        "thủ tục hành chính cung cấp thanh toán trực tuyến",
        "thủ tục hành chính chưa công khai đúng hạn",
        "thủ tục hành chính nội bộ được công bố đúng hạn",
        "TTHC được niêm yết tại nơi tiếp nhận hồ sơ",
        "tỷ lệ hài lòng của người dân về thủ tục công khai đúng hạn",
        "kết quả giải quyết thủ tục hành chính được trả bản điện tử",
        "công chức được tập huấn về rà soát thủ tục hành chính",
    ],
)
def test_a_target_of_something_else_is_not_taken_for_one_of_procedures(subject: str) -> None:
    assert proposed(subject) == ""


def test_two_promises_that_fit_alike_propose_nothing() -> None:
    one = Words("Một", "thủ tục", (("thủ tục", "nhanh"),))

    assert propose("thủ tục nhanh", {"a.one": one}) is not None
    assert propose("thủ tục nhanh", {"a.one": one, "a.two": one}) is None
    assert (
        propose("thủ tục nhanh gọn", {"a.one": one, "a.two": Words("", "", (("thủ tục", "nhanh", "gọn"),))}).key
        == "a.two"
    )


PAPER = """\
ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI
BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP
Số: 31/KH-KCNĐN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 06 tháng 02 năm 2026

KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2026

I. MỤC TIÊU
1. 90% thủ tục hành chính đủ điều kiện được cung cấp trực tuyến.
2. 60% thủ tục hành chính có hồ sơ mẫu.

II. NHIỆM VỤ
| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian | Kết quả |
| 1 | Rà soát danh mục thủ tục hành chính | Văn phòng | Quý II/2026 | Báo cáo |
"""


def taken_in(world: World, text: str, name: str) -> Plan:
    reading = open_reading([store_upload(text.encode(), name=name, actor=SYSTEM)], owner=world.board, actor=SYSTEM)
    read_now(reading, actor=SYSTEM)
    return accept_reading(reading, actor=SYSTEM)


def registry_of(world: World, since: date) -> list[Procedure]:
    """Three procedures of the board: all fit for online service, two offered, one of them from end to end."""
    found = [procedure(f"1.10000{n}", content(f"Thủ tục {n}"), since=since) for n in (1, 2, 3)]
    assign(found, [world.board], role="performing", valid_from=since, actor=SYSTEM)
    decision = law("77/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2021, 1, 4))
    set_flags(found, kind="online_eligible", valid_from=since, decision=decision, actor=SYSTEM)
    set_level(found[:1], level="whole", valid_from=since.replace(month=9), actor=SYSTEM)
    set_level(found[1:2], level="partial", reason="presence", valid_from=since.replace(month=9), actor=SYSTEM)
    return found


def published(world: World, lines: list[Procedure], shown: date) -> None:
    """A decision of 2022, three weeks before its instrument took effect, about two of the procedures; one disclosed on a day."""
    basis = law("9/2022/NĐ-CP", "Chính phủ", date(2022, 3, 1), kind="decree", valid_from=date(2022, 4, 1))
    facts = Facts(title="Công bố danh mục", basis=basis)
    made = draft_decision(facts, owner=world.board, issuer=world.province, actor=SYSTEM)
    for one in lines:
        add_line(made, action="amended", procedure=one, actor=SYSTEM)
    signed = record_signed(made, number="61/QĐ-UBND", signed_on=date(2022, 3, 10), actor=SYSTEM)
    disclose(signed, items_of(signed)[:1], Told("national", shown, note="Ảnh chụp"), actor=SYSTEM)


@pytest.mark.django_db
def test_a_plan_of_our_own_is_proposed_its_indicators_and_shows_their_figures(world: World, storage: Path) -> None:
    registry_of(world, date(2026, 1, 1))
    plan = taken_in(world, PAPER, "ke-hoach.txt")
    asked = {one.target.subject: one for one in live_targets(plan, clock.today())}
    assert {s: one.proposal.key for s, one in asked.items() if one.proposal} == {
        "thủ tục hành chính đủ điều kiện được cung cấp trực tuyến": "procedures.eligible_online",
        "thủ tục hành chính có hồ sơ mẫu": "procedures.with_sample",
    }

    for one in asked.values():
        assert one.proposal is not None
        bind_target(one.target, indicator=one.proposal.key, actor=actor_of(world.office))

    online, sample = live_targets(plan, clock.today())
    assert (online.value.numerator, online.value.denominator, sample.value.value) == (2, 3, Decimal(0))
    page = factory.signed_in(world.office).get(online.rows)
    assert page.status_code == 200 and "66,7 %" in page.content.decode().replace("\xa0", " ")


MORE = PAPER.replace(
    "II. NHIỆM VỤ",
    "3. 95% thủ tục hành chính công khai đúng hạn.\n4. 98% thủ tục hành chính được công khai đúng hạn tại cấp xã.\n\nII. NHIỆM VỤ",
)


@pytest.mark.django_db
def test_what_is_proposed_beyond_doubt_is_confirmed_in_one_act_after_a_look(
    world: World, storage: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry_of(world, date(2026, 1, 1))
    plan = taken_in(world, MORE, "ke-hoach.txt")
    found = proposed_for(plan, clock.today())
    assert [(one.indicator.key.partition(".")[2], one.sure) for one in found] == [
        ("eligible_online", True),
        ("with_sample", True),
        ("disclosed_on_time", False),
        ("disclosed_on_time", False),
    ]
    client = factory.signed_in(world.office)
    address = reverse("plans:bind_proposed", args=[plan.uid])
    assert address in client.get(reverse("plans:plan_tab", args=[plan.uid, "chi-tieu"])).content.decode()
    page = client.get(address)
    assert [(row["checked"], row["pair"]) for row in page.context["rows"]][:2] == [(True, "2/3"), (True, "0/3")]
    assert [row["checked"] for row in page.context["rows"]][2:] == [False, False]

    # nothing chosen, and what is no proposal, change nothing
    empty = client.post(address, {})
    assert empty.status_code == 422 and "Chọn ít nhất một chỉ tiêu" in empty.content.decode()
    first, second, third, fourth = (str(one.target.uid) for one in found)
    strange = client.post(address, {"targets": [first, "khong-co"]})
    assert strange.status_code == 409
    assert strange.context["rows"][0]["checked"] and not strange.context["rows"][1]["checked"]
    assert not TargetBinding.objects.exists()

    # the command and REST show the same, and do the same
    assert bind.run(argparse.Namespace(plan=str(plan.uid), dry_run=True, json=False)) == 0
    assert "4 đề xuất, 2 chắc chắn; chưa đổi gì" in capsys.readouterr().out
    api = f"/api/v1/plans/{plan.uid}/target-proposals"
    assert next((one["id"], one["sure"]) for one in client.get(api).json()["items"]) == (first, True)
    assert client.post(api, {"targets": [first]}, content_type="application/json").json()["items"][0]["bound"] == (
        "procedures.eligible_online"
    )
    assert client.post(address, {"targets": [first]}).status_code == 409  # bound meanwhile

    assert client.post(address, {"targets": [second, third]}).status_code == 302
    assert {str(one.target.uid) for one in TargetBinding.objects.select_related("target")} == {first, second, third}
    (left,) = proposed_for(plan, clock.today())
    assert (str(left.target.uid), str(left.doubt)) == (fourth, str(TAKEN))
    assert bind.run(argparse.Namespace(plan=str(plan.uid), dry_run=False, json=False)) == 0
    assert "đã xác nhận 0" in capsys.readouterr().out
    for user in (world.specialist, world.stranger, world.leader):
        assert factory.signed_in(user).post(address, {"targets": [fourth]}).status_code in {403, 404}
    assert TargetBinding.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.shared
def test_targets_2_1_to_2_6_of_plan_002_are_proposed_and_once_bound_have_figures_that_open(
    world: World, storage: Path, shared: Path
) -> None:
    published(world, registry_of(world, date(2022, 1, 1))[:2], shown=date(2022, 3, 14))
    plan = taken_in(world, (shared / "plans" / "002.txt").read_text(encoding="utf-8"), "002.txt")
    wanted = {
        ("2.1", "bộ TTHC ban hành kịp thời"): "published_on_time",
        ("2.2", "quy trình nội bộ điện tử được cấu hình trên Một cửa điện tử kịp thời"): "workflow_configured",
        ("2.3", "TTHC công khai đúng hạn"): "disclosed_on_time",
        ("2.4", "TTHC có hồ sơ mẫu"): "with_sample",
        ("2.5", "TTHC kiến nghị đơn giản hóa"): "proposed_simplify",
        ("2.5", "TTHC được kiến nghị phân cấp"): "proposed_decentralise",
        ("2.6", "TTHC có đủ điều kiện, được cung cấp trực tuyến mức độ 3 và 4"): "eligible_online",
    }
    live = live_targets(plan, clock.today())
    found: dict[tuple[str, str], Any] = {
        (one.target.task.no, one.target.subject): one for one in live if one.target.task
    }
    assert {place: found[place].proposal.key for place in wanted} == {
        p: f"procedures.{key}" for p, key in wanted.items()
    }
    others = [one.proposal.key for place, one in found.items() if place not in wanted and one.proposal]
    assert not any(key.startswith("procedures.") for key in others)

    sure = {(p.target.task.no, p.target.subject) for p in proposed_for(plan, clock.today()) if p.sure and p.target.task}
    assert wanted.keys() <= sure
    bind_proposed(plan, {str(found[place].target.uid) for place in wanted}, actor=actor_of(world.office))

    bound = [one for one in live_targets(plan, clock.today()) if one.binding is not None]
    figures = {one.binding.indicator.removeprefix("procedures."): one.value for one in bound}
    assert {key: (value.numerator, value.denominator) for key, value in figures.items()} == {
        "published_on_time": (2, 2),
        "workflow_configured": (0, 3),
        "disclosed_on_time": (1, 2),
        "with_sample": (0, 3),
        "proposed_simplify": (0, 3),
        "proposed_decentralise": (0, 3),
        "eligible_online": (2, 3),
    }
    client = factory.signed_in(world.office)
    page = client.get(reverse("plans:plan_tab", args=[plan.uid, "chi-tieu"])).content.decode().replace("\xa0", " ")
    assert "66,7 %" in page and "2/3" in page
    for one in bound:
        assert client.get(one.rows).status_code == 200
        _page, _, query = one.rows.partition("?")
        rows = client.get(f"{reverse('indicators:rows', args=[one.indicator.key, 'denominator'])}?{query}")
        assert rows.context["list"].count == one.value.denominator
