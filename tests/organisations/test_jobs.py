from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import organisations as factory

from motcua.kernel import jobs
from motcua.kernel.models import Job
from motcua.organisations.models import Territory
from motcua.organisations.services.territories import queue_import

GOOD = "code,full_name,unit_type,province_code\n26068,Phường Biên Hòa,Phường,75\n".encode()
WRONG = "code,full_name,unit_type,province_code\nx,Phường Biên Hòa,Phường,75\n".encode()


@pytest.fixture(autouse=True)
def kept_apart(storage: Path) -> None:
    """Files of every test go to a folder of its own."""


def worked(job: Job) -> Job:
    jobs.run_job.call(str(job.uid))
    job.refresh_from_db()
    return job


def left(storage: Path) -> list[str]:
    return [p.name for p in storage.rglob("*") if p.is_file()]


@pytest.mark.django_db
def test_places_are_imported_in_the_background_and_the_file_is_gone_after(storage: Path) -> None:
    job = worked(queue_import(GOOD, name="xa.csv", actor=factory.actor()))

    assert (job.state, job.result["territories"]) == ("done", 2)
    assert Territory.objects.count() == 2
    assert left(storage) == []


@pytest.mark.django_db
def test_a_wrong_file_ends_the_job_with_its_sentence_and_writes_nothing(storage: Path) -> None:
    job = worked(queue_import(WRONG, name="xa.csv", actor=factory.actor()))

    assert job.state == "failed"
    assert "Không nhập tệp" in str(jobs.failure_of(job))
    assert not Territory.objects.exists()
    assert left(storage) == []


@pytest.mark.django_db
def test_an_import_that_must_move_to_another_worker_keeps_its_file(
    storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = queue_import(GOOD, name="xa.csv", actor=factory.actor())
    jobs.stopping.set()
    worked(job)
    jobs.stopping.clear()

    assert job.state == "queued"
    assert len(left(storage)) == 1
    assert worked(job).state == "done"


def test_the_desk_takes_the_file_and_leads_to_the_running_job(client: Client, province: factory.Province) -> None:
    client.force_login(factory.user("quantri", province.committee, "operator"))
    address = reverse("organisations:load_territories")

    wrong = client.post(address, {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")})
    assert "Không nhận ra tệp này" in str(wrong.context["form"].errors)
    taken = client.post(address, {"file": SimpleUploadedFile("xa.csv", GOOD)})

    job = Job.objects.get()
    assert taken["Location"] == reverse("portal:job", args=[job.uid])
    assert default_storage.exists(job.payload["file"])
    assert worked(job).state == "done"
