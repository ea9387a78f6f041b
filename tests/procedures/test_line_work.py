"""Very many lines are settled and disclosed behind the page, in portions that each are done whole; run again it goes on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.documents import docx_bytes
from tests.factories.publication import World, signed

from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.kernel.models import Job
from motcua.procedures.models import Disclosure, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.line_work import AT_ONCE, disclose_many, settle_many

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
MANY = AT_ONCE + 10
SHOWN = {"place": "national", "on": "2026-03-05", "url": "https://csdl.vn/1"}


def long_decision(world: World, count: int = MANY) -> PublicationDecision:
    made = signed(world)
    PublicationItem.objects.bulk_create(
        PublicationItem(decision=made, line=n, action="new", base_code=f"9.{n:06d}", name=f"Thủ tục {n}")
        for n in range(1, count + 1)
    )
    return queries.decision_by_uid(str(made.uid))


def run() -> Job:
    job = Job.objects.get(kind=queries.LINES_JOB)
    jobs.run_job.func(str(job.uid))
    job.refresh_from_db()
    return job


def test_few_lines_are_disclosed_at_once_and_very_many_by_a_job_that_programs_can_follow(world: World) -> None:
    caller = token(world.office.office)
    few, many = long_decision(world, 2), None
    assert call("POST", f"/publications/{few.uid}/disclosures", caller, SHOWN).status_code == 201
    PublicationDecision.objects.filter(pk=few.pk).update(number="1/QĐ-UBND")
    many = factory.decision(world, basis=factory.basis("8/2026/NĐ-CP"))
    PublicationItem.objects.bulk_create(
        PublicationItem(decision=many, line=n, action="new", name=f"Thủ tục {n}") for n in range(1, MANY + 1)
    )
    PublicationDecision.objects.filter(pk=many.pk).update(
        state="signed", number="2/QĐ-UBND", signed_on=date(2026, 3, 3)
    )

    begun = told(call("POST", f"/publications/{many.uid}/disclosures", caller, SHOWN), 202)
    assert begun["work"]["state"] == "queued"
    assert Disclosure.objects.filter(item__decision=many).count() == 0
    assert call("POST", f"/publications/{many.uid}/disclosures", caller, SHOWN).status_code == 409
    assert run().result["made"] == MANY
    done = told(call("GET", f"/publications/{many.uid}", caller))
    assert (done["work"]["state"], done["work"]["done"]) == ("done", MANY)
    assert Disclosure.objects.filter(item__decision=many, place="national", url="https://csdl.vn/1").count() == MANY


def test_what_is_wrong_with_very_many_is_refused_before_anything_is_queued(world: World) -> None:
    caller, made = token(world.office.office), long_decision(world)
    wrong = SHOWN | {"on": "2026-03-01", "url": ""}
    assert wrong_fields(call("POST", f"/publications/{made.uid}/disclosures", caller, wrong)) == ["on", "url"]
    assert not Job.objects.exists()


def test_a_job_that_broke_off_goes_on_with_the_lines_that_are_left(world: World) -> None:
    made = long_decision(world)
    shown = Told("national", date(2026, 3, 5), url="https://csdl.vn/1")
    begun = disclose_many(made, queries.items_of(made), shown, actor=SYSTEM)
    assert isinstance(begun, Job)
    disclose(made, queries.items_of(made)[:100], shown, actor=SYSTEM)

    assert run().result["made"] == MANY - 100
    assert Disclosure.objects.count() == MANY


def test_the_page_shows_the_work_and_keeps_its_proof(world: World, storage: Any) -> None:
    made = long_decision(world)
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    proof = SimpleUploadedFile("bien-ban.docx", docx_bytes("Biên bản niêm yết"))
    at = reverse("procedures:publication_act", args=[made.uid, "cong-khai"])
    sent = {"which": "all", "place": "national", "on": "05/03/2026", "proof": proof}
    page = client.post(at, sent, follow=True).content.decode()

    assert "Nhiều dòng nên chạy ở nền" in page
    assert "Dừng việc này" in page
    run()
    assert Disclosure.objects.filter(proof__name="bien-ban.docx").count() == MANY
    assert "Dừng việc này" not in client.get(reverse("procedures:publication", args=[made.uid])).content.decode()


def test_very_many_lines_are_settled_by_a_job_one_at_a_time(world: World) -> None:
    made = long_decision(world)
    begun = settle_many(made, actor=SYSTEM)
    assert isinstance(begun, Job)
    with pytest.raises(Refused) as refusal:
        settle_many(made, actor=SYSTEM)
    assert refusal.value.code == "busy"
    assert run().result["lines"] == 0
