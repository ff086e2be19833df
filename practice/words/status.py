"""How the coordinator reads what became of requests (content.md, section 20, "Named ends of a request")."""

STATUS = {
    "status.answered": "answered",
    "status.not_there": "not there",
    "status.declined": "skipped",
    "status.expired": "closed without an answer",
    "status.away": "away",
    "status.undeliverable": "could not be delivered",
    "status.cancelled": "withdrawn",
    "status.not_asked": "not asked",
    "status.waiting": "waiting",
    "unasked.sample": "the meeting was not in the sample",
    "unasked.declined_invitation": "had declined the invitation",
    "unasked.same_person": "the same person under a second address",
    "unasked.weekly_limit": "the weekly limit",
    "unasked.paced": "had chosen to be asked less often",
    "unasked.busy": "was in many meetings that week",
    "unasked.too_late": "too long ago",
    "unasked.hold": "on hold",
}
