from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from tests.factories import organisations as factory

from motcua.config import cli
from motcua.organisations.models import CalendarDay, Grant, Territory, Unit
from motcua.organisations.queries.units import header_on, nearest_version
from motcua.organisations.services.tokens import bearer_of

UNITS = """code,name,type,parent,territory,valid_from,abbreviation
phong-a,Phòng A,phòng,so-moi,,2025-03-01,
so-moi,Sở Mới,department,ubnd,,2025-03-01,SM
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.run(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def test_an_officer_is_created_and_signs_in_with_the_printed_password(
    province: factory.Province, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "officer", "create", "quantri1", "--role", "operator", "--unit", "ubnd", "--json")

    made = json.loads(out)
    assert status == 0
    assert authenticate(username="quantri1", password=made["password"]) is not None
    assert Grant.objects.get().role == "operator"


def test_an_officer_may_be_named_as_a_person_and_given_a_password(
    province: factory.Province, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{factory.PASSWORD}\n"))

    status, out, _ = run(
        capsys,
        "officer",
        "create",
        "Trần Thị Hoa",
        "--role",
        "head",
        "--unit",
        "ban",
        "--password-stdin",
        "--only-unit",
    )

    assert (status, factory.PASSWORD in out) == (0, False)
    assert authenticate(username="tranthihoa", password=factory.PASSWORD) is not None
    assert not Grant.objects.get().below


@pytest.mark.parametrize(
    "words",
    [
        ("officer", "create", "quantri1", "--role", "king", "--unit", "ubnd"),
        ("officer", "create", "quantri1", "--role", "operator", "--unit", "khong-co"),
        ("token", "create", "--officer", "khong-ai"),
        ("units", "import", "/khong/co.csv"),
        ("territories", "import", "/khong/co.csv"),
        ("calendar", "import", "/khong/co.csv"),
    ],
)
def test_what_fails_says_one_clear_line_and_exits_1(
    province: factory.Province, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    status, out, err = run(capsys, *words)

    assert (status, out) == (1, "")
    assert err.startswith("motcua: ")
    assert len(err.splitlines()) == 1
    assert "{" not in err


def test_a_token_is_printed_alone(province: factory.Province, capsys: pytest.CaptureFixture[str]) -> None:
    factory.officer("may", province.board, "specialist")

    status, out, _ = run(
        capsys, "token", "create", "--officer", "may", "--scope", "plans:write", "--scope", "units:read"
    )

    found = bearer_of(out.strip())
    assert status == 0
    assert found is not None
    assert found[1].scopes == ["plans:write", "units:read"]


def test_units_import_with_parents_in_any_order_and_again_without_change(
    province: factory.Province, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(UNITS, encoding="utf-8")

    first = json.loads(run(capsys, "units", "import", str(file), "--json")[1])
    second = json.loads(run(capsys, "units", "import", str(file), "--json")[1])

    assert first == {"new": 2, "changed": 0, "corrected": 0, "unchanged": 0}
    assert second == {"new": 0, "changed": 0, "corrected": 0, "unchanged": 2}
    unit = Unit.objects.get(code="phong-a")
    version = nearest_version(unit, factory.START)
    assert (version.type, version.parent and version.parent.code) == ("division", "so-moi")
    assert header_on(unit, version.valid_from).parent == "Sở Mới"


def test_a_later_line_of_a_unit_is_another_name_from_then_on(
    province: factory.Province, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(UNITS, encoding="utf-8")
    run(capsys, "units", "import", str(file))
    file.write_text(UNITS.splitlines()[0] + "\nso-moi,Sở Mới hơn,department,ubnd,,30/04/2026,SMH\n", encoding="utf-8")

    done = json.loads(run(capsys, "units", "import", str(file), "--json")[1])

    names = Unit.objects.get(code="so-moi").versions.order_by("valid_from").values_list("name", flat=True)
    assert (done["changed"], list(names)) == (1, ["Sở Mới", "Sở Mới hơn"])


def test_all_wrong_lines_of_a_unit_file_are_named_and_nothing_is_written(
    province: factory.Province, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "don-vi.csv"
    wrong = [
        "x,,department,ubnd,,2025-01-01,",
        "y,Y,bo,ubnd,,2025-01-01,",
        "z,Z,department,khong-co,,hom-qua,",
        "t,T,department,khong-co,,2025-01-01,",
    ]
    file.write_text(UNITS + "\n".join(wrong), encoding="utf-8")

    status, out, err = run(capsys, "units", "import", str(file))

    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert [number for number in range(3, 9) if f" {number}: " in err] == [4, 5, 6, 7]
    assert not Unit.objects.filter(code="so-moi").exists()


def test_a_dry_run_of_units_tells_and_keeps_nothing(
    province: factory.Province, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(UNITS, encoding="utf-8")

    status, out, _ = run(capsys, "units", "import", str(file), "--dry-run")

    assert (status, out.startswith("2 đơn vị mới")) == (0, True)
    assert not Unit.objects.filter(code="so-moi").exists()


def test_territories_import_and_say_how_many(db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "xa.csv"
    file.write_text("code,full_name,unit_type,province_code\n26068,Phường Biên Hòa,Phường,75\n", encoding="utf-8")

    done = json.loads(run(capsys, "territories", "import", str(file), "--json")[1])

    assert (done["shape"], done["territories"]) == ("communes", 2)
    assert Territory.objects.filter(code="26068").exists()


def test_a_calendar_imports_for_a_unit_or_the_country(
    db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "lich.csv"
    file.write_text("date,kind,name,source\n2027-01-01,holiday,Tết Dương lịch,Bộ luật Lao động\n", encoding="utf-8")

    tried = json.loads(run(capsys, "calendar", "import", str(file), "--dry-run", "--json")[1])
    assert (tried["added"], CalendarDay.objects.count()) == (["2027-01-01"], 0)
    run(capsys, "calendar", "import", str(file))

    assert CalendarDay.objects.get().source == "Bộ luật Lao động"
    status, _, err = run(capsys, "calendar", "import", str(file), "--calendar", "khong-co")
    assert (status, "khong-co" in err) == (1, True)


def test_the_deadline_command_takes_calendars_of_the_database(
    db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "lich.csv"
    file.write_text("date,kind,name,source\n2026-11-23,local_closure,Nghỉ,TB 1\n", encoding="utf-8")
    run(capsys, "calendar", "import", str(file))

    words = ("deadline", "--start", "2026-11-20T09:00", "--limit", "1 working_day", "--json")
    plain = json.loads(run(capsys, *words)[1])
    own = json.loads(run(capsys, *words, "--calendar", "vn")[1])

    assert plain["due"].startswith("2026-11-23")
    assert own["due"].startswith("2026-11-25")
