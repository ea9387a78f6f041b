"""`/track/{code}`: a citizen's look at one dossier. Wrong tries are counted over all processes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.dossiers.queries.tracking import count_wrong, locked_for, story, tracked
from motcua.dossiers.rest.schemas import TrackOut
from motcua.kernel.errors import NotFound
from motcua.ui.api import PROBLEMS, problem
from motcua.ui.errors import text_of

router = Router(tags=["track"])


class TrackQuery(Schema):
    phone_last4: str = Field("", max_length=4, description="Last four digits of the telephone or identity number")
    receipt: str = Field("", max_length=12, description="The code printed on the receipt")
    token: str = Field("", max_length=60, description="What the QR code of the receipt bears")


@router.get("/track/{code}", response={200: TrackOut, **PROBLEMS}, summary="Where a dossier is, for whoever filed it")
def track(request: HttpRequest, code: str, query: Query[TrackQuery]) -> Any:
    came_from = request.META.get("REMOTE_ADDR", "")
    if wait := locked_for(code, came_from):
        return _locked(wait)
    found = tracked(code, last4=query.phone_last4, receipt=query.receipt, token=query.token)
    if found is None:
        count_wrong(code, came_from)
        raise NotFound("Không tìm thấy hồ sơ với mã và số này. Hãy xem lại giấy hẹn.", code="not_found")
    return story(found)


def _locked(wait: float) -> HttpResponse:
    error = NotFound("Sai nhiều lần. Mã này tạm khóa tra cứu; hãy thử lại sau.")
    response = problem(429, "too_many_tries", text_of(error))
    response["Retry-After"] = str(int(wait) + 1)
    return response
