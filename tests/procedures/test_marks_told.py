"""What setting a mark tells: a flag that stands already, a level online where the content has no online channel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import law
from tests.factories.procedures import Office, content, procedure

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.content import Channel, ChannelKind
from motcua.procedures.models import ProcedureFlag
from motcua.procedures.queries import marks as queries
from motcua.procedures.services import bulk
from motcua.procedures.services.marks import end_flag, set_flag, set_level

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
BACKEND = "motcua.organisations.signin.OfficerBackend"


def first() -> Any:
    return law("77/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 2))


def second() -> Any:
    return law("78/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 2, 2))


def client(office: Office) -> Client:
    made = Client()
    made.force_login(office.office, backend=BACKEND)
    return made


def unreachable() -> Any:
    return procedure("1.100002", content(channels=(Channel(ChannelKind.DIRECT),)))


def test_a_flag_that_stands_is_named_and_the_second_decision_makes_no_other(office: Office) -> None:
    found = procedure()
    set_flag(found, kind="boundary_free", valid_from=date(2026, 3, 1), decision=first(), actor=SYSTEM)

    decision = second()
    for again in (date(2026, 3, 1), date(2026, 9, 1), date(2026, 1, 1)):
        with pytest.raises(Invalid) as refusal:
            set_flag(found, kind="boundary_free", valid_from=again, decision=decision, actor=SYSTEM)
        (told,) = refusal.value.errors
        assert "77/QĐ-UBND" in str(told) and "01/03/2026" in str(told)
    assert ProcedureFlag.objects.count() == 1


def test_after_its_end_the_flag_is_set_anew_by_another_decision(office: Office) -> None:
    found = procedure()
    set_flag(found, kind="boundary_free", valid_from=date(2026, 3, 1), decision=first(), actor=SYSTEM)
    end_flag(ProcedureFlag.objects.get(), on=date(2026, 9, 1), actor=SYSTEM)

    decision = second()
    with pytest.raises(Invalid) as refusal:
        set_flag(found, kind="boundary_free", valid_from=date(2026, 8, 1), decision=decision, actor=SYSTEM)
    assert "01/09/2026" in str(refusal.value.errors[0])

    set_flag(found, kind="boundary_free", valid_from=date(2026, 9, 1), decision=decision, actor=SYSTEM)
    assert queries.flags_of(found, TODAY)["boundary_free"].decision.number == "78/QĐ-UBND"


def test_page_and_rest_refuse_the_second_flag_with_the_first_one_named(office: Office) -> None:
    found = procedure()
    set_flag(found, kind="public_post", valid_from=date(2026, 3, 1), decision=first(), actor=SYSTEM)
    second()

    page = client(office).post(
        reverse("procedures:set_flag", args=[found.uid]),
        {"kind": "public_post", "decision": "78/QĐ-UBND", "valid_from": "01/09/2026"},
    )
    assert page.status_code == 422
    assert "77/QĐ-UBND" in page.content.decode()

    body = {
        "procedures": [found.base_code],
        "kind": "public_post",
        "decision": "78/QĐ-UBND",
        "valid_from": "2026-09-01",
    }
    answer = client(office).post("/api/v1/procedure-flags", body, content_type="application/json")
    assert answer.status_code == 422
    assert "77/QĐ-UBND" in answer.content.decode()
    assert ProcedureFlag.objects.count() == 1


def test_online_without_an_online_channel_is_a_list_by_the_content_of_the_day(office: Office) -> None:
    reached, lost = procedure("1.100001"), unreachable()
    set_level([reached, lost], level="whole", valid_from=TODAY, actor=SYSTEM)

    assert [p.base_code for p in queries.without_channel(TODAY)] == ["1.100002"]
    html = client(office).get(reverse("procedures:online"), {"kind": "no_channel"}).content.decode()
    assert "1.100002" in html and "1.100001" not in html
    assert f"{reverse('procedures:online')}?kind=no_channel" in html
    notices = [
        "người dân không thấy nơi nộp"
        in client(office).get(reverse("procedures:marks", args=[one.uid])).content.decode()
        for one in (reached, lost)
    ]
    assert notices == [False, True]


def test_who_sets_such_a_level_is_told_at_once(office: Office) -> None:
    said = "không có kênh trực tuyến"
    reached, lost = procedure("1.100001"), unreachable()
    for found, told in ((reached, False), (lost, True)):
        answer = client(office).post(
            reverse("procedures:set_level", args=[found.uid]),
            {"level": "whole", "valid_from": "20/11/2026"},
            follow=True,
        )
        messages = [str(one) for one in answer.context["messages"]]
        assert any(said in one for one in messages) is told


def test_an_act_over_many_and_its_rest_answer_name_them(office: Office) -> None:
    procedure("1.100001"), unreachable()

    body = {"procedures": ["1.100001", "1.100002"], "level": "whole", "valid_from": "2026-11-20"}
    answer = client(office).post("/api/v1/procedure-levels", body, content_type="application/json").json()

    (warning,) = answer["warnings"]
    assert "1.100002" in warning and "1.100001" not in warning
    page = client(office).get(reverse("procedures:bulk_act", args=[answer["act"]])).content.decode()
    assert f"{reverse('procedures:online')}?kind=no_channel" in page


def test_a_level_of_old_that_is_not_online_warns_of_nothing(office: Office) -> None:
    found = procedure("1.100003", content(channels=(Channel(ChannelKind.DIRECT),)), since=date(2020, 1, 1))
    act = bulk.level_many([found], level="level_2", valid_from=date(2021, 3, 1), actor=SYSTEM)

    assert list(queries.levelled_without_channel(act)) == []
