"""Taking in at the counter: who files, which papers, in one dense page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.forms.acting import PAPERS, MomentField
from motcua.dossiers.queries.filing import Offer
from motcua.dossiers.queries.words import BASES, SCOPES
from motcua.dossiers.rules.people import FIELDS, read_card

CHANNELS: Sequence[tuple[str, Any]] = (
    ("counter", _("Trực tiếp tại quầy")),
    ("online", _("Trực tuyến, nộp ở nơi khác")),
    ("post", _("Bưu chính công ích")),
)
LABELS: dict[str, Any] = {
    "name": _("Họ tên hoặc tên tổ chức"),
    "identifier": _("Số định danh hoặc mã số thuế"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
    "address": _("Địa chỉ"),
}


def _text(name: str, *, required: bool = False, inputmode: str = "", card: str = "") -> forms.CharField:
    """`card`: the fields that the QR code of an identity card fills, scanned into this one (`ui/scripts/card.js`)."""
    attrs = {"autocomplete": "off"} | ({"inputmode": inputmode} if inputmode else {})
    if card:
        attrs |= {"data-card": card, "data-card-next": "submitter_phone" if "submitter" in card else "phone"}
    missing = {"required": _("Ghi họ tên hoặc tên tổ chức.")}
    return forms.CharField(
        label=LABELS[name],
        required=required,
        max_length=500,
        widget=forms.TextInput(attrs=attrs),
        error_messages=missing,
    )


class IntakeForm(forms.Form):
    """One dossier. `ground`: why required papers may come later; `received_at`: dated back, with the reason."""

    channel = forms.ChoiceField(label=_("Kênh nộp"), choices=CHANNELS, initial="counter")
    kind = forms.ChoiceField(
        label=_("Chủ hồ sơ là"),
        choices=[("person", _("Cá nhân")), ("organisation", _("Tổ chức, doanh nghiệp"))],
        widget=forms.RadioSelect,
        initial="person",
    )
    identifier = _text("identifier", card="name address")
    name = _text("name", required=True)
    phone = _text("phone", inputmode="tel")
    email = _text("email", inputmode="email")
    address = _text("address")
    for_another = forms.BooleanField(label=_("Người nộp không phải là chủ hồ sơ"), required=False)
    submitter_name = _text("name")
    submitter_identifier = _text("identifier", card="submitter_name")
    submitter_phone = _text("phone", inputmode="tel")
    basis = forms.ChoiceField(label=_("Căn cứ nộp thay"), required=False, choices=[("", "–"), *BASES.items()])
    scope = forms.ChoiceField(label=_("Phạm vi"), required=False, choices=[("", "–"), *SCOPES.items()])
    ground = forms.CharField(
        label=_("Căn cứ nhận khi còn thiếu giấy tờ"),
        required=False,
        max_length=500,
        help_text=_("Để trống thì hồ sơ thiếu chỉ được lưu, chưa tiếp nhận."),
    )
    received_at = MomentField(label=_("Thời điểm nhận (khi ghi lùi)"), required=False)
    reason = forms.CharField(label=_("Lý do ghi lùi"), required=False, max_length=500)
    tells_optional = False

    def __init__(self, *args: Any, offer: Offer, case: str, may_date_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.chosen_case = case
        self.components = offer.components_of(case)
        places = [(place.code, place.name) for place in offer.places]
        if len(places) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Đơn vị giải quyết"), choices=[("", "–"), *places], required=False
            )
        if not offer.content.limits:
            self.fields["limit"] = forms.IntegerField(
                label=_("Thời hạn (ngày làm việc)"), required=False, min_value=1, max_value=1000
            )
        if not may_date_back:
            del self.fields["received_at"], self.fields["reason"]
        needed = {component.code for component in offer.required(case)}
        for n, component in enumerate(self.components):
            originals, copies = (component.originals, component.copies) if component.code in needed else (0, 0)
            if component.code in needed and not originals and not copies:
                originals = 1
            self.fields[f"originals_{n}"] = _count(_("Bản chính"), originals)
            self.fields[f"copies_{n}"] = _count(_("Bản sao"), copies)
            self.fields[f"file_{n}"] = forms.FileField(
                label=_("Tệp"), required=False, widget=forms.FileInput(attrs={"accept": PAPERS})
            )

    def clean(self) -> dict[str, Any]:
        """A card that was scanned where no script runs is read here."""
        data = super().clean() or {}
        for prefix in ("", "submitter_"):
            for field, value in read_card(data.get(f"{prefix}identifier") or "").items():
                if field == "identifier" or not data.get(f"{prefix}{field}"):
                    data[f"{prefix}{field}"] = value
                    self.errors.pop(f"{prefix}{field}", None) if value else None
        return data

    def as_written(self) -> dict[str, Any]:
        """What stands in the fields, to be shown once more unchecked; chosen files must be chosen anew."""
        return {name: self[name].value() for name, one in self.fields.items() if not isinstance(one, forms.FileField)}

    def papers(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each component with its three fields, for the table."""
        for n, component in enumerate(self.components):
            yield component, [self[f"originals_{n}"], self[f"copies_{n}"], self[f"file_{n}"]]

    def party(self, prefix: str = "") -> dict[str, str]:
        given = {field: self.cleaned_data.get(f"{prefix}{field}") or "" for field in FIELDS}
        return given | {"kind": self.cleaned_data["kind"] if not prefix else "person"}


def _count(label: Any, initial: int) -> forms.IntegerField:
    attrs = {"class": "govuk-input--width-3", "inputmode": "numeric"}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=999, initial=initial, widget=forms.NumberInput(attrs=attrs)
    )
