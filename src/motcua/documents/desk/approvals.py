"""Trình ký: what waits for me, what I drafted, one approval with its story, and its acts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.documents.queries.approvals import approval_for


@require_safe
def approval(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = approval_for(request.user, uid)
    return render(request, "documents/desk/approval.html", {"approval": found})
