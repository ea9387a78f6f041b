"""The format of templates: names in braces, nothing else; what is filled in stays text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.messages.rules.letters import Content, compose
from motcua.messages.rules.wording import LONGEST_LINE, fill, one_line, read, several_lines

HOSTILE = "Việc\r\nBcc: ke-gian@x.example\r\n\r\n<script>alert(1)</script> {task} {{x}} \u202e"


@pytest.mark.parametrize(
    ("text", "names", "stray"),
    [
        ("Việc {task} đến hạn {due}", {"task", "due"}, False),
        ("không có biến", set(), False),
        ("{{task}}", set(), False),
        ("{task", set(), True),
        ("task}", set(), True),
        ("{task.name}", set(), True),
        ("{task[0]}", set(), True),
        ("{task!r:>10}", set(), True),
        ("{}", set(), True),
        ("{0}", set(), True),
        ("{Task}", set(), True),
    ],
)
def test_only_plain_names_in_braces_are_variables(text: str, names: set[str], *, stray: bool) -> None:
    met = read(text)
    assert (met.names, met.stray) == (names, stray)


def test_doubled_braces_are_printed_as_one() -> None:
    assert fill("{{{task}}} {{x}}", {"task": "A"}) == "{A} {x}"


def test_a_value_is_not_looked_into_again() -> None:
    assert fill("{a} {b}", {"a": "{b} {{x}}", "b": "2"}) == "{b} {{x}} 2"


def test_a_variable_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{task}", {})


@given(st.text())
@example(HOSTILE)
@example("a\u2028b\x85c\x00d")
def test_a_subject_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line)
    assert len(line) <= LONGEST_LINE


@given(st.text())
@example(HOSTILE)
def test_a_body_keeps_its_lines_and_loses_control_characters(text: str) -> None:
    body = several_lines(text)
    assert not any(ord(c) < 32 and c != "\n" for c in body)
    assert "\u202e" not in body
    assert several_lines(body) == body


@given(st.text(), st.text())
@example(HOSTILE, HOSTILE)
def test_no_value_becomes_mark_up(body: str, label: str) -> None:
    from html.parser import HTMLParser

    tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    content = Content(
        one_line(body), several_lines(body), "https://x.example/a", label, items=((label, "javascript:alert(1)"),)
    )
    letter = compose("u", "a@x.example", content, "vi")
    parser = Tags()
    parser.feed(letter.html)
    assert set(tags) <= {"html", "head", "meta", "title", "body", "p", "br", "ul", "li", "a"}
    assert 'href="javascript' not in letter.html
    assert "<script" not in letter.html
