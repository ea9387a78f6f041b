"""The REST face, mounted under /api/v1: one API from the packages' routers, its OpenAPI 3.1, and a page for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua import __version__
from motcua.documents.rest import approvals
from motcua.documents.rest import router as documents
from motcua.dossiers import rest as dossiers
from motcua.indicators.rest import ROUTERS as INDICATORS
from motcua.messages.rest import receipts
from motcua.messages.rest import router as messages
from motcua.organisations.rest import AUTHENTICATORS, SIGNED_IN, Caller, delegations
from motcua.organisations.rest import router as organisations
from motcua.plans.rest import (
    amendments,
    assessment,
    drafts,
    funding,
    holdings,
    in_force,
    inspections,
    opinions,
    sources,
    targets,
    tasks,
    urging,
    work,
)
from motcua.plans.rest import router as plans
from motcua.procedures import rest as procedures
from motcua.ui.api import install_errors
from motcua.ui.openapi import Face, Plain

api = Face(
    title="Một Cửa",
    version=__version__,
    description=(
        "Đơn vị, văn bản pháp luật, tệp, kế hoạch, công việc, chỉ số và trình ký. Danh sách trả `items` và `next`; lỗi theo RFC 9457 "
        "(application/problem+json); ngôn ngữ theo Accept-Language."
    ),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
    auth=AUTHENTICATORS,
    renderer=Plain(),
    open_reads=Caller,
)
install_errors(api)
for router in (organisations, documents, *INDICATORS, *procedures.OPEN, *dossiers.OPEN):
    api.add_router("", router)
for router in (*procedures.SIGNED_IN, *dossiers.SIGNED_IN):
    api.add_router("", router, auth=SIGNED_IN)
api.add_router("", messages, auth=SIGNED_IN)  # one's own
api.add_router("", receipts)  # signed by providers
api.add_router("", approvals, auth=SIGNED_IN)
api.add_router("", delegations, auth=SIGNED_IN)
api.add_router("", plans, auth=SIGNED_IN)  # plans are not public yet
for router in (work, tasks, sources, targets, holdings):
    api.add_router("", router, auth=SIGNED_IN)
api.add_router("", urging, auth=SIGNED_IN)
api.add_router("", funding, auth=SIGNED_IN)
for router in (drafts, opinions, amendments, in_force, inspections, assessment):
    api.add_router("", router, auth=SIGNED_IN)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and answers, drawn from the OpenAPI document on the server: no script is needed."""
    schema: dict[str, Any] = dict(api.get_openapi_schema())
    operations = [
        {"path": path, "method": method.upper(), "described": _described(operation), **operation}
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]
    return render(request, "ui/api.html", {"schema": schema, "operations": operations})


def _described(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters with their words, which OpenAPI keeps in either of two places."""
    return [
        {
            "name": parameter["name"],
            "place": parameter["in"],
            "required": parameter.get("required", False),
            "words": parameter.get("description") or parameter.get("schema", {}).get("description", ""),
        }
        for parameter in operation.get("parameters", [])
    ]
