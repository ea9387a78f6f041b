"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.indicators import public
from motcua.indicators.desk import catalogue, closing, dividing, figures, frozen, releasing, rows, service_quality

app_name = "indicators"

urlpatterns = [
    path("so-lieu/", public.catalogue, name="public_list"),
    path("en/so-lieu/", public.catalogue, name="public_list_en"),
    path("so-lieu/chat-luong-phuc-vu/", public.service_quality, name="public_quality"),
    path("en/so-lieu/chat-luong-phuc-vu/", public.service_quality, name="public_quality_en"),
    path("so-lieu/<str:key>", public.indicator, name="public_indicator"),
    path("en/so-lieu/<str:key>", public.indicator, name="public_indicator_en"),
    path("desk/chi-so/", catalogue.catalogue, name="list"),
    path("desk/chi-so/chat-luong-phuc-vu/", service_quality.service_quality, name="service_quality"),
    path("desk/chi-so/chot-so-lieu/", closing.close, name="close"),
    path("desk/chi-so/so-lieu-chot/<uuid:uid>/", frozen.observation, name="observation"),
    path("desk/chi-so/cong-khai/<uuid:uid>/thoi/", releasing.withdraw, name="withdraw"),
    path("desk/chi-so/<str:key>/", figures.indicator, name="indicator"),
    path("desk/chi-so/<str:key>/dong/<str:side>/", rows.rows, name="rows"),
    path("desk/chi-so/<str:key>/theo/<slug:by>/", dividing.division, name="division"),
    path("desk/chi-so/<str:key>/cong-khai/", releasing.release, name="release"),
]
