"""The registry of procedures at two sizes: import, the same import again, comparison, and its pages, each with its growth.

Rows of the national portal's shape and weight (8 kB each), written here, go through the real import into a database of their own. Pages
are asked through the whole product, with a month of views behind them. `growth` is the time at the greater size over that at the smaller;
10 times the rows stand behind it. `queries` are those of a page, which must be as many at either size.

    python benchmarks/procedures.py [--sizes 1000 10000] [--rounds 7] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

START = date(2020, 1, 1)
PASSWORD = "mật khẩu để đo thời gian 2026"
_QUERIES = ", queries"
_WORK = (
    "Cấp",
    "Cấp lại",
    "Gia hạn",
    "Điều chỉnh",
    "Thu hồi",
    "Đăng ký",
    "Công nhận",
    "Chấp thuận",
    "Thẩm định",
    "Xác nhận",
)
_PAPER = ("giấy phép", "giấy chứng nhận", "chứng chỉ", "quyết định", "văn bản chấp thuận", "thẻ", "giấy xác nhận", "sổ")
_THING = (
    "xây dựng công trình", "đầu tư", "an toàn thực phẩm", "hành nghề dược", "khai thác nước", "kinh doanh vận tải", "quyền sử dụng đất",
    "lao động nước ngoài", "môi trường", "phòng cháy chữa cháy", "khai sinh", "hộ kinh doanh", "biển quảng cáo", "thủy sản",
)  # fmt: skip


def main() -> int:
    options = _options()
    found: dict[int, dict[str, float]] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
            found[size] = _in_its_own_process(size, options.rounds, folder)
    least, most = min(found), max(found)
    lines = [
        {
            "what": what,
            **{f"ms_at_{size}": round(found[size][what], 1) for size in sorted(found)},
            "growth": round(found[most][what] / found[least][what], 2),
            **(
                {"queries": [int(found[size][what + _QUERIES]) for size in sorted(found)]}
                if what + _QUERIES in found[most]
                else {}
            ),
        }
        for what in found[most]
        if not what.endswith(_QUERIES)
    ]
    if options.json:
        print(json.dumps({"sizes": sorted(found), "measures": lines}))
        return 0
    for line in lines:
        print("  ".join(f"{key} {value}" for key, value in line.items()))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _in_its_own_process(size: int, rounds: int, folder: str) -> dict[str, float]:
    """A fork: Django is set up once for one database."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(_measure(size, rounds, folder), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        raise SystemExit(f"measuring {size} procedures failed")
    measured: dict[str, float] = json.loads(told)
    return measured


def _measure(size: int, rounds: int, folder: str) -> dict[str, float]:
    os.environ["MOTCUA_DATA_DIR"] = folder
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from motcua.kernel.actors import SYSTEM
    from motcua.procedures.imports import read_file
    from motcua.procedures.services.importing import compare_procedures, import_procedures

    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in _rows(size)).encode()
    taken: dict[str, float] = {}
    begin = time.process_time()
    taken["import"] = _once(lambda: import_procedures(read_file(data), actor=SYSTEM))
    taken["import, CPU"] = (time.process_time() - begin) * 1000
    taken["the same import again"] = _once(lambda: import_procedures(read_file(data), actor=SYSTEM))
    taken["comparison"] = _once(lambda: compare_procedures(read_file(data), actor=SYSTEM, dry_run=True))
    _opened()
    taken["views of 30 days reckoned again"] = _once(_reckoned_anew)
    for name, address, client in _pages(size):
        answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        taken[name + _QUERIES] = len(asked)
        taken[name] = _median(rounds, lambda client=client, address=address: client.get(address))
    return taken


