"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from motcua.procedures.desk import drafts, imports, registry, workflow_annexes, workflow_writing, workflows
from motcua.procedures.desk import procedure as desk_procedure
from motcua.procedures.public import browse, machine, papers, procedures, search

app_name = "procedures"


def _both(address: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """A public page in both languages, with the same tail."""
    return [path(address, view, name=name), path(f"en/{address}", view, name=f"{name}_en")]


urlpatterns = [
    path("thu-tuc/", search.search, name="public_list"),
    path("en/thu-tuc/", search.search, name="public_list_en"),
    *_both("thu-tuc/viec/<slug:key>/", browse.life_event, "public_life_event"),
    *_both("thu-tuc/linh-vuc/", browse.fields, "public_fields"),
    *_both("thu-tuc/co-quan/", browse.units, "public_units"),
    *_both("thu-tuc/moi/", browse.changes, "public_changes"),
    *_both("thu-tuc/moi/rss", browse.ChangesFeed(), "public_feed"),
    path("thu-tuc/tai/thu-tuc.csv", machine.as_table, name="public_csv"),
    path("thu-tuc/tai/thu-tuc.jsonl", machine.as_lines, name="public_jsonl"),
    path("catalog.jsonld", machine.catalogue, name="public_catalogue"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", machine.sitemap_part, name="sitemap_part"),
    path("robots.txt", machine.robots, name="robots"),
    *_both("thu-tuc/thong-ke/", browse.statistics, "public_statistics"),
    path("thu-tuc/<str:code>", procedures.procedure, name="public_procedure"),
    path("en/thu-tuc/<str:code>", procedures.procedure, name="public_procedure_en"),
    path("thu-tuc/<str:code>/gop-y", procedures.remark, name="public_remark"),
    path("en/thu-tuc/<str:code>/gop-y", procedures.remark, name="public_remark_en"),
    *_both("thu-tuc/<str:code>/phieu.pdf", papers.checklist, "public_checklist"),
    *_both("thu-tuc/<str:code>/to-roi.pdf", papers.leaflet, "public_leaflet"),
    *_both("thu-tuc/<str:code>/ap-phich.pdf", papers.poster, "public_poster"),
    *_both("thu-tuc/<str:code>/thay-doi", papers.changes, "public_changes_of"),
    path("desk/thu-tuc/", registry.registry, name="registry"),
    path("desk/thu-tuc/soan/", drafts.listed, name="drafts"),
    path("desk/thu-tuc/soan/moi/", drafts.create, name="create"),
    path("desk/thu-tuc/<uuid:uid>/soan/", drafts.draft, name="draft"),
    path("desk/thu-tuc/<uuid:uid>/soan/bat-dau/", drafts.begin, name="begin_draft"),
    path("desk/thu-tuc/<uuid:uid>/soan/phan/<slug:key>/", drafts.part, name="draft_part"),
    path("desk/thu-tuc/<uuid:uid>/soan/chuyen/", drafts.submit, name="submit_draft"),
    path("desk/thu-tuc/<uuid:uid>/soan/soan-tiep/", drafts.take_back, name="take_back_draft"),
    path("desk/thu-tuc/<uuid:uid>/soan/bo/", drafts.discard, name="discard_draft"),
    path("desk/thu-tuc/<uuid:uid>/soan/ap-dung/", drafts.put_in_force, name="put_in_force"),
    path("desk/thu-tuc/<uuid:uid>/soan/theo-nguon/", drafts.renew, name="renew_draft"),
    path("desk/thu-tuc/nhap/", imports.runs, name="runs"),
    path("desk/thu-tuc/nhap/moi/", imports.take_in, name="take_in"),
    path("desk/thu-tuc/nhap/<uuid:uid>/", imports.run, name="run"),
    path("desk/thu-tuc/nhap/<uuid:uid>/nhan-het/", imports.accept_all, name="accept_all"),
    path("desk/thu-tuc/nhap/dong/<uuid:uid>/", imports.row, name="row"),
    path("desk/thu-tuc/nhap/dong/<uuid:uid>/khong-nhan/", imports.reject, name="reject_row"),
    path("desk/thu-tuc/nhap/dong/<uuid:uid>/ma/", imports.code, name="give_code"),
    path("desk/thu-tuc/<uuid:uid>/", desk_procedure.procedure, name="procedure"),
    path("desk/thu-tuc/<uuid:uid>/phien-ban/", desk_procedure.versions, name="versions"),
    path("desk/thu-tuc/quy-trinh/", workflows.workflows, name="workflows"),
    path("desk/thu-tuc/quy-trinh/chua-co/<str:level>/", workflows.backlog, name="workflow_backlog"),
    path("desk/thu-tuc/quy-trinh/phu-luc/", workflow_annexes.annexes, name="annexes"),
    path("desk/thu-tuc/quy-trinh/phu-luc/moi/", workflow_annexes.read_annex, name="read_annex"),
    path("desk/thu-tuc/quy-trinh/phu-luc/<uuid:uid>/", workflow_annexes.annex, name="annex"),
    path("desk/thu-tuc/quy-trinh/phu-luc/<uuid:uid>/ban-hanh/", workflow_annexes.issue_all, name="annex_issue"),
    path("desk/thu-tuc/quy-trinh/phu-luc/dong/<uuid:uid>/", workflow_annexes.found, name="annex_found"),
    path("desk/thu-tuc/quy-trinh/phu-luc/dong/<uuid:uid>/khong-nhan/", workflow_annexes.reject, name="annex_reject"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/", workflows.workflow, name="workflow"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/bpmn", workflows.drawing, name="workflow_drawing"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/so-sanh/", workflows.compare, name="workflow_compare"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/sua/", workflow_writing.edit, name="workflow_edit"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/bpmn/thay/", workflow_writing.redraw, name="workflow_redraw"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/ban-hanh/", workflow_writing.issue, name="workflow_issue"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/het-hieu-luc/", workflow_writing.end, name="workflow_end"),
    path("desk/thu-tuc/quy-trinh/<uuid:uid>/huy/", workflow_writing.void, name="workflow_void"),
    path("desk/thu-tuc/<uuid:uid>/quy-trinh/", workflows.procedure_workflows, name="procedure_workflows"),
    path("desk/thu-tuc/<uuid:uid>/quy-trinh/soan/", workflow_writing.begin, name="workflow_begin"),
]
