"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from motcua.portal import public
from motcua.portal.desk import home, system, trail, work

app_name = "portal"

urlpatterns = [
    path("", public.home, name="public_home"),
    path("en/", public.home, name="public_home_en"),
    path("desk/", home.home, name="home"),
    path("desk/viec/", work.work, name="work"),
    path("desk/viec/<uuid:uid>/", work.job, name="job"),
    path("desk/viec/<uuid:uid>/tien-do", work.progress, name="job_progress"),
    path("desk/viec/<uuid:uid>/huy", work.cancel, name="job_cancel"),
    path("desk/viec/<uuid:uid>/chay-lai", work.retry, name="job_retry"),
    path("desk/nhat-ky/", trail.office_trail, name="office_trail"),
    path("desk/nhat-ky/<str:kind>/<str:uid>/", trail.trail, name="trail"),
    path("desk/he-thong/", system.system, name="system"),
    path("desk/he-thong/gui-lai/<uuid:uid>", system.resend, name="resend"),
]
