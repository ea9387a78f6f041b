"""The wiring of a package of tests: registers its job kinds as any package does."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tests.factories.jobs"
    label = "tests_jobs"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        from tests.factories.jobs import kinds

        from motcua.kernel.registries import job_kinds

        for name, kind in kinds.KINDS.items():
            job_kinds.register(name, kind)
