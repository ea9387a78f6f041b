"""Looking whether the national pages that our pages lead to are still there."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import requests

from motcua.kernel import clock
from motcua.kernel.batches import batch
from motcua.procedures.models import LinkState, NationalLink
from motcua.procedures.queries.pages import links_to_check

logger = logging.getLogger(__name__)

PER_RUN = 40
"""Pages looked at in one run of the schedule: politely few."""
_GONE = {404, 410}
_SECONDS = (5, 10)
_HOME = re.compile(r"/?(?:trang-chu|home|index\.html?)?/?")

Look = Callable[[str], tuple[LinkState, str]]


def look(url: str) -> tuple[LinkState, str]:
    """What is there, and the status or fault. A page that sends everybody to the home page is gone; a server that fails says nothing."""
    try:
        answer = requests.get(
            url, timeout=_SECONDS, allow_redirects=False, stream=True, headers={"User-Agent": "motcua-link-check"}
        )
    except requests.RequestException as error:
        return LinkState.UNKNOWN, type(error).__name__[:100]
    with answer:
        target = urlsplit(answer.headers.get("Location", "")).path
        if answer.status_code in _GONE or (answer.is_redirect and _HOME.fullmatch(target)):
            return LinkState.DEAD, str(answer.status_code)
        if answer.status_code < 400:
            return LinkState.THERE, str(answer.status_code)
        return LinkState.UNKNOWN, str(answer.status_code)


def check_links(limit: int = PER_RUN, look_at: Look = look) -> dict[str, int]:
    """Look at those never looked at, then at those looked at longest ago. Ends early where nobody answers: there is no network."""
    counts = {state.value: 0 for state in LinkState}
    silent = 0
    for one in links_to_check(clock.today(), limit):
        state, answer = look_at(one.url)
        counts[state] += 1
        silent = silent + 1 if state == LinkState.UNKNOWN and not answer.isdigit() else 0
        with batch():
            NationalLink.objects.update_or_create(
                procedure_id=one.procedure_id,
                defaults={"url": one.url, "state": state, "looked_at": clock.now(), "answer": answer},
            )
        if silent >= 3:
            logger.info("national pages cannot be looked at: %s", answer)
            break
    return counts
