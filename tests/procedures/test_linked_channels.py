"""What pages and linked data say of limits and fees that hold for one way of filing only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.factories.procedures import content

from motcua.kernel.workdays import Unit
from motcua.procedures.content import Channel, ChannelKind, Fee, FeeKind, Limit
from motcua.procedures.content.local import Entry, Local, effective
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries.linked import government_service, public_service
from motcua.procedures.queries.shown import costs_of, times_of

ONLINE = ChannelKind.ONLINE
PAGE = "https://motcua.example/thu-tuc/1.100001"
CONTENT = content(
    channels=(Channel(ChannelKind.DIRECT, "Tại Trung tâm."), Channel(ONLINE)),
    limits=(Limit(Decimal(5), Unit.WORKING_DAY), Limit(Decimal(3), Unit.WORKING_DAY, ONLINE, "Cấp lại")),
    fees=(Fee(FeeKind.CHARGE, Decimal(100_000)), Fee(FeeKind.CHARGE, Decimal(50_000), channel=ONLINE, case="Cấp lại")),
)


def test_a_cost_names_the_channel_it_is_asked_through() -> None:
    procedure, version = Procedure(base_code="1.100001"), ProcedureVersion(valid_from=date(2026, 1, 1))

    told = public_service(procedure, version, CONTENT, "https://motcua.example", effective(CONTENT, ()))

    everywhere, online = told["cv:hasCost"]
    assert "cv:ifAccessedThrough" not in everywhere
    assert online["cv:ifAccessedThrough"] == {"@id": told["cv:hasChannel"][1]["@id"]}
    assert online["dct:description"]["@value"] == "Trực tuyến: Cấp lại"
    assert [one.get("dct:description", {}).get("@value") for one in told["cv:hasChannel"]] == [
        "Tại Trung tâm. Thời hạn: 5 ngày làm việc.",
        "Thời hạn: 5 ngày làm việc; Cấp lại: 3 ngày làm việc.",
    ]


def test_an_offer_names_its_channel() -> None:
    told = government_service(Procedure(base_code="1.100001"), CONTENT, PAGE, effective(CONTENT, ()))

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


def test_search_engines_read_names_places_and_times_not_keys() -> None:
    told = government_service(Procedure(base_code="1.100001"), CONTENT, PAGE, effective(CONTENT, ()))

    direct, online = told["availableChannel"]
    assert (direct["name"], online["name"]) == ("Trực tiếp", "Trực tuyến")
    assert [place["@type"] for place in direct["serviceLocation"]] == ["Place"] * len(direct["serviceLocation"])
    assert "serviceLocation" not in online
    assert "inLanguage" not in told, "a property of creative works, not of services"


def test_a_time_in_calendar_days_is_told_as_a_duration_of_its_channel() -> None:
    said = content(
        channels=(Channel(ChannelKind.DIRECT), Channel(ONLINE)),
        limits=(Limit(Decimal(15), Unit.DAY), Limit(Decimal(10), Unit.DAY, ONLINE)),
    )
    told = government_service(Procedure(base_code="1.100001"), said, PAGE, effective(said, ()))

    assert [one["processingTime"] for one in told["availableChannel"]] == ["P15D", "P10D"]


def test_what_the_province_settled_stands_in_linked_data_as_on_the_page() -> None:
    said = content(
        channels=(Channel(ChannelKind.DIRECT),),
        limits=(Limit(Decimal(15), Unit.DAY),),
        fees=(Fee(FeeKind.CHARGE, Decimal(100_000)),),
    )
    here = effective(
        said,
        [
            Entry(Local.LIMIT, Limit(Decimal(10), Unit.DAY), "12/QĐ-UBND"),
            Entry(Local.FEE, Fee(FeeKind.CHARGE, Decimal(0), exempt="Trẻ em"), "7/NQ-HĐND"),
        ],
    )
    procedure, version = Procedure(base_code="1.100001"), ProcedureVersion(valid_from=date(2026, 1, 1))
    service = public_service(procedure, version, said, "https://motcua.example", here)
    page = government_service(procedure, said, PAGE, here)

    assert service["cv:processingTime"] == ["P10D"]
    (channel,), (cost,), (offer,) = service["cv:hasChannel"], service["cv:hasCost"], page["offers"]
    assert channel["dct:description"]["@value"] == "Thời hạn: 10 ngày (theo 12/QĐ-UBND; quy định chung: 15 ngày)."
    assert cost["cv:value"]["@value"] == offer["price"] == "0"
    told = "(theo 7/NQ-HĐND; quy định chung: 100.000 đồng) Được miễn, giảm: Trẻ em."
    assert cost["dct:description"]["@value"] == offer["description"] == told
