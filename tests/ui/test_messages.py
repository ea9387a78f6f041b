"""The tool that collects what people read."""

from __future__ import annotations

import ast

from tools import messages


def keys(source: str) -> set[messages.Key]:
    tree = ast.parse(source)
    return set(messages._python_keys(tree, messages._error_classes([tree])))


def test_texts_of_python_are_found_wherever_people_will_read_them() -> None:
    source = """
class Own(AppError): pass
class Deeper(Own): pass
_("một"); gettext_lazy("hai"); ngettext("ba {n}", "ba {n} ", 2); pgettext("nơi", "bốn"); N_("năm")
Deeper("sáu {x}", x=1); errors.Own("bảy"); FieldError("tên", "tám {y}", {"y": 1}); FieldError(field="a", template="chín")
other("mười"); _(variable)
"""
    assert keys(source) == {
        messages.Key("một"),
        messages.Key("hai"),
        messages.Key("ba {n}", "ba {n} "),
        messages.Key("bốn", context="nơi"),
        messages.Key("năm"),
        messages.Key("sáu {x}"),
        messages.Key("bảy"),
        messages.Key("tám {y}"),
        messages.Key("chín"),
    }


def test_texts_of_templates_are_found_as_django_looks_them_up() -> None:
    source = """{% load i18n %}{% translate "Một 'hai'" %}{% translate "100 %" context "nơi" %}
{% blocktranslate count n=x with y=z %}{{ n }} việc của {{ y }}{% plural %}{{ n }} việc của {{ y }}{% endblocktranslate %}
{% empty _("Chưa có") text|default:_("Xem \\"lại\\"") %}"""
    assert set(messages.template_keys(source)) == {
        messages.Key("Một 'hai'"),
        messages.Key("100 %%", context="nơi"),
        messages.Key("%(n)s việc của %(y)s", "%(n)s việc của %(y)s"),
        messages.Key("Chưa có"),
        messages.Key('Xem "lại"'),
    }


def test_a_translation_is_kept_and_one_with_other_placeholders_is_told() -> None:
    found = messages.Found()
    found.add(messages.Key("Còn {n} mã"), "a.py")
    found.add(messages.Key("Mới"), "a.py")
    old = messages.Catalog(locale="en")
    old.add("Còn {n} mã", "{count} codes left")
    old.add("Bỏ", "Gone")

    fresh, missing, wrong = messages.merge(found, old)

    assert [message.id for message in missing] == ["Mới"]
    assert fresh.get("Còn {n} mã").string == "{count} codes left"
    assert len(wrong) == 1
    assert "Bỏ" not in fresh


def test_an_error_whose_text_is_put_together_is_told() -> None:
    tree = ast.parse('class Own(AppError): pass\nOwn(f"a {b}")\nOwn("a" + b)\nOwn("a {b}", b=b)')

    assert list(messages._built(tree, {"AppError", "Own"})) == [2, 3]
