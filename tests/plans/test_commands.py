"""`motcua plan read` and `motcua plan import`, as a script calls them; and the sample that is loaded by the same reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.config import cli
from motcua.documents.models import StoredFile
from motcua.kernel.actors import SYSTEM
from motcua.organisations.services.units import Facts, establish_unit
from motcua.plans import sample
from motcua.plans.models import Plan, Reading
from motcua.plans.workflow import PlanState, ReadingState


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.run(["plan", *words])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(factory.plan_text(), encoding="utf-8")
    return str(path)


def test_reading_prints_one_json_document_and_nothing_else(capsys: pytest.CaptureFixture[str], file: str) -> None:
    status, out, err = run(capsys, "read", file, "--json")

    found = json.loads(out)
    assert (status, err, found["document"]["number"]) == (0, "", "18/KH-KCNĐN")
    text = factory.plan_text()
    assert all(task["source"]["quote"] and task["lead"] in text for task in found["tasks"])


def test_reading_for_the_eye_names_what_was_found(capsys: pytest.CaptureFixture[str], file: str) -> None:
    _, out, _ = run(capsys, "read", file)

    assert "18/KH-KCNĐN" in out
    assert "Nhiệm vụ (" in out
    assert "chủ trì: " in out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("khong-co.txt", None, "Không có tệp"),
        ("rong.txt", b"", "rỗng"),
        ("hong.docx", b"PK\x03\x04 hong", "hỏng"),
        ("gia.pdf", b"%PDF-1.7 khong phai", "hỏng"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    status, out, err = run(capsys, "read", str(tmp_path / name), "--json")

    assert (status, out) == (1, "")
    assert err.startswith("motcua: ")
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.django_db
@pytest.mark.usefixtures("storage")
class TestImport:
    def test_without_accept_the_reading_waits_for_review(
        self, capsys: pytest.CaptureFixture[str], file: str, world: World
    ) -> None:
        status, out, _ = run(capsys, "import", file, "--unit", world.board.code, "--json")

        told = json.loads(out)
        assert (status, told["state"], told["plan"]) == (0, ReadingState.TO_REVIEW, None)
        assert Reading.objects.get().owner == world.board

    def test_with_accept_the_plan_is_in_the_system(
        self, capsys: pytest.CaptureFixture[str], file: str, world: World
    ) -> None:
        status, out, _ = run(capsys, "import", file, "--unit", world.board.code, "--accept", "--json")

        plan = Plan.objects.get()
        told = json.loads(out)
        assert (status, told["plan"], told["tasks"]) == (0, str(plan.uid), plan.tasks.count())

    def test_a_plan_that_is_known_is_refused_and_the_first_one_stays(
        self, capsys: pytest.CaptureFixture[str], file: str, world: World
    ) -> None:
        run(capsys, "import", file, "--unit", world.board.code, "--accept")
        status, _, err = run(capsys, "import", file, "--unit", world.board.code, "--accept")

        assert status == 1
        assert "đã có" in err
        assert Plan.objects.count() == 1

    def test_a_secret_paper_leaves_nothing_behind(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, storage: Path, world: World
    ) -> None:
        paper = tmp_path / "ke-hoach.txt"
        paper.write_text("TỐI MẬT\n" + factory.plan_text(), encoding="utf-8")

        status, _, err = run(capsys, "import", str(paper), "--unit", world.board.code, "--accept")

        assert (status, StoredFile.objects.count(), Reading.objects.count()) == (1, 0, 0)
        assert "TỐI MẬT" in err
        assert not [path for path in storage.rglob("*") if path.is_file()]

    def test_an_unknown_unit_is_told_before_anything_is_kept(
        self, capsys: pytest.CaptureFixture[str], file: str, world: World
    ) -> None:
        status, _, err = run(capsys, "import", file, "--unit", "khong-co")

        assert (status, StoredFile.objects.count()) == (1, 0)
        assert "khong-co" in err


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.usefixtures("storage")
def test_the_sample_has_all_four_layouts_and_one_plan_to_review() -> None:
    for code in sorted({paper.unit for paper in sample.PAPERS}):
        establish_unit(code, Facts(f"Đơn vị {code}", "department"), actor=SYSTEM, on=factory.START)

    sample.load_papers()

    assert sorted(Reading.objects.values_list("state", flat=True)) == ["accepted"] * 4 + ["to_review"]
    assert set(Plan.objects.values_list("is_sample", flat=True)) == {True}
    assert Plan.objects.filter(state=PlanState.ISSUED).exists()
    plans = Plan.objects.all()
    assert any(plan.topics.exists() for plan in plans)
    assert sum(plan.tasks.count() for plan in plans) > 30
