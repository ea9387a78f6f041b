"""Addresses of the frame. The gallery of components exists only while developing and in tests."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from motcua.ui import kiosk, pages

app_name = "ui"

urlpatterns = [
    path("ui/ngon-ngu/", pages.choose_language, name="language"),
    path("ui/kiosk/ket-thuc", kiosk.end, name="kiosk_end"),
    path("sw.js", pages.service_worker, name="service_worker"),
    path("ngoai-tuyen/", pages.offline, name="offline"),
    path("en/ngoai-tuyen/", pages.offline, name="offline_en"),
]

if settings.DEBUG or getattr(settings, "UI_GALLERY", False):
    from motcua.ui import gallery

    urlpatterns += [
        path("desk/_gallery/", gallery.show, name="gallery"),
        path("desk/_gallery/<slug:part>/", gallery.fragment, name="gallery_fragment"),
    ]
