"""Long work as pages show it: `Progress`, and how a job fills it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.models import Job
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` of `total` (None when the total is not known yet). While `running`, the page asks `poll_url` again every two seconds.

    `poll_url` answers with `{% progress %}` alone. `seconds_left` is None until it can be told honestly.
    """

    key: str
    title: Text
    state: Badge
    running: bool
    done: int = 0
    total: int | None = None
    seconds_left: int | None = None
    note: Text = ""
    poll_url: str = ""
    cancel_url: str = ""
    result_url: str = ""
    result_label: Text = ""
    error: Text = ""

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, rounded up; None under a minute or when unknown."""
        return None if self.seconds_left is None or self.seconds_left < 60 else -(-self.seconds_left // 60)


STATES = {
    "queued": Badge(_("Đang chờ"), Tone.PLAIN),
    "running": Badge(_("Đang chạy"), Tone.ACTIVE),
    "done": Badge(_("Đã xong"), Tone.DONE),
    "failed": Badge(_("Không xong"), Tone.LATE),
    "cancelled": Badge(_("Đã hủy"), Tone.PAUSED),
}
"""The states of a job."""


def progress_of(job: Job, *, follows: bool, may_stop: bool) -> Progress:
    """A job as it stands. Asked again only where the reader may see it by itself (`follows`)."""
    open_ = job.state in {"queued", "running"}
    failure = jobs.failure_of(job)
    return Progress(
        key=str(job.uid),
        title=job.title,
        state=STATES[job.state],
        running=open_,
        done=job.done,
        total=job.total if counted(job) else None,
        seconds_left=_seconds_left(job),
        note=format_lazy(_("Tự chạy lại lúc {time}"), time=formats.clock_time(job.due_at))
        if job.state == "queued" and failure
        else job.message,
        poll_url=reverse("portal:job_progress", args=[job.uid]) if open_ and follows else "",
        cancel_url=reverse("portal:job_cancel", args=[job.uid]) if open_ and may_stop else "",
        error=text_of(failure) if failure else "",
    )


def under_way(job: Job | None, reader: Actor, *, asked: bool = True) -> Progress | None:
    """A job as the page of its record shows it while it runs or has not ended well; None once it is done, or where there is none.

    Whoever began it may stop it there, and goes to the job's own page to have it run again. `asked` is False on a page that asks for
    this part by itself.
    """
    if job is None or job.state == "done":
        return None
    own = reader.ref is not None and job.owner == str(reader.ref)
    found = progress_of(job, follows=own and asked, may_stop=own)
    if found.running or not own:
        return found
    return replace(found, result_url=reverse("portal:job", args=[job.uid]), result_label=_("Xem việc này"))


def counted(job: Job) -> bool:
    """Whether «done of total» says something: work that is done and counted nothing on its way has nothing to show."""
    return bool(job.total) and not (job.state == "done" and job.done < (job.total or 0))


def _seconds_left(job: Job) -> int | None:
    """By the pace so far; None until a tenth is done or five seconds have passed, when it would be a guess."""
    if job.state != "running" or not job.total or not job.done or job.started_at is None:
        return None
    spent = clock.now() - job.started_at
    if spent < timedelta(seconds=5) and job.done * 10 < job.total:
        return None
    return int(spent.total_seconds() / job.done * (job.total - job.done))
