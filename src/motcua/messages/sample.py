"""Addresses of the sample people, of a domain that exists nowhere (RFC 2606), so that the local outbox has letters to show."""

from __future__ import annotations

from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun
from motcua.messages.services.people import give_address
from motcua.organisations.queries.people import officers_on

DOMAIN = "mau.invalid"


def load(run: SampleRun) -> None:  # noqa: ARG001 - the signature of every sample part
    """Each invented person with an account gets `ACCOUNT@mau.invalid`, verified."""
    people = {
        o.person_id: o.person
        for o in officers_on(clock.today()).filter(person__is_sample=True, person__user__isnull=False)
    }
    for person in people.values():
        if person.user is not None:
            give_address(person, f"{person.user.username}@{DOMAIN}", language="vi", actor=SAMPLE, verified=True)
