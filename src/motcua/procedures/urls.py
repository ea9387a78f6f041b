"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.procedures.desk import procedure as desk_procedure
from motcua.procedures.desk import registry
from motcua.procedures.public import procedures, search

app_name = "procedures"

urlpatterns = [
    path("thu-tuc/", search.search, name="public_list"),
    path("en/thu-tuc/", search.search, name="public_list_en"),
    path("thu-tuc/<str:code>", procedures.procedure, name="public_procedure"),
    path("en/thu-tuc/<str:code>", procedures.procedure, name="public_procedure_en"),
    path("thu-tuc/<str:code>/gop-y", procedures.remark, name="public_remark"),
    path("en/thu-tuc/<str:code>/gop-y", procedures.remark, name="public_remark_en"),
    path("desk/thu-tuc/", registry.registry, name="registry"),
    path("desk/thu-tuc/<uuid:uid>/", desk_procedure.procedure, name="procedure"),
    path("desk/thu-tuc/<uuid:uid>/phien-ban/", desk_procedure.versions, name="versions"),
]
