"""Telling people outside the house: who is told over which channel, once, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings
from tests.factories import outward as factory
from tests.factories.messages import FRIDAY, TASK
from tests.factories.outward import LE_AN, sent_to, ways
from tests.factories.providers import StandIn, provider, running

from motcua.kernel import events
from motcua.messages.models import Dispatch, Leg
from motcua.messages.queries import outward as reads
from motcua.messages.rules.declarations import (
    Purpose,
    TemplateDeclaration,
    declarations,
    declare,
    officers_purposes,
    outward_purposes,
    purposes,
)
from motcua.messages.rules.outward import Addressee
from motcua.messages.rules.short import Short
from motcua.messages.services.outward import ref_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with running() as made:
        yield made


@pytest.fixture(autouse=True)
def providers(settings: Settings, server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_entries", declarations._entries | {factory.READY.key: factory.READY})
    settings.MOTCUA_PROVIDERS = {key: provider(server, key) for key in ("sms", "zns")}


def reasons(dispatch: Dispatch) -> dict[str, str]:
    return dict(dispatch.legs.exclude(reason="").values_list("channel", "reason"))


def declared(monkeypatch: pytest.MonkeyPatch, short: Short) -> None:
    changed: TemplateDeclaration = replace(factory.READY, short=short)
    monkeypatch.setitem(declarations._entries, factory.READY.key, changed)


def test_the_first_channel_of_the_order_is_begun_and_the_others_stand_by() -> None:
    (made,) = sent_to()
    assert ways(made) == [("zns", "queued"), ("sms", "standby"), ("email", "standby")]
    assert made.state == "waiting"
    assert list(made.legs.order_by("place").values_list("parts", flat=True)) == [1, 1, 1]


def test_what_is_run_again_is_told_once() -> None:
    (first,) = sent_to()
    assert sent_to() == []
    assert sent_to(Addressee("Lê An", "LE.AN@thu.example", "+84912345678")) == []
    assert len(sent_to(key="hai")) == 1
    assert len(sent_to(LE_AN, LE_AN, key="ba")) == 1
    assert Dispatch.objects.get(key="một") == first


def test_a_person_with_a_key_is_told_once_whatever_their_address_has_become() -> None:
    assert len(sent_to(Addressee("An", phone="0912345678", key="applicant"))) == 1
    assert sent_to(Addressee("An", phone="0987654321", key="applicant")) == []
    assert len(sent_to(Addressee("Bình", phone="0987654321", key="proxy"))) == 1


def test_who_wants_no_messages_gets_none_and_that_shows() -> None:
    (made,) = sent_to(Addressee("An", "an@thu.example", channels=()))
    assert (made.state, ways(made)) == ("suppressed", [])
    (chosen,) = sent_to(Addressee("Bình", "b@thu.example", "0912345678", channels=("sms",)))
    assert ways(chosen) == [("zns", "skipped"), ("sms", "queued"), ("email", "skipped")]
    assert reasons(chosen) == {"zns": "opted_out", "email": "opted_out"}


def test_why_a_channel_is_passed_over(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (landline,) = sent_to(Addressee("An", "an@thu.example", "0251 3822 501"))
    assert reasons(landline) == {"zns": "bad_address", "sms": "bad_address"}
    (nothing,) = sent_to(Addressee("Bình", "không phải thư"))
    assert reasons(nothing) == {"zns": "no_address", "sms": "no_address", "email": "bad_address"}
    assert nothing.state == "lost"

    declared(monkeypatch, Short(sms_vi="ồ" * 700, zns_vi="Chưa có số mẫu"))
    (worded,) = sent_to(key="hai")
    assert reasons(worded) == {"zns": "no_wording", "sms": "too_long"}
    declared(monkeypatch, Short(zns_template_vi="1", zns_vi="{name}"))
    (long,) = sent_to(key="ba", facts={"name": "x" * 401, "code": "1"})
    assert reasons(long) == {"zns": "too_long", "sms": "no_wording"}
    settings.MOTCUA_PROVIDERS = {}
    (bare,) = sent_to(key="bốn")
    assert reasons(bare) == {"zns": "no_channel", "sms": "no_channel"}
    assert ways(bare)[-1] == ("email", "queued")


def test_what_reaches_nobody_is_told_in_the_trail() -> None:
    (made,) = sent_to(Addressee("An"))
    assert [e.kind for e in events.history(ref_of(made))] == ["dispatch.lost"]


def test_nothing_of_a_person_stands_readable_in_the_tables() -> None:
    (made,) = sent_to()
    kept = " ".join(str(v) for row in [*Dispatch.objects.values(), *Leg.objects.values()] for v in row.values())
    assert not [part for part in ("Lê", "le.an", "912345678", "H01.26") if part in kept]
    assert reads.recipient_of(made) == "•••••• 678, l•••@thu.example"


def test_words_are_those_of_the_persons_language_with_or_without_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    declared(monkeypatch, Short(sms_vi="Hồ sơ {code}", sms_en="Dossier {code}", sms_marks=False))
    (vi,) = sent_to()
    (en,) = sent_to(Addressee("Ann", "ann@mail.example", "0987654321", language="en"))
    assert vi.contents["words"]["sms"]["text"] == "Ho so H01.26.000123"
    assert en.contents["words"]["sms"]["text"] == "Dossier H01.26.000123"
    assert en.contents["words"]["email"]["title"] == "Dossier H01.26.000123 is ready"


def test_a_template_for_officers_and_facts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="officers only"):
        sent_to(template="test.reminder")
    with pytest.raises(ValueError, match="missing or unknown"):
        sent_to(facts={"name": "An"})
    with pytest.raises(ValueError, match="no purpose"):
        sent_to(purpose="khác")
    assert not Dispatch.objects.exists()


def test_what_is_wanted_later_waits() -> None:
    (made,) = sent_to(at=FRIDAY + timedelta(days=1))
    assert made.legs.get(state="queued").next_at == FRIDAY + timedelta(days=1)


def test_a_records_page_tells_what_was_told_without_telling_who(django_assert_num_queries: Any) -> None:
    sent_to()
    sent_to(Addressee("Bình", "binh@thu.example", channels=("email",)), key="hai")
    with django_assert_num_queries(2):
        told = reads.told_outside(TASK)
    assert [(t.title, t.to, t.channel_label, t.state_label) for t in told] == [
        ("Thử: có kết quả", "b•••@thu.example", "Thư điện tử", "Đang gửi"),
        ("Thử: có kết quả", "•••••• 678, l•••@thu.example", "Zalo ZNS", "Đang gửi"),
    ]


def test_officers_are_not_asked_about_what_goes_to_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(purposes._entries, "test.dossier", Purpose("Hồ sơ", outward=True))
    assert "test.dossier" not in officers_purposes()
    assert {"test.dossier", "news"} <= outward_purposes().keys()
    assert "reminder" not in outward_purposes()


@pytest.mark.parametrize(
    "short",
    [
        Short(sms_vi="{nobody}"),
        Short(zns_template_vi="1"),
        Short(zns_vi="x" * 401),
        Short(sms_en="Ready"),
        Short(sms_vi="x", zns_parameters="ma = nobody"),
        Short(sms_vi="{"),
    ],
)
def test_a_declaration_whose_short_texts_cannot_be_sent_stops_the_start(short: Short) -> None:
    with pytest.raises(ValueError, match=r"test\.broken"):
        declare(replace(factory.READY, key="test.broken", short=short))
