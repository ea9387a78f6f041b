"""The REST face does what its OpenAPI document says, to right and to wrong requests (schemathesis)."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.conf import settings as django
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories import documents as library
from tests.factories import plans as factory

from motcua.config.api import api
from motcua.config.wsgi import application
from motcua.documents.models import Approval, LegalDocument, StoredFile
from motcua.kernel import clock
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.tokens import create_token
from motcua.plans.models import Difficulty, Occurrence, Plan, Task
from motcua.plans.services.difficulties import raise_difficulty

STANDARD = 6
EXAMPLES = int(os.environ.get("MOTCUA_API_EXAMPLES", STANDARD))  # by hand: 300, and all of schemathesis' own
BY_CHANCE = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
A_FEW = settings(BY_CHANCE, max_examples=max(2, EXAMPLES // 3))
EACH_RULE = settings(BY_CHANCE, phases=[Phase.explicit, Phase.generate])
"""Also schemathesis' own examples: each rule of the schema kept and broken once, some fifty to an operation."""
KNOWN = {
    "plans": Plan,
    "legal-documents": LegalDocument,
    "files": StoredFile,
    "tasks": Task,
    "occurrences": Occurrence,
    "difficulties": Difficulty,
    "approvals": Approval,
}

ADDRESSES = itertools.cycle(ip_network("10.0.0.0/16"))

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.long]

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder)))


def served(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The application, its answers closed after the last byte as a server does and schemathesis does not.

    Each request comes from an address of its own, since thousands in a few seconds from one are refused.
    """
    environ["REMOTE_ADDR"] = str(next(ADDRESSES))
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema.app = served

ENOUGH = {CoverageScenario.VALID_OBJECT: 3}
_kept: Counter[tuple[Any, ...]] = Counter()


@schema.hook
def filter_case(_context: Any, case: Any) -> bool:
    """Of schemathesis' own examples one to each rule of each field: it has up to six wrong types for one, and six methods that are none."""
    data = case.meta.phase.data
    if EXAMPLES > STANDARD or not isinstance(data, CoveragePhaseData):
        return True
    rule = (case.operation.label, data.scenario, data.parameter_location, data.parameter, data.location)
    _kept[rule] += 1
    return _kept[rule] <= ENOUGH.get(data.scenario, 1)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application answers on the test's own connection and leaves it open, as under Django's test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def standing_token(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A token of an officer who may read and write, over a database with a plan, laws, files and units; and the folder of the files."""
    folder = tmp_path_factory.mktemp("standing")
    storages = {**django.STORAGES, "default": stored_in(folder)}
    with standing(), clock.frozen(library.NOW), override_settings(STORAGES=storages):
        world = factory.build_world()
        plan = factory.accepted(world)
        owed = (
            Occurrence.objects.filter(task__plan=plan, unit__isnull=False)
            .select_related("task", "unit")
            .order_by("pk")[0]
        )
        raise_difficulty(owed.task, unit=owed.unit, occurrence=owed, text="Thiếu phòng", actor=actor_of(world.office))
        officer = Officer.objects.get(person__user=world.office)
        return create_token(officer, actor=actor_of(world.office), scopes=["*:read", "*:write"])[1], folder


@pytest.fixture
def token(standing_token: tuple[str, Path], one_connection: None, storage: Path) -> Iterator[str]:
    secret, folder = standing_token
    shutil.copytree(folder, storage)
    with clock.frozen(library.NOW):
        yield secret


def call(case: Any, token: str) -> None:
    """Ask with the token and check the answer against the schema.

    What the caller left out of its headers is not looked at, since a token is always sent; and a file of random bytes may well be
    refused, though OpenAPI has no way to say which bytes are a PDF.
    """
    left_out = [negative_data_rejection] if "uid" in case.path_parameters else []
    if case.method == "POST" or _no_window(case.query or {}) or _has_nul(case):
        left_out.append(positive_data_acceptance)
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=left_out)


def _no_window(query: dict[str, Any]) -> bool:
    """A first day without a last one, or after it, is refused, though OpenAPI has no way to say so."""
    start, end = query.get("from"), query.get("to")
    return (start is None) != (end is None) or (start is not None and str(start) > str(end))


def _has_nul(case: Any) -> bool:
    """What has NUL in its address is refused before anybody looks who asks; OpenAPI has no way to forbid it."""
    return "\\x00" in repr((case.path_parameters, case.query))


@schema.parametrize()
@EACH_RULE
def test_every_answer_is_one_that_is_declared(case: Any, token: str) -> None:
    """Of four ids three are of rows that exist, which chance would never hit."""
    area = case.path.removeprefix("/api/v1/").split("/", 1)[0]
    row = KNOWN[area].objects.first() if area in KNOWN else None
    if row is not None and "uid" in case.path_parameters and crc32(str(case.path_parameters).encode()) % 4:
        case.path_parameters["uid"] = str(row.uid)
    if "key" in case.path_parameters:
        case.path_parameters["key"] = "documents.numbers_issued"
    call(case, token)


@schema.parametrize()
@A_FEW
def test_nobody_gets_only_what_is_public(case: Any, token: str) -> None:
    public = {} in case.operation.definition.raw.get("security", [])
    case.headers.pop("Authorization", None)
    answer = case.call()
    if public:
        expected = {200, 404, 405, 422}
    elif case.meta.generation.mode.is_positive:  # asked as OpenAPI says
        expected = {401}
    else:  # an address or a method that is none
        expected = {401, 404, 405}
    assert answer.status_code in expected | ({400} if _has_nul(case) else set()), answer.text
