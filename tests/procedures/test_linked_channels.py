"""What pages and linked data say of limits and fees that hold for one way of filing only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.factories.procedures import content

from motcua.kernel.workdays import Unit
from motcua.procedures.content import Channel, ChannelKind, Fee, FeeKind, Limit
from motcua.procedures.content.local import effective
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries.linked import government_service, public_service
from motcua.procedures.queries.shown import costs_of, times_of

ONLINE = ChannelKind.ONLINE
CONTENT = content(
    channels=(Channel(ChannelKind.DIRECT, "Tại Trung tâm."), Channel(ONLINE)),
    limits=(Limit(Decimal(5), Unit.WORKING_DAY), Limit(Decimal(3), Unit.WORKING_DAY, ONLINE, "Cấp lại")),
    fees=(Fee(FeeKind.CHARGE, Decimal(100_000)), Fee(FeeKind.CHARGE, Decimal(50_000), channel=ONLINE, case="Cấp lại")),
)


def test_a_cost_names_the_channel_it_is_asked_through() -> None:
    procedure, version = Procedure(base_code="1.100001"), ProcedureVersion(valid_from=date(2026, 1, 1))

    told = public_service(procedure, version, CONTENT, "https://motcua.example")

    everywhere, online = told["cv:hasCost"]
    assert "cv:ifAccessedThrough" not in everywhere
    assert online["cv:ifAccessedThrough"] == {"@id": told["cv:hasChannel"][1]["@id"]}
    assert online["dct:description"]["@value"] == "Trực tuyến: Cấp lại"
    assert [one.get("dct:description", {}).get("@value") for one in told["cv:hasChannel"]] == [
        "Tại Trung tâm.",
        "Thời hạn: Cấp lại: 3 ngày làm việc.",
    ]


def test_an_offer_names_its_channel() -> None:
    told = government_service(Procedure(base_code="1.100001"), CONTENT, "https://motcua.example/thu-tuc/1.100001")

    assert [offer.get("name", "") for offer in told["offers"]] == ["", "Trực tuyến: Cấp lại"]


def test_the_short_answer_names_the_channels_of_each_amount_and_reads_a_common_note_once() -> None:
    free = "Trẻ em"
    fees = (
        Fee(FeeKind.FEE, Decimal(8000), channel=ChannelKind.DIRECT, exempt=free),
        Fee(FeeKind.FEE, Decimal(4000), channel=ONLINE, exempt=free),
        Fee(FeeKind.FEE, Decimal(8000), channel=ChannelKind.POST, exempt=free),
    )
    said = content(fees=fees)

    assert [(fact.about, fact.value, fact.note) for fact in costs_of(said, effective(said, ()))] == [
        ("Trực tiếp, Dịch vụ bưu chính", "8.000 đồng", ""),
        ("Trực tuyến", "4.000 đồng", ""),
        ("", "", "Được miễn, giảm: Trẻ em."),
    ]


def test_what_holds_for_the_other_channels_names_them_and_two_kinds_of_fee_are_both_told() -> None:
    said = content(
        channels=(Channel(ChannelKind.DIRECT), Channel(ONLINE)),
        limits=(Limit(Decimal(5), Unit.WORKING_DAY), Limit(Decimal(3), Unit.WORKING_DAY, ONLINE)),
        fees=(Fee(FeeKind.FEE, Decimal(8000)), Fee(FeeKind.CHARGE, Decimal(8000))),
    )

    assert [(fact.about, fact.value) for fact in times_of(said, effective(said, ()))] == [
        ("Trực tiếp", "5 ngày làm việc"),
        ("Trực tuyến", "3 ngày làm việc"),
    ]
    assert [fact.value for fact in costs_of(said, effective(said, ()))] == ["8.000 đồng (phí)", "8.000 đồng (lệ phí)"]
