"""Tables of the kernel, by noun."""

from motcua.kernel.models.access import AccessRecord, CacheEntry
from motcua.kernel.models.bases import Identified, LargeJSON, Versioned
from motcua.kernel.models.events import Delivery, Event, EventHead, Seal, SealedHead
from motcua.kernel.models.idempotency import IdempotencyRecord
from motcua.kernel.models.jobs import Job, Lease, ScheduledRun, WorkerBeat
from motcua.kernel.models.rules import RuleOverride
from motcua.kernel.models.search import RankedList, RankedRecord, SearchEntry, SearchPosting, SearchTerm

__all__ = [
    "AccessRecord",
    "CacheEntry",
    "Delivery",
    "Event",
    "EventHead",
    "IdempotencyRecord",
    "Identified",
    "Job",
    "LargeJSON",
    "Lease",
    "RankedList",
    "RankedRecord",
    "RuleOverride",
    "ScheduledRun",
    "Seal",
    "SealedHead",
    "SearchEntry",
    "SearchPosting",
    "SearchTerm",
    "Versioned",
    "WorkerBeat",
]
