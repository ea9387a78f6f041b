"""Receipts of providers: signed with the secret that we share with the channel's provider, instead of a token."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.responses import Status
from ninja.security.base import AuthBase

from motcua.kernel.errors import FieldError, Invalid
from motcua.messages.services.receipts import Told, check_signature, take_receipt
from motcua.ui.api import PROBLEMS, Input
from motcua.ui.openapi import SIGNATURE

LONGEST = 8192
"""Bytes of a receipt."""


class Signed(AuthBase):
    """`X-Motcua-Signature`: `sha256=` and the HMAC-SHA256 of `timestamp.body`; `X-Motcua-Timestamp`: seconds since 1970, at most five
    minutes off."""

    openapi_type = "apiKey"
    openapi_in = "header"
    openapi_name = SIGNATURE

    def __call__(self, request: HttpRequest) -> str:
        channel = str(request.resolver_match.kwargs["channel"]) if request.resolver_match else ""
        if len(request.body) > LONGEST:
            raise Invalid("Biên nhận dài quá {most} byte.", most=LONGEST)
        timestamp, signature = request.headers.get("X-Motcua-Timestamp", ""), request.headers.get(SIGNATURE, "")
        check_signature(channel, timestamp, signature, request.body)
        return channel


router = Router(tags=["messages"], auth=Signed())


class ReceiptIn(Input):
    """What became of one message; at least one of the two ids."""

    id: str = Field("", max_length=40, description="The id that we sent the message under")
    provider_id: str = Field("", max_length=100, description="The number that the provider answered with")
    status: Literal["delivered", "undelivered"]
    code: str = Field(
        "", pattern=r"^[A-Za-z0-9_.\-]{0,40}$", description="Why it was not delivered; no numbers of telephones"
    )


class ReceiptOut(Schema):
    """`known`: whether the receipt tells of a message that we sent. An unknown one is noted and need not be sent again."""

    known: bool


@router.post(
    "/messages/receipts/{channel}",
    response={202: ReceiptOut, **PROBLEMS},
    summary="A provider tells what became of a message",
)
def receipt(request: HttpRequest, channel: str, body: ReceiptIn) -> Any:  # noqa: ARG001 - as django-ninja calls it
    """As often as the provider likes, in any order: the same receipt changes nothing, and what has arrived stays so."""
    if not (body.id or body.provider_id):
        raise Invalid("Biên nhận chưa nói về tin nào.", errors=(FieldError("id", "Ghi id của tin, hoặc provider_id."),))
    return Status(202, {"known": take_receipt(channel, Told(body.id, body.provider_id, body.status, body.code))})
