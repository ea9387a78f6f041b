"""Work that a job does for a record, as its page shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel import jobs
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.progress import Progress


def work_of(job: Any) -> Progress | None:
    """The job while it is under way or failed; None once it is done, or where there is none."""
    if job is None or job.state == "done":
        return None
    running = job.state in {"queued", "running"}
    failure = jobs.failure_of(job)
    return Progress(
        key=str(job.uid),
        title=job.title,
        state=Badge(_("Đang chạy") if running else _("Không xong"), Tone.ACTIVE if running else Tone.LATE),
        running=running,
        done=job.done,
        total=job.total,
        note=job.message,
        poll_url=reverse("portal:job_progress", args=[job.uid]) if running else "",
        cancel_url=reverse("portal:job_cancel", args=[job.uid]) if running else "",
        result_url="" if running else reverse("portal:job", args=[job.uid]),
        result_label=_("Xem việc này"),
        error=text_of(failure) if failure else "",
    )
