from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.organisations.imports.territories import read_territories
from motcua.organisations.models import Territory, TerritorySuccession, TerritoryVersion
from motcua.organisations.queries import territories as queries
from motcua.organisations.services.territories import SUBJECT, Imported, import_territories

pytestmark = pytest.mark.django_db

D = date(2025, 7, 1)
COMMUNES = """code,name,full_name,name_en,code_name,unit_type,province_code
26068,Biên Hoà,Phường Biên Hoà,Bien Hoa,bien_hoa,Phường,75
25357,Tân Khai,Phường Tân Khai,Tan Khai,tan_khai,Phường,75
"""
HEAD = (
    "provinceCode,isMergedProvince,districtCode,wardCode,isDividedWard,province,district,ward,"
    "newProvince,newWard,newProvinceCode,newWardCode"
)
BIEN_HOA = "Tỉnh Đồng Nai,Thành phố Biên Hòa"
CONVERSION = f"""{HEAD}
75,True,731,26041.0,False,{BIEN_HOA},Phường Thanh Bình,Tỉnh Đồng Nai,Phường Biên Hòa,75,26068
75,True,731,26068.0,True,{BIEN_HOA},Phường Bửu Hòa,Tỉnh Đồng Nai,Phường Biên Hòa,75,26068
75,True,731,26068.0,True,{BIEN_HOA},Phường Bửu Hòa,Tỉnh Đồng Nai,Phường Trấn Biên,75,26041
70,True,694,25357.0,False,Tỉnh Bình Phước,Huyện Hớn Quản,Thị trấn Tân Khai,Tỉnh Đồng Nai,Xã Tân Khai,75,25357
77,True,755,,False,Tỉnh Bà Rịa - Vũng Tàu,Huyện Côn Đảo,,Thành phố Hồ Chí Minh,Đặc khu Côn Đảo,79,26732
"""
LEGACY = """province_code,province,district_code,district,ward_code,ward
75,Tỉnh Đồng Nai,731,Thành phố Biên Hòa,26068,Phường Bửu Hoà
"""


def load(text: str) -> Imported:
    return import_territories(read_territories(text.encode()), actor=SYSTEM, source="thử.csv")


def names(code: str) -> list[tuple[str, date | None]]:
    rows = TerritoryVersion.objects.filter(territory__code=code).order_by("valid_from")
    return [(v.name, v.valid_to) for v in rows]


def contents() -> tuple[object, ...]:
    return (
        sorted(
            TerritoryVersion.objects.values_list("territory__code", "name", "valid_from", "valid_to", "parent__code")
        ),
        sorted(TerritorySuccession.objects.values_list("old__code", "new__code", "on", "divided")),
    )


@pytest.mark.parametrize(
    "order", [(COMMUNES, CONVERSION, LEGACY), (CONVERSION, LEGACY, COMMUNES), (LEGACY, COMMUNES, CONVERSION)]
)
def test_files_come_in_any_order_and_any_number_of_times_without_duplicates(order: tuple[str, ...]) -> None:
    for text in order:
        load(text)
    first = contents()

    for text in (*order, *reversed(order)):
        load(text)

    assert contents() == first
    assert [name for name, _ in names("25357")] == ["Thị trấn Tân Khai", "Xã Tân Khai", "Phường Tân Khai"]


def test_a_code_that_changed_its_place_has_both_names_in_time() -> None:
    load(CONVERSION)

    assert names("26068") == [("Phường Bửu Hòa", D), ("Phường Biên Hòa", None)]
    assert queries.place_names([Territory.objects.get(code="26068").pk], date(2024, 1, 1)) == {
        Territory.objects.get(code="26068").pk: "Phường Bửu Hòa"
    }


def test_names_that_differ_only_in_where_the_tone_mark_stands_are_the_same() -> None:
    load(CONVERSION)

    done = load(COMMUNES)

    assert done.kept == ()
    assert names("26068") == [("Phường Bửu Hòa", D), ("Phường Biên Hòa", None)]


