"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from motcua.messages.desk import notices, outward, preferences, sent, wordings

app_name = "messages"

urlpatterns = [
    path("desk/thong-bao/", notices.listing, name="notices"),
    path("desk/thong-bao/chuong/", notices.bell, name="bell"),
    path("desk/thong-bao/doc-het/", notices.read_all, name="read_all"),
    path("desk/thong-bao/cach-nhan/", preferences.preferences, name="preferences"),
    path("desk/thong-bao/cach-nhan/dia-chi/", preferences.address, name="address"),
    path("desk/thong-bao/cach-nhan/dia-chi/bo/", preferences.remove_address, name="remove_address"),
    path("desk/thong-bao/cach-nhan/dia-chi/gui-lai/", preferences.send_link, name="send_link"),
    path("desk/thong-bao/xac-nhan/<str:token>/", preferences.verify, name="verify"),
    path("desk/thong-bao/<uuid:uid>/", notices.notice, name="notice"),
    path("desk/thong-bao/<uuid:uid>/mo/", notices.open_subject, name="open_subject"),
    path("desk/thong-bao/<uuid:uid>/da-doc/", notices.read, name="read"),
    path("desk/thong-bao-da-gui/", sent.listing, name="sent"),
    path("desk/thong-bao-da-gui/hop-thu/", sent.outbox, name="outbox"),
    path("desk/thong-bao-da-gui/hop-thu/<uuid:uid>/", sent.outbox_letter, name="outbox_letter"),
    path("desk/thong-bao-da-gui/gio-gui/", sent.hours, name="hours"),
    path("desk/thong-bao-da-gui/gio-gui/<uuid:uid>/rut/", sent.withdraw_hours, name="withdraw_hours"),
    path("desk/thong-bao-da-gui/nguoi-dan/", outward.listing, name="outward"),
    path("desk/thong-bao-da-gui/nguoi-dan/thu-tu-kenh/", outward.order, name="order"),
    path("desk/thong-bao-da-gui/nguoi-dan/thu-tu-kenh/<uuid:uid>/rut/", outward.withdraw_order, name="withdraw_order"),
    path("desk/thong-bao-da-gui/nguoi-dan/<uuid:uid>/", outward.message, name="outward_message"),
    path("desk/thong-bao-da-gui/nguoi-dan/kenh/<uuid:uid>/gui-lai/", outward.resend, name="resend_leg"),
    path("desk/thong-bao-da-gui/<uuid:uid>/", sent.message, name="sent_message"),
    path("desk/thong-bao-da-gui/<uuid:uid>/gui-lai/", sent.resend, name="resend"),
    path("desk/mau-thong-bao/", wordings.listing, name="templates"),
    path("desk/mau-thong-bao/<str:key>/", wordings.template, name="template"),
    path("desk/mau-thong-bao/<str:key>/soan/", wordings.draft, name="draft"),
    path("desk/mau-thong-bao/<str:key>/duyet/", wordings.approve, name="approve"),
    path("desk/mau-thong-bao/<str:key>/bo/", wordings.discard, name="discard"),
    path("desk/mau-thong-bao/<str:key>/mac-dinh/", wordings.use_shipped, name="use_shipped"),
]
