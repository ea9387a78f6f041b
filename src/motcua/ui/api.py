"""What every REST face shares: problem+json, strict input, keyset lists, ETag, Idempotency-Key. CONTRACT, section REST."""

from __future__ import annotations

import hashlib
import inspect
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, wraps
from typing import Annotated, Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.responses import Status
from pydantic import BeforeValidator, ConfigDict, Field, field_validator

from motcua.kernel import idempotency, keyset
from motcua.kernel.errors import N_, AppError, FieldError, Invalid, Stale
from motcua.kernel.text import unhidden
from motcua.ui.errors import text_of
from motcua.ui.field_errors import sentence, unfit

logger = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)
PROBLEM_JSON = "application/problem+json"
MOST_ROWS = 200
NOT_KEPT = N_("Chưa lưu được. Xem từng trường.")


_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""Characters that JSON can write and no database keeps."""


class Input(Schema):
    """Base of request bodies: unknown fields are refused (422), and text that no database can hold; characters that nobody sees are
    dropped, as forms drop them (`ui.middleware`)."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _seen(cls, value: Any) -> Any:
        return _unhidden(value)

    @field_validator("*", mode="after")
    @classmethod
    def _kept(cls, value: Any) -> Any:
        if _is_unkept(value):
            raise unfit(_("Chữ có ký tự không lưu được; hãy gõ lại."))
        return value


def _unhidden(value: Any) -> Any:
    """JSON with every text as it is seen."""
    if isinstance(value, str):
        return unhidden(value)
    if isinstance(value, dict):
        return {key: _unhidden(one) for key, one in value.items()}
    return [_unhidden(one) for one in value] if isinstance(value, list) else value


def _is_unkept(value: Any) -> bool:
    """Whether one of its texts cannot be stored. Bodies inside bodies are asked themselves."""
    if isinstance(value, str):
        return _UNKEPT.search(value) is not None
    if isinstance(value, Mapping):
        return any(_is_unkept(one) for pair in value.items() for one in pair)
    return isinstance(value, list | tuple | set | frozenset) and any(_is_unkept(one) for one in value)


def _written_date(value: Any) -> Any:
    """Pydantic would take bare figures for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise unfit(_("Viết ngày như 2026-02-16."))
    return value


Day = Annotated[date, BeforeValidator(_written_date)]
"""A date as ISO 8601 writes it, and no other way."""


class ListQuery(Schema):
    """Paging of every list."""

    cursor: str | None = Field(None, max_length=2000, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=MOST_ROWS)


class FieldProblem(Schema):
    field: str
    message: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] = []


PROBLEMS = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    412: Problem,
    422: Problem,
    429: Problem,
    503: Problem,
}
"""For `response=` of an operation: `{200: Out, **PROBLEMS}`."""


_made_anew = Operation._create_response_model  # noqa: SLF001 - see below
_answered_as_problem = cache(lambda: _made_anew(cast("Operation", None), Problem))
# django-ninja makes a class of pydantic's for each status of each operation: 2,400 of 2,670 were Problem again, half the time of loading
# the addresses and 37 MB in each process. It has no setting for this.
Operation._create_response_model = (  # type: ignore[method-assign]  # noqa: SLF001
    lambda self, response_param: (
        _answered_as_problem() if response_param is Problem else _made_anew(self, response_param)
    )
)


def problem(status: int, code: str, detail: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """An error as a program wants it: RFC 9457, with each wrong field named."""
    body = {
        "type": f"urn:motcua:{code}",
        "title": _titles().get(status, code),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}, content_type=PROBLEM_JSON)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="motcua"'
    return response


def install_errors(api: NinjaAPI) -> None:
    """Turn every error of an operation into problem+json, in the caller's language, without a stack trace."""

    @api.exception_handler(AppError)
    def _app(_request: HttpRequest, error: AppError) -> HttpResponse:
        fields = [{"field": e.field, "message": text_of(e)} for e in getattr(error, "errors", ())]
        return problem(error.status, error.code, text_of(error), fields)

    @api.exception_handler(ValidationError)
    def _validation(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"field": _path(e["loc"]), "message": sentence(e)} for e in error.errors]
        return problem(422, "invalid", _("Yêu cầu có chỗ chưa đúng; xem từng trường."), fields)

    @api.exception_handler(AuthenticationError)
    def _unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(401, "unauthenticated", _("Cần đăng nhập hoặc mã truy cập (Authorization: Bearer …)."))

    @api.exception_handler(AuthorizationError)
    def _unauthorised(_request: HttpRequest, _error: AuthorizationError) -> HttpResponse:
        return problem(403, "forbidden", _("Bạn không có quyền làm việc này."))

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "not_found", _("Không tìm thấy."))

    @api.exception_handler(HttpError)
    def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
        said = {
            400: _("Nội dung gửi lên không đọc được: cần JSON đúng, mã hóa UTF-8."),
            403: _(
                "Yêu cầu này cần mã chống giả mạo (CSRF) của phiên đăng nhập: gửi X-CSRFToken, hoặc dùng mã truy cập."
            ),
        }  # what django-ninja and our authenticators refuse themselves, in English
        return problem(error.status_code, "bad_request", said.get(error.status_code, _("Yêu cầu chưa đúng.")))

    @api.exception_handler(Exception)
    def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("fault at %s %s", request.method, request.path, exc_info=error)
        return problem(500, "fault", _("Hệ thống gặp lỗi. Chúng tôi đã ghi lại; hãy thử lại sau."))


