"""Template tags and filters, and all templates as Django reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString

import motcua.ui
from motcua.ui.badges import Badge, Tone
from motcua.ui.progress import Progress

TEMPLATES = Path(motcua.ui.__file__).parent / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    engines["django"].get_template(name)


def test_filters_follow_the_language() -> None:
    source = "{{ d|vn_date }} · {{ d|vn_date_long }} · {{ d|vn_time }} · {{ n|vn_number }} · {{ p|vn_percent }}"
    context = {"d": datetime(2026, 11, 20, 7, 5, tzinfo=UTC), "n": 1234567, "p": 96.5}

    assert render(source, **context) == "20/11/2026 · thứ Sáu 20/11/2026 · 14:05 · 1.234.567 · 96,5\u00a0%"
    with translation.override("en"):
        assert (
            render(source, **context) == "20\u00a0Nov\u00a02026 · Friday 20 November 2026 · 14:05 · 1,234,567 · 96.5%"
        )


def test_what_is_not_known_is_a_dash_and_zero_is_zero() -> None:
    assert (
        render("{{ x|vn_date }}{{ x|vn_number }}{{ x|vn_percent }}{{ x|vn_moment }}{{ x|vn_size }}", x=None) == "–––––"
    )
    assert render("{{ x|vn_number }}{{ x|vn_percent }}", x=0) == "00\u00a0%"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("12/KH-KCNĐN Cải cách", ["12/KH-KCNĐN"]),
        ("theo 61/2018/NĐ-CP và 01/2018/TT-VPCP.", ["61/2018/NĐ-CP", "01/2018/TT-VPCP"]),
        ("15/2025/QH15", ["15/2025/QH15"]),
        ("22/11/2026, 3/4 đơn vị, và/hoặc", []),
        ("", []),
    ],
)
def test_numbers_of_documents_stay_whole_at_the_end_of_a_line(said: str, whole: list[str]) -> None:
    html = render("{{ said|unbroken }}", said=said)

    assert re.findall(r'<span class="ui-nowrap">([^<]*)</span>', html) == whole
    assert re.sub("<[^>]*>", "", html) == said


def test_around_a_number_typed_words_stay_text_and_made_ones_stay_made() -> None:
    assert "<script>" not in render("{{ said|unbroken }}", said="<script>1/KH-A</script>")
    assert render("{{ said|unbroken }}", said=SafeString("<b>1/KH-A</b>")) == "<b>1/KH-A</b>"


@pytest.mark.parametrize("tone", list(Tone))
def test_a_state_is_told_by_word_shape_and_colour(tone: Tone) -> None:
    html = render("{% badge state %}", state=Badge("Quá hạn", tone))

    assert "Quá hạn" in html
    assert f"ui-badge--{tone}" in html
    assert f"ui-icon--{tone}" in html
    assert html.count("<svg") == 1


def test_what_people_typed_is_text_in_every_component() -> None:
    evil = "<script>alert(1)</script>"
    source = (
        "{% badge e %}{% tag e %}{% empty e e e '/x' %}{% figure e e '/x' e %}{% summary_list rows %}{% timeline rows %}{% diff e '' %}"
        "{% source_quote e 0 5 e '/x' %}{% why '/x' e e %}{% copy_link '/x' e %}"
        "{% confirm '/x' e e e %}{% breadcrumbs e '/x' e %}{% progress w %}"
    )
    work = Progress(
        key="a", title=evil, state=Badge(evil), running=False, note=evil, error=evil, result_url="/x", result_label=evil
    )

    html = render(
        source, e=evil, rows=[{"label": evil, "value": evil, "title": evil, "text": evil, "actor": evil}], w=work
    )

    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 20


def test_progress_asks_again_only_while_it_runs() -> None:
    def work(*, running: bool) -> Progress:
        return Progress(
            key="a", title="Đọc", state=Badge("…"), running=running, done=120, total=300, seconds_left=61, poll_url="/hoi/"
        )  # fmt: skip

    running, done = render("{% progress w %}", w=work(running=True)), render("{% progress w %}", w=work(running=False))

    assert 'hx-get="/hoi/"' in running
    assert "120 trên 300" in running
    assert "còn khoảng 2 phút" in running
    assert "hx-get" not in done
    assert "còn khoảng" not in done


def test_a_quote_marks_the_very_characters() -> None:
    assert '<mark class="ui-quote__mark">Văn phòng</mark> chủ trì' in render(
        "{% source_quote t 5 14 %}", t="Giao Văn phòng chủ trì"
    )
    assert "<mark" not in render("{% source_quote t 5 99 %}", t="Giao Văn phòng")