def test_provinces_nobody_imported_come_from_what_ships_with_their_later_names() -> None:
    load(COMMUNES)

    assert names("75") == [("Tỉnh Đồng Nai", date(2026, 4, 30)), ("Thành phố Đồng Nai", None)]


def test_codes_written_as_numbers_with_a_point_are_read() -> None:
    load(CONVERSION)

    assert Territory.objects.filter(code="26041").exists()
    assert not Territory.objects.filter(code__contains=".").exists()


def test_what_became_of_an_old_place_and_whether_it_was_divided() -> None:
    load(CONVERSION)
    old = Territory.objects.get(code="26068")

    became = queries.became(old, date(2024, 1, 1), date(2026, 11, 20))

    assert {(b.territory.code, b.name, b.divided) for b in became} == {
        ("26068", "Phường Biên Hòa", True),
        ("26041", "Phường Trấn Biên", True),
    }
    assert [b.territory.code for b in queries.became(old, D, date(2026, 11, 20))] == ["26068"]


def test_a_district_that_became_a_commune_itself_is_taken() -> None:
    load(CONVERSION)

    district = Territory.objects.get(code="755")
    assert [b.name for b in queries.became(district, date(2024, 1, 1), D)] == ["Đặc khu Côn Đảo"]


def test_wrong_lines_are_all_named_and_nothing_is_written() -> None:
    text = COMMUNES + "x1,,Xã Sai,,,,75\n26099,,,,,,75\n26100,Y,Xã Y,,,,99\n"

    with pytest.raises(Invalid) as invalid:
        load(text)

    assert [e.field for e in invalid.value.errors] == ["4", "5", "6"]
    assert "99" in str(invalid.value.errors[2])
    assert not Territory.objects.exists()


def test_a_file_of_another_kind_is_told_by_its_columns() -> None:
    with pytest.raises(Invalid, match="a, b"):
        read_territories(b"a,b\n1,2\n")


def test_a_dry_run_counts_and_writes_nothing() -> None:
    done = import_territories(read_territories(COMMUNES.encode()), actor=SYSTEM, dry_run=True)

    assert (done.territories, done.versions) == (3, 5)
    assert not Territory.objects.exists()


def test_progress_is_told_up_to_the_last_line() -> None:
    told: list[tuple[int, int]] = []

    import_territories(read_territories(CONVERSION.encode()), actor=SYSTEM, progress=lambda *n: told.append(n))

    assert told[-1][0] == told[-1][1] > 0


def test_an_import_is_one_event_and_one_that_changes_nothing_is_none() -> None:
    load(COMMUNES)
    load(COMMUNES)

    assert [e.payload["territories"] for e in events.history(SUBJECT)] == [3]


def test_a_place_is_found_by_its_old_name_and_with_its_province(db: None) -> None:
    load(CONVERSION)
    load(COMMUNES)
    rows = queries.places_on(date(2026, 11, 20))

    for words in ("buu hoa", "Phường Biên Hòa", "bien hoa dong nai", "26068"):
        found = queries.search_places(rows, words).queryset.order_by("-search_rank")
        assert found[0].territory.code == "26068", words


@pytest.mark.any_database
@pytest.mark.shared
def test_the_whole_country_comes_in_seconds_and_only_once(shared: Path) -> None:
    folder = shared / "data" / "units"
    files = ("current-communes-3321.csv", "convert-legacy-to-2025.csv")
    batches = [read_territories((folder / file).read_bytes()) for file in files]
    for batch in batches:
        import_territories(batch, actor=SYSTEM)
    on = date(2026, 11, 20)

    assert queries.places_on(on).filter(territory__level="commune").count() in {
        3321,
        3322,
    }  # one place has two codes in the two files
    assert queries.places_on(on).filter(parent__code="75").count() == 95
    assert TerritorySuccession.objects.filter(old__level__in=["commune", "district"]).count() == 10602
    again = import_territories(batches[1], actor=SYSTEM)
    assert (again.territories, again.versions, again.heirs) == (0, 0, 0)
