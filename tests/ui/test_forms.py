"""Every form draws itself in our design and says what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import engines

from motcua.kernel.errors import FieldError, Invalid
from motcua.ui.forms import DayField, add_errors, error_links
from motcua.ui.templatetags.ui import field_lines


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trên con dấu", max_length=10)
    day = DayField(label="Ngày", required=False)
    way = forms.ChoiceField(
        label="Cách gửi", choices=[("a", "Trên mạng"), ("b", "Bưu chính")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Đồng ý")


def drawn(form: forms.Form) -> str:
    return engines["django"].from_string("{% error_summary form %}{{ form }}").render({"form": form})


def test_labels_hints_and_errors_belong_to_their_field() -> None:
    html = drawn(Sample({"name": ""}))

    assert '<label class="govuk-label" for="id_name">Tên' in html
    assert 'class="govuk-input govuk-input--error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_leads_to_each_field_in_order() -> None:
    form = Sample({"day": "32/1/2026"})

    assert [target for target, _ in error_links(form)] == ["#id_name", "#id_day", "#id_way_0", "#id_agree"]
    html = drawn(form)
    for target in ("id_name", "id_day", "id_way_0", "id_agree"):
        assert f'<a href="#{target}">' in html
        assert f'id="{target}"' in html


def test_an_unsent_form_has_no_summary() -> None:
    assert "govuk-error-summary" not in drawn(Sample())


def test_a_group_has_a_legend_and_a_box_its_label_beside_it() -> None:
    html = drawn(Sample())

    assert '<legend class="govuk-fieldset__legend">Cách gửi' in html
    assert 'class="govuk-radios__input"' in html
    assert '<label class="govuk-label govuk-radios__label" for="id_way_1">Bưu chính</label>' in html
    assert '<label class="govuk-label govuk-checkboxes__label" for="id_agree">Đồng ý</label>' in html


@pytest.mark.parametrize("text", ["20/11/2026", "20-11-2026", "20.11.2026", "2026-11-20", " 20/11/2026 "])
def test_a_day_is_understood_as_people_write_it(text: str) -> None:
    assert DayField().clean(text) == date(2026, 11, 20)


@pytest.mark.parametrize("text", ["31/02/2026", "11/20/2026", "hôm nay", "20/11/26", "01/01/0001"])
def test_a_day_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="20/11/2026"):
        DayField().clean(text)


def test_a_day_comes_back_as_it_is_written_here() -> None:
    assert 'value="20/11/2026"' in str(Sample(initial={"day": date(2026, 11, 20)})["day"])


def test_what_a_service_refuses_stands_beside_the_field_it_names() -> None:
    form = Sample({"name": "A", "way": "a", "agree": "on"})
    assert form.is_valid()

    add_errors(
        form,
        Invalid("Chưa lưu.", errors=(FieldError("title", "Tên “{name}” đã có.", {"name": "A"}),)),
        {"title": "name"},
    )

    assert form.errors["name"] == ["Tên “A” đã có."]


def test_a_refusal_that_names_no_field_stands_above() -> None:
    form = Sample({"name": "A", "way": "a", "agree": "on"})
    form.is_valid()

    add_errors(form, Invalid("Chưa lưu được."))

    assert form.non_field_errors() == ["Chưa lưu được."]
    assert error_links(form) == [("", "Chưa lưu được.")]


class _Trip(forms.Form):
    together = (("starts", "ends"),)
    shown_when = {"why": ("kind", ("other",))}

    kind = forms.ChoiceField(label="Loại", choices=[("study", "Học"), ("other", "Khác")], widget=forms.RadioSelect)
    why = forms.CharField(label="Lý do", required=False)
    starts = DayField(label="Từ ngày")
    ends = DayField(label="Đến ngày", required=False)
    note = forms.CharField(label="Ghi chú", required=False)


def test_fields_named_together_stand_in_one_line_and_keep_their_order() -> None:
    lines = field_lines(_Trip())

    assert [[field.name for field in line["fields"]] for line in lines] == [
        ["kind"],
        ["why"],
        ["starts", "ends"],
        ["note"],
    ]
    assert drawn(_Trip()).count('class="ui-fields"') == 1


def test_what_one_choice_asks_for_says_which_and_stands_open_when_it_is_wrong() -> None:
    fresh, wrong = _Trip(prefix="p"), _Trip({"kind": "other", "why": "x"})
    wrong.add_error("why", "Chưa rõ")

    assert 'data-when="p-kind" data-when-is="other"' in drawn(fresh)
    assert "data-when" not in drawn(wrong)
    assert drawn(fresh).count("(không bắt buộc)") == 2
