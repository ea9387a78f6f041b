"""Lists by the agency that procedures themselves name: what a province has before it gave anything to its units."""

from __future__ import annotations

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories.procedures import content, procedure

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Agency, AgencyRole, Content
from motcua.procedures.models import NamedAgency, Procedure, VersionState
from motcua.procedures.queries.browse import agencies_named
from motcua.procedures.services.versions import publish_version, version_of

pytestmark = pytest.mark.django_db
PERFORMING, COMPETENT = AgencyRole.PERFORMING, AgencyRole.COMPETENT


def said(*agencies: tuple[AgencyRole, str]) -> Content:
    return content(agencies=tuple(Agency(role, name) for role, name in agencies))


def named() -> list[tuple[str, int]]:
    return agencies_named(clock.today())


def test_who_performs_is_listed_and_who_is_competent_only_where_nobody_performs() -> None:
    procedure("1.100001", said((PERFORMING, "Sở Xây dựng"), (COMPETENT, "Bộ Xây dựng")))
    procedure("1.100002", said((PERFORMING, "SỞ  XÂY DỰNG"), (PERFORMING, "Sở Tài chính")))
    procedure("1.100003", said((COMPETENT, "Chủ tịch Ủy ban nhân dân cấp xã")))
    procedure("1.100004", said())

    assert [(name.lower(), n) for name, n in named()] == [
        ("chủ tịch ủy ban nhân dân cấp xã", 1),
        ("sở tài chính", 1),
        ("sở xây dựng", 2),
    ]


def test_a_new_version_names_its_own_agencies_only() -> None:
    made = procedure("1.100001", said((PERFORMING, "Sở Xây dựng")))
    again = version_of(
        made, said((PERFORMING, "Ủy ban nhân dân cấp xã")), number=2, valid_from=clock.today(), at=clock.now(),
        field=None, state=VersionState.DRAFT,
    )  # fmt: skip
    again.save()
    assert [name for name, _ in named()] == ["Sở Xây dựng"]

    publish_version(again, valid_from=clock.today(), actor=SYSTEM)

    assert named() == [("Ủy ban nhân dân cấp xã", 1)]


def test_what_is_abolished_or_internal_is_not_counted() -> None:
    gone = procedure("1.100001", said((PERFORMING, "Sở Xây dựng")))
    Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2021, 1, 1))

    assert named() == []


def test_each_name_opens_to_as_many_procedures_as_it_says(client: Client) -> None:
    procedure("1.100001", said((PERFORMING, "Sở Xây dựng & Đô thị")))
    procedure("1.100002", content("Đăng ký hộ kinh doanh", agencies=(Agency(PERFORMING, "Ủy ban nhân dân cấp xã"),)))

    page = client.get("/thu-tuc/co-quan/").content.decode()
    assert "/thu-tuc/?agency=S%E1%BB%9F+X%C3%A2y+d%E1%BB%B1ng+%26+%C4%90%C3%B4+th%E1%BB%8B" in page

    listed = client.get("/thu-tuc/", {"agency": "Sở Xây dựng & Đô thị"}).content.decode()
    assert "1.100001" in listed
    assert "1.100002" not in listed
    assert "Sở Xây dựng &amp; Đô thị" in listed  # what it is narrowed by can be seen, and taken away


def test_many_agencies_cost_as_many_queries_as_few(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        procedure(f"1.1000{n:02}", said((PERFORMING, f"Sở {n}")))

    with django_assert_max_num_queries(6):
        client.get("/thu-tuc/co-quan/")


def test_what_stood_in_the_registry_before_has_its_agencies_too() -> None:
    procedure("1.100001", said((PERFORMING, "Sở Xây dựng"), (COMPETENT, "Bộ Xây dựng")))
    procedure("1.100002", said((COMPETENT, "Bộ Y tế")))
    kept = sorted(NamedAgency.objects.values_list("procedure", "key", "name"))
    NamedAgency.objects.all().delete()

    importlib.import_module("motcua.procedures.migrations.0007_named_agencies").take_from_versions(apps, None)

    assert sorted(NamedAgency.objects.values_list("procedure", "key", "name")) == kept
