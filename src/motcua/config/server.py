"""The server child: granian, WSGI with threads, in as many processes as set. `python -m motcua.config.server HOST PORT`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from motcua.config.supervisor import follow_parent


def load_application(_target: str) -> Callable[..., Any]:
    """In each server process: the application, and an end with its parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), name="lifeline", daemon=True).start()
    from motcua.config.wsgi import application

    return application


def _end_with(parent: Any) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def main(host: str, port: int) -> int:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    from django.conf import settings

    follow_parent()
    # Not fork: a forked process leaves by os._exit, and what waits to be written at exit (kernel.access) would be lost.
    multiprocessing.set_start_method("spawn")
    Granian(
        "motcua.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.SERVER_PROCESSES,
        blocking_threads=settings.SERVER_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
        log_level=LogLevels.error,
    ).serve(target_loader=load_application)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
