"""Settings of worker processes that tests start: the tests' own, and the kinds of jobs that only tests have."""

from __future__ import annotations

from motcua.config.settings_test import *  # noqa: F403 - the tests' settings are what is varied here
from motcua.config.settings_test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.factories.jobs.apps.JobsConfig"]
JOB_DEAD_AFTER = 2
