"""Addresses of the package."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from motcua.organisations.desk import (
    account,
    aliases,
    calendars,
    charges,
    delegations,
    officers,
    posts,
    reorganisation,
    territories,
    units,
)


class DayConverter:
    """A date as `2026-04-30`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")

app_name = "organisations"

urlpatterns = [
    path("desk/don-vi/", units.tree, name="units"),
    path("desk/don-vi/danh-sach/", units.listing, name="unit_list"),
    path("desk/don-vi/them/", units.add, name="add_unit"),
    path("desk/don-vi/sap-xep/<uuid:uid>/huy/", reorganisation.reverse_event, name="reverse_event"),
    path("desk/don-vi/<str:code>/", units.unit, name="unit"),
    path("desk/don-vi/<str:code>/thay-doi/", units.change, name="change_unit"),
    path("desk/don-vi/<str:code>/sua/<day:since>/", units.correct, name="correct_unit"),
    path("desk/don-vi/<str:code>/ma/", units.identify, name="identify_unit"),
    path("desk/don-vi/<str:code>/ma/<str:scheme>/<str:value>/dong/", units.close_identifier, name="close_identifier"),
    path("desk/don-vi/<str:code>/sap-xep/", reorganisation.reorganise, name="reorganise"),
    path("desk/don-vi/<str:code>/vi-tri/", posts.unit_posts, name="unit_posts"),
    path("desk/don-vi/<str:code>/vi-tri/them/", posts.create, name="create_post"),
    path("desk/don-vi/<str:code>/phan-cong/", charges.notice, name="charge_notice"),
    path("desk/vi-tri/khuyet/", posts.vacancies, name="vacancies"),
    path("desk/vi-tri/<uuid:uid>/", posts.post, name="post"),
    path("desk/vi-tri/<uuid:uid>/bai-bo/", posts.end, name="end_post"),
    path("desk/vi-tri/<uuid:uid>/nguoi-giu/", posts.seat, name="seat"),
    path("desk/vi-tri/<uuid:uid>/phu-trach/", charges.assign, name="assign_charge"),
    path("desk/vi-tri/<uuid:uid>/quyen-ky/", charges.give_signing, name="give_signing"),
    path("desk/nhiem-ky/<uuid:uid>/thoi/", posts.unseat, name="unseat"),
    path("desk/nhiem-ky/<uuid:uid>/keo-dai/", posts.extend, name="extend_term"),
    path("desk/phu-trach/<uuid:uid>/thoi/", charges.end_charge, name="end_charge"),
    path("desk/quyen-ky/<uuid:uid>/ket-thuc/", charges.end_signing, name="end_signing"),
    path("desk/uy-quyen/", delegations.listing, name="delegations"),
    path("desk/uy-quyen/them/", delegations.add, name="delegate"),
    path("desk/uy-quyen/<uuid:uid>/ket-thuc/", delegations.end, name="end_delegation"),
    path("desk/dia-ban/", territories.listing, name="territories"),
    path("desk/dia-ban/nhap/", territories.load, name="load_territories"),
    path("desk/dia-ban/<str:code>/", territories.territory, name="territory"),
    path("desk/cach-goi/", aliases.listing, name="aliases"),
    path("desk/cach-goi/them/", aliases.add, name="add_alias"),
    path("desk/cach-goi/<uuid:uid>/", aliases.alias, name="alias"),
    path("desk/cach-goi/<uuid:uid>/sua/", aliases.change, name="change_alias"),
    path("desk/cach-goi/<uuid:uid>/ket-thuc/", aliases.end, name="end_alias"),
    path("desk/can-bo/", officers.listing, name="officers"),
    path("desk/can-bo/them/", officers.add, name="add_officer"),
    path("desk/can-bo/quyen/<uuid:uid>/ket-thuc/", officers.end_grant, name="end_grant"),
    path("desk/can-bo/<uuid:uid>/", officers.officer, name="officer"),
    path("desk/can-bo/<uuid:uid>/chuc-vu/", officers.add_post, name="add_post"),
    path("desk/can-bo/<uuid:uid>/thoi/", officers.leave, name="leave_post"),
    path("desk/can-bo/<uuid:uid>/quyen/", officers.grant, name="grant"),
    path("desk/can-bo/<uuid:uid>/tai-khoan/<slug:act>/", officers.account, name="officer_account"),
    path("desk/can-bo/<uuid:uid>/ma-api/", officers.token, name="token"),
    path("desk/can-bo/<uuid:uid>/ma-api/<uuid:token_uid>/thu-hoi/", officers.revoke, name="revoke_token"),
    path("desk/lich/", calendars.listing, name="calendars"),
    path("desk/lich/them/", calendars.add, name="add_calendar"),
    path("desk/lich/<slug:code>/", calendars.calendar, name="calendar"),
    path("desk/lich/<slug:code>/ngay/", calendars.add_day, name="add_day"),
    path("desk/lich/<slug:code>/ngay/<day:day>/bo/", calendars.remove_day, name="remove_day"),
    path("desk/lich/<slug:code>/gio/", calendars.week, name="calendar_week"),
    path("desk/tai-khoan/", account.mine, name="account"),
    path("desk/tai-khoan/tu-cach/", delegations.act_as, name="act_as"),
    path("desk/tai-khoan/dang-xuat-noi-khac/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
]