def _rows(size: int) -> Iterator[dict[str, str]]:
    """As many procedures with names of their own, each with ten steps, three channels, papers and grounds."""
    for n in range(size):
        name = f"{_WORK[n % 10]} {_PAPER[n // 10 % 8]} {_THING[n // 80 % 14]} theo trường hợp số {n}"
        steps = "\n".join(
            f"Bước {k}: Tổ chức, cá nhân chuẩn bị hồ sơ {name} và nộp tại bộ phận tiếp nhận; cán bộ kiểm tra thành phần, số lượng, "
            f"tính hợp lệ, cập nhật vào hệ thống thông tin giải quyết và chuyển đến phòng chuyên môn để thẩm định, xác minh lần {k}."
            for k in range(1, 11)
        )
        papers = "".join(f"Giấy tờ số {k} về {name};Mau {k}.docx1 bản chính0 bản sao" for k in range(1, 7))
        yield {
            "ma_thu_tuc": f"{1 + n // 1_000_000}.{n % 1_000_000:06d}",
            "ten_thu_tuc": name,
            "so_quyet_dinh": f"{n}/QĐ-BXD",
            "linh_vuc": f"Lĩnh vực {_THING[n % 14]} {n % 140 // 14}",
            "cap_thuc_hien": ("Cấp tỉnh", "Cấp xã", "Cấp tỉnh, Cấp xã", "Cấp bộ")[n % 4],
            "doi_tuong_thuc_hien": "Công dân Việt Nam, Doanh nghiệp",
            "co_quan_thuc_hien": "Sở Xây dựng",
            "trinh_tu_thuc_hien": steps,
            "cach_thuc_thuc_hien": f"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp{3 + n % 20} Ngày làm việcMiễn phí",
            "thanh_phan_ho_so": f"--Tên giấy tờMẫu đơn, tờ khaiSố lượng{papers}",
            "ket_qua_xu_ly": f"{_PAPER[n // 10 % 8]} {_THING[n // 80 % 14]}Mã: KQ.{n}Từ khóaKhông có thông tin",
            "can_cu_phap_ly": "Luật 50/2014/QH13Số: 50/2014/QH13",
            "yeu_cau_dieu_kien": "Không",
        }


def _opened() -> None:
    """Every procedure was opened on some of the last thirty days."""
    from datetime import timedelta

    from motcua.kernel import clock
    from motcua.kernel.batches import batches_of
    from motcua.procedures.queries.registry import public_on
    from motcua.procedures.services.views import add_views

    today = clock.today()
    keys = list(public_on(today).values_list("pk", flat=True))
    for back in range(30):
        for portion in batches_of(keys[back % 3 :: 3], 400):
            add_views({(pk, today - timedelta(days=back)): 1 + pk % 9 for pk in portion})


def _reckoned_anew() -> None:
    from motcua.procedures.services.views import reckon_views

    reckon_views()


def _pages(size: int) -> Iterator[tuple[str, str, Any]]:
    from django.test import Client
    from django.urls import reverse

    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.services.accounts import create_officer
    from motcua.organisations.services.units import Facts, establish_unit
    from motcua.procedures.queries.desk_api import by_code

    board = establish_unit(
        "do", Facts("Ủy ban nhân dân tỉnh đo thời gian", "peoples_committee"), actor=SYSTEM, on=START
    )
    user = create_officer("Người Đo", unit=board, role="office", actor=SYSTEM, on=START, password=PASSWORD).user
    desk, public = Client(), Client()
    desk.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    middle = by_code(f"1.{size // 2:06d}")
    registry = reverse("procedures:registry")
    yield "first page", "/", public
    yield "public fields", "/thu-tuc/linh-vuc/", public
    yield "public units", "/thu-tuc/co-quan/", public
    yield "public list of a field", f"/thu-tuc/?field={quote('Lĩnh vực xây dựng công trình 3')}", public
    yield "public changes", "/thu-tuc/moi/", public
    yield "public statistics", "/thu-tuc/thong-ke/", public
    yield "life event, by its phrases", "/thu-tuc/viec/xay-nha/", public
    yield "public catalogue, nothing found", "/thu-tuc/?q=qwzx", public
    yield "public page", f"/thu-tuc/{middle.base_code}", public
    yield "public catalogue", "/thu-tuc/", public
    yield "public catalogue, search", "/thu-tuc/?q=giay+phep+xay+dung", public
    yield "desk list", registry, desk
    yield "desk list, search", f"{registry}?q=gia+han+giay+phep+dau+tu", desk
    yield "desk list, field and lacking", f"{registry}?complete=no&level=at_commune", desk
    yield "desk procedure", reverse("procedures:procedure", args=[middle.uid]), desk


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _median(rounds: int, act: Callable[[], object]) -> float:
    return statistics.median(_once(act) for _ in range(rounds))


if __name__ == "__main__":
    raise SystemExit(main())
