"""The citizen's face: a document of the library at its permanent address."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.documents.queries import law
from motcua.kernel import clock


@require_safe
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    """`/van-ban/{uid}` and `/en/van-ban/{uid}`."""
    found = law.document_for(request.user, uid)
    groups: dict[str, list[law.Tie]] = {}
    for tie in law.ties_of(found, request.user):
        words = str(tie.relation.get_kind_display() if tie.outgoing else law.INVERSE[tie.relation.kind])
        groups.setdefault(words, []).append(tie)
    context = {
        "document": found,
        "title": law.title_of(found),
        "state": law.state_on(found, clock.today()),
        "groups": [
            (words, [{"uid": t.other.uid, "title": law.title_of(t.other), "tie": t} for t in ties])
            for words, ties in groups.items()
        ],
        "page_name": "documents:public_document_en" if get_language() == "en" else "documents:public_document",
    }
    return render(request, "documents/public/document.html", context)
