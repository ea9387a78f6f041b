"""The gate: only what the table says, and only for whoever is first."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock, workflow
from motcua.kernel.errors import TransitionRefused
from motcua.kernel.job_states import JOB_WORKFLOW, JobState
from motcua.kernel.models import Job
from motcua.kernel.workflow import Transition, Workflow

NOW = clock.now()


def job_in(state: str) -> Job:
    return Job.objects.create(
        kind="x", title="x", state=state, owner_name="x", queued_at=NOW, due_at=NOW, heartbeat_at=NOW
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", JOB_WORKFLOW.transitions)
@pytest.mark.parametrize("state", list(JobState))
def test_a_transition_leads_from_its_sources_only(name: str, state: JobState) -> None:
    transition = JOB_WORKFLOW.transitions[name]
    job = job_in(state)

    if state in transition.sources:
        assert workflow.move(job, JOB_WORKFLOW, name) == state
        expected = transition.target
    else:
        with pytest.raises(TransitionRefused):
            workflow.move(job, JOB_WORKFLOW, name)
        expected = state

    assert job.state == expected
    assert Job.objects.get(pk=job.pk).state == expected


@pytest.mark.django_db
def test_of_two_who_read_the_same_state_one_succeeds() -> None:
    mine = job_in("queued")
    theirs = Job.objects.get(pk=mine.pk)

    workflow.move(mine, JOB_WORKFLOW, "cancel", message="first")
    with pytest.raises(TransitionRefused):
        workflow.move(theirs, JOB_WORKFLOW, "start", message="second")

    assert (theirs.state, theirs.message) == ("queued", "")
    assert Job.objects.get(pk=mine.pk).message == "first"


@pytest.mark.django_db
def test_other_columns_change_in_the_same_update_or_not_at_all() -> None:
    job = job_in("running")

    with pytest.raises(TransitionRefused):
        workflow.move(job, JOB_WORKFLOW, "finish", where=Q(attempts=7), done=5)
    assert Job.objects.get(pk=job.pk).done == 0

    workflow.move(job, JOB_WORKFLOW, "finish", where=Q(attempts=0), done=5)
    assert (job.done, Job.objects.get(pk=job.pk).done) == (5, 5)


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OUT = "out"


def test_a_table_that_names_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="blue"):
        Workflow(Light, Light.RED, [Transition("turn", ("red",), "blue", "x")])


def test_final_states_and_the_diagram_follow_from_the_table() -> None:
    lights = Workflow(
        Light, Light.RED, [Transition("go", ("red",), "green", "x"), Transition("fail", ("red", "green"), "out", "x")]
    )

    assert [s for s in Light if lights.is_final(s)] == ["out"]
    assert [t.name for t in lights.leading_from("red")] == ["go", "fail"]
    assert lights.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> red",
        "    red --> green: go",
        "    red --> out: fail",
        "    green --> out: fail",
        "    out --> [*]",
    ]


@given(st.lists(st.sampled_from(sorted(JOB_WORKFLOW.transitions)), max_size=12))
def test_no_path_through_the_table_of_jobs_leaves_done(path: list[str]) -> None:
    state = JOB_WORKFLOW.initial
    for name in path:
        transition = JOB_WORKFLOW.transitions[name]
        if state in transition.sources:
            assert state != "done"
            state = transition.target
    assert state in set(JobState)
