"""Addresses of the one-stop mechanism."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.dossiers.desk import answering, dossiers, intake, summary
from motcua.dossiers.public import track

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/ho-so/", dossiers.dossier_list, name="list"),
    path("desk/ho-so/nhan/", intake.choose, name="choose"),
    path("desk/ho-so/nhan/<str:code>/", intake.take_in, name="take_in"),
    path("desk/ho-so/bieu-ii-06/", summary.summary, name="summary"),
    path("desk/ho-so/bieu-ii-06.<str:ending>", summary.summary_file, name="summary_file"),
    path("desk/ho-so/so-theo-doi/", summary.register, name="register"),
    path("desk/ho-so/<uuid:uid>/", dossiers.dossier, name="dossier"),
    path("desk/ho-so/<uuid:uid>/vi-sao/", dossiers.why, name="why"),
    path("desk/ho-so/<uuid:uid>/bieu-mau/<uuid:form_uid>/in/", dossiers.printing, name="printing"),
    path("desk/ho-so/<uuid:uid>/bieu-mau/<uuid:form_uid>.<str:ending>", dossiers.form, name="form"),
    path("desk/ho-so/<uuid:uid>/to-khai/", answering.fill, name="fill"),
    path("desk/ho-so/<uuid:uid>/<slug:name>/", dossiers.do, name="do"),
    path("tra-cuu/", track.look_up, name="track"),
    path("tra-cuu/<str:code>/", track.one, name="track_one"),
    path("en/tra-cuu/", track.look_up, name="track_en"),
    path("en/tra-cuu/<str:code>/", track.one, name="track_one_en"),
]
