"""The REST face as a whole, and its OpenAPI document told exactly."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from motcua.kernel.errors import FieldError, Invalid
from motcua.ui.api import PROBLEM_JSON

SIGNATURE = "X-Motcua-Signature"
"""Of operations that are signed instead of being called with a token."""


class Plain(JSONRenderer):
    """Vietnamese letters as they are: shorter, and readable in a terminal."""

    json_dumps_params = {"ensure_ascii": False}  # as django-ninja declares it


class Face(NinjaAPI):
    """The REST face with its OpenAPI told exactly: errors as problem+json, and what anybody may read needs no token."""

    def __init__(self, *, open_reads: type, **options: Any) -> None:
        """`open_reads`: the authenticator with which anybody may read."""
        self.open_reads = open_reads.__name__  # OpenAPI knows authenticators by their class
        super().__init__(**options)
        self.add_decorator(_knowing, mode="view")  # of every router

        self._told: dict[tuple[str, str], _Document] = {}

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The document, made once per language: of some two hundred operations that takes a second."""
        if path_prefix is None:
            path_prefix = self.get_root_path(path_params or {})
        key = (path_prefix, get_language() or "")
        if key not in self._told:
            schema = _Document(self, path_prefix)
            if "securitySchemes" in schema.get("components", {}):
                schema["components"]["securitySchemes"] = {
                    "token": {"type": "http", "scheme": "bearer"},
                    "signature": {"type": "apiKey", "in": "header", "name": SIGNATURE},
                }
            for methods in schema["paths"].values():
                for method, operation in methods.items():
                    _tell_exactly(method, operation, self.open_reads)
            self._told[key] = schema
        return self._told[key]


class _Document(OpenAPISchema):
    """Each kind of answer is worked out once: nearly every operation may answer with the same problems."""

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        self._answers: dict[tuple[Any, ...], tuple[dict[str, Any], bool]] = {}
        super().__init__(api, path_prefix)

    def _create_schema_from_model(
        self, model: Any, by_alias: bool = True, remove_level: bool = True, mode: Any = "validation"
    ) -> tuple[dict[str, Any], bool]:
        fields = getattr(model, "model_fields", {})
        if list(fields) != ["response"]:  # django-ninja wraps what an operation answers in a model of its own
            return super()._create_schema_from_model(model, by_alias, remove_level, mode)
        key = (fields["response"].annotation, by_alias, remove_level, mode)
        if key not in self._answers:
            self._answers[key] = super()._create_schema_from_model(model, by_alias, remove_level, mode)
        schema, required = self._answers[key]
        return deepcopy(schema), required


_PAGES = {"cursor", "limit"}
"""What every list may be asked; one that is always whole answers the same."""


def _knowing(run: Callable[..., Any]) -> Callable[..., Any]:
    """Let an operation refuse what it does not know in a query, once the caller is known and the rest is right.

    A filter passed over would answer with everything, as if that were what was asked for.
    """
    operation: Any = getattr(
        unwrap(run), "__self__", None
    )  # the bound method that django-ninja hands over, or one in decorators
    known = query_names(operation) | _PAGES
    answer = operation.view_func

    @wraps(answer)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if unknown := [name for name in request.GET if name not in known]:
            told = tuple(FieldError(name, "Không có tham số này.") for name in unknown)
            raise Invalid("Yêu cầu có chỗ chưa đúng; xem từng trường.", errors=told)
        return answer(request, *args, **kwargs)

    operation.view_func = asked
    return run


def query_names(operation: Any) -> frozenset[str]:
    """What an operation of django-ninja may be asked in the query, by the names callers use."""
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)


def _tell_exactly(method: str, operation: dict[str, Any], open_reads: str) -> None:
    for status, answer in operation["responses"].items():
        if int(status) >= 400 and "application/json" in answer.get("content", {}):
            answer["content"] = {PROBLEM_JSON: answer["content"]["application/json"]}
    if asked := operation.get("security"):
        if {"Signed"} == {name for way in asked for name in way}:
            operation["security"] = [{"signature": []}]
            return
        open_to_all = method == "get" and {open_reads} == {name for way in asked for name in way}
        operation["security"] = [{"token": []}, *([{}] if open_to_all else [])]
