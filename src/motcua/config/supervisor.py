"""The children of `motcua serve`: one server and one worker, started, watched, restarted and stopped.

A child that dies is started again after a growing pause. Children follow their parent: each holds the reading end of a pipe whose writing
end only the parent has, so that even a killed parent leaves no process behind that keeps the port.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LIFELINE = "MOTCUA_LIFELINE"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_STEADY = 60.0  # a child that lived this long starts again without a pause
_MAY_TAKE = 20.0  # seconds from SIGTERM to SIGKILL; the worker gives its jobs back within half of it


@dataclass
class Child:
    """One supervised process. `arguments` follow the interpreter; `failures` counts deaths in a row without a steady life between."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    failures: int = 0


class Supervisor:
    """Keeps its children running until told to stop. `say` gets one line per event."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = list(children)
        self._say = say
        self._stop = threading.Event()
        self._reading, self._writing = os.pipe()

    def stop(self, *_signal: object) -> None:
        """Ask for the end; may be called from a signal handler or another thread."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def start(self) -> None:
        for child in self.children:
            self._launch(child)

    def watch(self) -> None:
        """Restart what dies, until told to stop; then stop the children, the politest way that works."""
        while not self._stop.wait(0.2):
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)
        self._end()

    def died(self, name: str) -> bool:
        """Whether the child is not running at this moment."""
        child = next(c for c in self.children if c.name == name)
        return child.process is None or child.process.poll() is not None

    def _launch(self, child: Child) -> None:
        environment = {**os.environ, **child.environment, LIFELINE: str(self._reading)}
        child.process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own modules, nothing from outside
            [sys.executable, *child.arguments],
            env=environment,
            pass_fds=[self._reading],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C reaches the parent alone, which stops them in order
        )
        child.started_at = time.monotonic()

    def _look_after(self, child: Child, now: float) -> None:
        if child.process is None:
            if now >= child.restart_at:
                self._launch(child)
            return
        status = child.process.poll()
        if status is None:
            return
        child.failures = 1 if now - child.started_at >= _STEADY else child.failures + 1
        pause = min(_FIRST_PAUSE * 2 ** (child.failures - 1), _LONGEST_PAUSE)
        child.process, child.restart_at = None, now + pause
        self._say(f"{child.name} dừng bất ngờ (mã {status}), chạy lại sau {pause:.0f} giây")

    def _end(self) -> None:
        running = [c.process for c in self.children if c.process is not None and c.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _MAY_TAKE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"tiến trình {process.pid} không chịu dừng, buộc dừng")
                process.kill()
                process.wait()
        os.close(self._writing)
        os.close(self._reading)


def follow_parent() -> None:
    """In a child: end orderly (SIGTERM to oneself) as soon as the parent is gone. Does nothing in a process without a supervisor."""
    lifeline = os.environ.pop(LIFELINE, "")
    if not lifeline:
        return

    def wait() -> None:
        os.read(int(lifeline), 1)  # returns when the last writing end is closed
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
