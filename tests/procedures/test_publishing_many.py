"""A long decision is published behind the page: begun once, whole or not at all, and what failed is told."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.calling import call, token, told
from tests.factories.publication import World, signed

from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.kernel.models import Job
from motcua.procedures.models import Procedure, ProcedureVersion, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.services import line_work
from motcua.procedures.services.line_work import publish_many

pytestmark = pytest.mark.django_db
LINES = 6


@pytest.fixture
def made(world: World, monkeypatch: pytest.MonkeyPatch) -> PublicationDecision:
    """One line more than is published in the request: the bound is lowered, since each line takes its time."""
    monkeypatch.setattr(line_work, "PUBLISHED_AT_ONCE", LINES - 1)
    found = signed(world)
    PublicationItem.objects.bulk_create(
        PublicationItem(
            decision=found,
            line=n,
            action="new",
            base_code=f"9.{n:06d}",
            name=f"Thủ tục {n}",
            confirmed_at=clock.now(),
        )
        for n in range(1, LINES + 1)
    )
    return queries.decision_by_uid(str(found.uid))


def run() -> Job:
    job = Job.objects.get(kind=queries.LINES_JOB)
    jobs.run_job.func(str(job.uid))
    job.refresh_from_db()
    return job


def state(made: PublicationDecision) -> str:
    return str(PublicationDecision.objects.get(pk=made.pk).state)


def test_few_lines_are_published_at_once(made: PublicationDecision) -> None:
    PublicationItem.objects.filter(line=LINES).delete()

    done = publish_many(made, actor=SYSTEM)

    assert not isinstance(done, Job) and done.versions == LINES - 1
    assert state(made) == "published"


def test_many_are_published_by_a_job_that_is_begun_once(made: PublicationDecision) -> None:
    assert isinstance(publish_many(made, actor=SYSTEM), Job)
    with pytest.raises(Refused):
        publish_many(made, actor=SYSTEM)
    assert state(made) == "signed"

    job = run()

    assert (job.state, job.result["versions"], job.done, job.total) == ("done", LINES, LINES, LINES)
    assert state(made) == "published"


def test_begun_again_by_another_worker_it_publishes_nothing_twice(made: PublicationDecision) -> None:
    publish_many(made, actor=SYSTEM)
    run()
    versions = ProcedureVersion.objects.count()

    again = queries.decision_by_uid(str(made.uid))
    assert line_work.go_through(again, {"what": "publish"}, actor=SYSTEM, progress=lambda _done, _total: None) == {}
    assert ProcedureVersion.objects.count() == versions


def test_a_line_that_cannot_be_leaves_all_unpublished_and_the_page_says_which(
    made: PublicationDecision, world: World
) -> None:
    PublicationItem.objects.filter(line=3).update(base_code="")
    publish_many(made, actor=SYSTEM)

    job = run()

    assert job.state == "failed"
    assert state(made) == "signed"
    assert Procedure.objects.filter(base_code__startswith="9.").count() == 0
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.get(reverse("procedures:publication", args=[made.uid])).content.decode()
    assert "Dòng 3" in page and "Chưa có mã thủ tục" in page


def test_what_is_not_confirmed_is_refused_before_anything_is_begun(made: PublicationDecision) -> None:
    PublicationItem.objects.filter(line=2).update(confirmed_at=None)

    with pytest.raises(Refused):
        publish_many(made, actor=SYSTEM)
    assert not Job.objects.filter(kind=queries.LINES_JOB).exists()


def test_page_and_rest_say_that_it_runs(made: PublicationDecision, world: World) -> None:
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.post(reverse("procedures:publication_act", args=[made.uid, "cong-bo"]), follow=True).content.decode()
    assert "đang chạy ở nền" in page and "hoặc không dòng nào" in page

    caller = token(world.office.office)
    assert call("POST", f"/publications/{made.uid}/publish", caller, {}).status_code == 409
    Job.objects.all().delete()
    begun = told(call("POST", f"/publications/{made.uid}/publish", caller, {}), 202)
    assert (begun["state"], begun["work"]["state"]) == ("signed", "queued")
    run()
    assert told(call("GET", f"/publications/{made.uid}", caller))["state"] == "published"
