"""Asking the REST face as a program does: with a token and JSON."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer, User
from motcua.organisations.services.tokens import create_token


def token(user: User) -> str:
    return create_token(Officer.objects.get(person__user=user), actor=SYSTEM, scopes=["*:write"])[1]


def call(method: str, path: str, key: str, body: Any = None, **headers: str) -> Any:
    told = {**({"Authorization": f"Bearer {key}"} if key else {}), **headers}
    send = getattr(Client(), method.lower())
    if method == "GET":
        return send(f"/api/v1{path}", headers=told)
    written = body if isinstance(body, str) else json.dumps(body or {}, default=str)
    return send(f"/api/v1{path}", written, content_type="application/json", headers=told)


def told(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()
    return response.json()


def wrong_fields(response: Any) -> list[str]:
    return [one["field"] for one in told(response, 422)["errors"]]