def told_as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What the router itself refuses (a method that an address does not have) in the form of every other error."""
    if response.status_code != 405 or response.get("Content-Type", "").startswith(PROBLEM_JSON):
        return response
    told = problem(405, "method_not_allowed", _("Địa chỉ này không nhận {method}.").format(method=request.method))
    allowed = [m.strip() for m in response.get("Allow", "").split(",")]
    told["Allow"] = ", ".join([*allowed, "HEAD"] if "GET" in allowed and "HEAD" not in allowed else allowed)
    return told


def answered(request: HttpRequest, ask: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    """An answer of the REST face. What can be got can be asked for with HEAD (RFC 9110): the same headers, and no body."""
    if request.method != "HEAD":
        return told_as_problem(request, ask(request))
    request.method = "GET"
    try:
        response = told_as_problem(request, ask(request))
    finally:
        request.method = "HEAD"
    return _without_body(response)


def _without_body(response: HttpResponseBase) -> HttpResponse:
    bare = HttpResponse(status=response.status_code)
    bare.cookies = response.cookies
    for name, value in response.items():
        bare[name] = value
    if isinstance(response, HttpResponse):
        bare["Content-Length"] = str(len(response.content))
    bare.close = response.close  # type: ignore[method-assign]  # what the answer holds open is let go when the server is done
    return bare


def only_fields(request: HttpRequest, *known: str) -> None:
    """Of a multipart body: a part of another name, or a second file of one name, is refused (422), as `Input` does for JSON."""
    sent = [name for part in (request.POST, request.FILES) for name in part for _value in part.getlist(name)]
    wrong = [FieldError(name, "Không có trường này.") for name in dict.fromkeys(sent) if name not in known]
    wrong += [FieldError(name, "Chỉ gửi một tệp.") for name in known if sent.count(name) > 1]
    if wrong:
        raise Invalid("Yêu cầu có chỗ chưa đúng; xem từng trường.", errors=tuple(wrong))


def wrong(field: str, error: AppError, told: str = NOT_KEPT) -> Invalid:
    """What is amiss with a part of a body, said at its field: a body with a wrong id is wrong, its address is there."""
    return Invalid(told, errors=(FieldError(field, error.template, error.params),))


def list_of(
    queryset: QuerySet[M], query: ListQuery, *, order: Sequence[str], out: Callable[[M], dict[str, Any]]
) -> dict[str, Any]:
    """One keyset page as `{"items": […], "next": CURSOR|null}`."""
    found = keyset.page(queryset, order=order, cursor=query.cursor, limit=query.limit)
    return {"items": [out(row) for row in found.items], "next": found.next}


def etag_of(version: int) -> str:
    """The ETag of a row version: the same for all readers."""
    return f'"{version}"'


def check_match(request: HttpRequest, version: int) -> None:
    """Raise Stale (412) when `If-Match` names another version. No header means the current one."""
    given = request.headers.get("If-Match", "").strip()
    named = {part.strip().removeprefix("W/").strip('"').partition("-")[0] for part in given.split(",")}
    if given and given != "*" and str(version) not in named:
        raise Stale("Bản ghi đã thay đổi từ lúc bạn đọc. Hãy đọc lại rồi sửa.")


def with_etag(response: HttpResponse, version: int) -> None:
    """Set the ETag on the answer (`response` is the operation's temporal response)."""
    response["ETag"] = etag_of(version)


def revalidated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For reads (with ninja's `decorate_view`): who has this very answer gets 304. What is told of a record may change without the record
    (a day comes, what stands beside it is settled): so the ETag is that of the row version, where there is one, and of the answer.
    """

    @wraps(view)
    def once_more(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        told = hashlib.sha256(response.content).hexdigest()[:16]
        version = response.get("ETag", "").strip('"')
        response["ETag"] = f'"{version}-{told}"' if version else f'"{told}"'
        patch_vary_headers(response, ("Accept",))
        found = get_conditional_response(request, etag=response["ETag"], response=response)
        return cast("HttpResponse", found)

    return once_more


F = TypeVar("F", bound=Callable[..., Any])


def idempotent(operation: F) -> F:
    """For POST operations that change something: honours `Idempotency-Key`. The operation returns Status(status, body) or a body (200)."""

    @wraps(operation)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return operation(request, *args, **kwargs)
        if len(key) > 200:
            raise Invalid("Idempotency-Key dài quá 200 ký tự.")
        caller = _caller(request)
        kept = idempotency.begin(caller, key, _hash(request))
        if kept is not None:
            return HttpResponse(kept[1], status=kept[0], content_type="application/json; charset=utf-8")
        try:
            answer = operation(request, *args, **kwargs)
        except Exception:
            idempotency.release(caller, key)
            raise
        status, body = (answer.status_code, answer.value) if isinstance(answer, Status) else (200, answer)
        rendered = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}, safe=False)
        idempotency.finish(caller, key, status, rendered.content.decode())
        return answer

    # written annotations are names of the operation's own module, where django-ninja would not look for them
    once.__signature__ = inspect.signature(operation, eval_str=True)  # type: ignore[attr-defined]  # read by inspect.signature
    return once  # type: ignore[return-value]  # wraps() keeps the signature that django-ninja reads


def _caller(request: HttpRequest) -> str:
    return (
        f"user:{request.user.pk}" if request.user.is_authenticated else f"address:{request.META.get('REMOTE_ADDR', '')}"
    )


def _hash(request: HttpRequest) -> str:
    """What was asked: method, address and body; a multipart body by its fields and the contents of its files."""
    sha = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            sha.update(f"{name}={values}\n".encode())
        for name, uploads in sorted(request.FILES.lists()):
            for upload in uploads:
                sha.update(f"{name}={upload.name}\n".encode())
                for chunk in upload.chunks():
                    sha.update(chunk)
                upload.seek(0)
    else:
        sha.update(request.body)
    return sha.hexdigest()


def _path(location: Sequence[Any]) -> str:
    """`("body", "payload", "title")` → `title`: the name the caller used."""
    parts = [str(p) for p in location]
    if parts and parts[0] in {"body", "query", "path", "form", "file", "header"}:
        parts = parts[1:] if len(parts) == 2 or parts[0] != "body" else parts[2:]
    return ".".join(parts)


def _titles() -> dict[int, str]:
    return {
        400: _("Yêu cầu chưa đúng"),
        401: _("Chưa đăng nhập"),
        403: _("Không có quyền"),
        404: _("Không tìm thấy"),
        405: _("Không nhận phương thức này"),
        409: _("Không làm được lúc này"),
        412: _("Bản ghi đã thay đổi"),
        413: _("Tệp quá lớn"),
        422: _("Dữ liệu chưa đúng"),
        429: _("Quá nhiều yêu cầu"),
        500: _("Lỗi hệ thống"),
        503: _("Phần này chưa sẵn sàng"),
    }
