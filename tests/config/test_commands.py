"""The operator's commands: what they say, and with which status they end."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.config import cli
from motcua.kernel import clock, delivery, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.command_files import bytes_of
from motcua.kernel.errors import Invalid
from motcua.kernel.models import Delivery, Event, Seal
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Handler, handlers

Said = pytest.CaptureFixture[str]
PLAN = Ref("plan", "a")


def tell(count: int = 1) -> None:
    for _ in range(count):
        with transaction.atomic():
            events.append(PLAN, "plan.changed", actor=SYSTEM)


def fail(_event: object) -> None:
    raise OSError("mất mạng")


@pytest.mark.django_db
def test_verify_says_that_all_is_whole(capsys: Said) -> None:
    tell(2)

    assert cli.run(["audit", "verify"]) == 0
    assert "Chuỗi sự kiện nguyên vẹn: 2 sự kiện" in capsys.readouterr().out
    assert cli.run(["audit", "verify", "--subject", "plan:a", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "break": None, "events": 2, "seals": 0, "unsealed": 1}


@pytest.mark.django_db
def test_verify_names_the_first_broken_link(capsys: Said) -> None:
    tell(3)
    Event.objects.filter(sequence=2).update(kind="plan.deleted")

    assert cli.run(["audit", "verify"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip() == "motcua: chuỗi sự kiện không nguyên vẹn tại plan:a #2: nội dung đã bị sửa"
    assert cli.run(["audit", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["break"] == {
        "subject": "plan:a",
        "sequence": 2,
        "reason": "nội dung đã bị sửa",
    }


@pytest.mark.django_db
def test_verify_does_not_call_whole_what_it_does_not_know(capsys: Said) -> None:
    assert cli.run(["audit", "verify", "--subject", "plan:unknown"]) == 1
    assert cli.run(["audit", "verify", "--subject", "no ref"]) == 1
    assert cli.run(["audit", "verify", "--seal", "0" * 64]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


@pytest.mark.django_db
def test_a_seal_is_printed_to_be_kept_elsewhere_and_found_again(capsys: Said) -> None:
    tell()
    assert cli.run(["audit", "seal", "--json"]) == 0
    seal = json.loads(capsys.readouterr().out)["seal"]
    assert (seal["heads"], seal["hash"]) == (1, Seal.objects.get().hash)

    assert cli.run(["audit", "seal"]) == 0
    assert cli.run(["audit", "verify", "--seal", seal["hash"]]) == 0
    assert "Không có gì mới" in capsys.readouterr().out


@pytest.mark.django_db
def test_dead_letters_are_listed_and_sent_again(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "_entries", {"mail": Handler(("plan.changed",), fail)})
    tell(2)
    Delivery.objects.update(attempts=delivery.MOST_ATTEMPTS - 1)
    delivery.deliver_due()

    assert cli.run(["events", "dead", "--json"]) == 0
    dead = json.loads(capsys.readouterr().out)["dead"]
    assert [(d["subject"], d["handler"], d["error"]) for d in dead] == [("plan:a", "mail", "OSError: mất mạng")] * 2

    assert cli.run(["events", "dead", "--resend", dead[0]["event"]]) == 0
    assert delivery.dead_letters().count() == 1
    assert cli.run(["events", "dead", "--resend", "all"]) == 0
    assert not delivery.dead_letters().exists()
    assert cli.run(["events", "dead", "--resend", str(uuid4())]) == 1
    assert cli.run(["events", "dead", "--resend", "x"]) == 1


@pytest.mark.django_db
def test_check_says_what_is_fine(capsys: Said) -> None:
    assert cli.run(["check", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["ok"]
    assert {f["label"] for f in found["findings"]} >= {"Thiết lập", "Cơ sở dữ liệu", "Bộ quy tắc", "Việc chạy nền"}


@pytest.mark.django_db
def test_check_fails_when_work_waits_and_nobody_works(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "_entries", {"mail": Handler(("plan.changed",), fail)})
    tell()
    Delivery.objects.update(next_at=clock.now() - timedelta(minutes=5))

    assert cli.run(["check"]) == 1

    said = capsys.readouterr()
    assert "LỖI  Việc chạy nền" in said.out
    assert said.err.strip() == "motcua: 1 chỗ cần sửa: Việc chạy nền"


@pytest.mark.django_db
def test_check_fails_when_nothing_was_sealed_for_days(capsys: Said) -> None:
    tell()
    events.seal(at=clock.now() - timedelta(days=5))
    tell()

    assert cli.run(["check"]) == 1
    assert "Niêm phong: 1 chuỗi chưa niêm phong" in capsys.readouterr().out


def test_an_unknown_command_is_wrong_usage(capsys: Said) -> None:
    assert cli.run(["fly"]) == 2
    assert "không có lệnh “fly”" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["serve", "--port", "x"], ["serve", "--port", "0"], ["worker", "--threads", "0"]]
)
def test_a_wrong_argument_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize("words", [c.words for c in cli.all_commands()], ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run([*words, "--help"])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: motcua {' '.join(words)}")
    assert len(said.splitlines()) >= 3


def test_the_overview_lists_every_command(capsys: Said) -> None:
    assert cli.run([]) == 0

    listed = capsys.readouterr().out
    assert all(f"  {' '.join(c.words)} " in listed and c.help in listed for c in cli.all_commands())


def motcua(arguments: str, **environment: str) -> tuple[int, str, str]:
    """A shell line with `motcua` in it, as an outside program runs it: its status, what it printed, what it said."""
    line = f"{shlex.quote(sys.executable)} -m motcua {arguments}"
    done = subprocess.run(
        line, shell=True, capture_output=True, text=True, timeout=60, check=False, env=os.environ | environment
    )
    return done.returncode, done.stdout, done.stderr


HOUR = "deadline --start 2026-02-13T10:00 --limit '1 hour' --json"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("plan read - <&-", "motcua: Không có gì ở đầu vào chuẩn: nó đang đóng."),
        ("text repair - <&-", "motcua: Không có gì ở đầu vào chuẩn: nó đang đóng."),
        ("deadline --batch - <&-", "motcua deadline: Không có gì ở đầu vào chuẩn: nó đang đóng."),
        ("text repair /khong/co", "motcua: Không có tệp “/khong/co”."),
        ("deadline --batch /", "motcua deadline: “/” là thư mục, không phải tệp."),
        (f"{HOUR} > /dev/full", "motcua: hết chỗ trên đĩa"),
        ("--help > /dev/full", "motcua: hết chỗ trên đĩa"),
    ],
)
def test_what_the_outside_refuses_is_one_line_and_a_failure(line: str, said: str) -> None:
    assert motcua(line) == (1, "", f"{said}\n")


@pytest.mark.parametrize("line", ["--help", HOUR])
def test_a_reader_that_has_gone_is_no_reason_to_talk(line: str) -> None:
    _, _, err = motcua(f"{line} | true")

    assert err == ""


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)

    status, out, err = motcua(
        "audit verify", DATABASE_URL=f"sqlite:///{tmp_path}/x.db", MOTCUA_DATA_DIR=str(tmp_path / "data")
    )

    assert (status, out, err) == (1, "", "motcua: không dùng được cơ sở dữ liệu: file is not a database\n")


def test_a_line_without_end_is_one_wrong_line_of_a_batch(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"x" * 3_000_000 + b"\n" + b'{"start": "2026-02-13T10:00", "limit": "1 hour"}\n')

    status, out, _ = motcua(f"deadline --batch {file}")

    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [set(answers[0]), answers[1]["due"]] == [{"error"}, "2026-02-13T11:00:00+07:00"]


def test_a_file_larger_than_any_table_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    with file.open("wb") as made:
        made.truncate(1 << 30)

    with pytest.raises(Invalid) as refused:
        bytes_of(file)
    assert refused.value.code == "too_large"
