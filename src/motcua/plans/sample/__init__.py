"""The plans of the sample province, the work on them so far, and what follows: money, inspection, assessment, a closed quarter."""

from __future__ import annotations

from motcua.kernel.registries import SampleRun
from motcua.plans.sample.closing import load_closing
from motcua.plans.sample.drafting import load_drafting
from motcua.plans.sample.following import load_following
from motcua.plans.sample.papers import PAPERS, as_word, load_papers
from motcua.plans.sample.promises import load_promises
from motcua.plans.sample.urging import load_urging
from motcua.plans.sample.work import load_work

__all__ = ["PAPERS", "as_word", "load", "load_papers"]


def load(run: SampleRun) -> None:  # noqa: ARG001 - the signature of every sample part
    """Plans read by the real reader, then what their units have done of them until today."""
    load_papers()
    load_promises()
    load_work()
    load_following()
    load_drafting()
    load_urging()
    load_closing()
