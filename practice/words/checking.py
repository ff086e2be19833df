"""What the comparison of store, lists and messages says: one sentence for each difference, and what can be done.

`drift.` says what differs, `mend.` what to do, `drifts.` how many in a line of a report.
"""

_BACKUP = "This happens after an older copy of the database was put back."

CHECKING = {
    "check.never": "Store, lists and messages were not compared yet; that happens every night at two.",
    "check.boards_unread": (
        "The list Board meetings could not be read ({reason}), so it was not compared: look up the reason in "
        "docs/operating.md."
    ),
    "check.equal": "Compared on {when}: nothing differs.",
    "check.differs": "Compared on {when}: {what}. `back-to-practice reconcile` lists them.",
    "check.old": "That is more than a day ago: the comparison at night does not get through, and the log says why.",
    "drift.missing": "{ref} is missing from the list {list}.",
    "mend.missing": "`reconcile --repair` files it again under its old key.",
    "mend.deleted": (
        "It is left, because somebody may have deleted it for a reason: ask the coordinator. "
        "`reconcile --repair --again {ref}` files it again under its old key. "
        "`reconcile --meant {ref}` says that it was meant, and it counts no more."
    ),
    "gone.meant": "{ref} was deleted from the list {list} on purpose, as somebody said with --meant.",
    "gone.back": "{ref} was taken back by its writer, and its item was deleted from the list {list}.",
    "drift.back": "{ref} was taken back by its writer, and the list {list} still has more of it, or has it again.",
    "mend.back": "`reconcile --repair` empties it.",
    "drift.behind": "{ref} stands in the list {list} as it was before it last changed.",
    "mend.behind": "`reconcile --repair` files it again.",
    "drift.touched": (
        "{ref} stands in the list {list} as it was before it last changed, and somebody changed it there since."
    ),
    "mend.touched": (
        "It is left, because words may have been removed there: look at it. "
        "`reconcile --repair --again {ref}` writes all our columns again, its words with them."
    ),
    "drift.newer": "{ref} stands in the list {list} in a form that the store does not know. " + _BACKUP,
    "mend.newer": (
        "It is left as it is, because it may be somebody's last words: put the newest copy of the database back. "
        "If the store is right, delete the item and run `reconcile --repair --again {ref}`."
    ),
    "drift.edited": "Somebody changed {ref} in the list {list}, in a column that is not theirs.",
    "mend.edited": (
        "It is left as it is, because there may be a reason, such as a name: ask the coordinator. "
        "If the store is right, delete the item and run `reconcile --repair --again {ref}`."
    ),
    "mend.meeting": "`reconcile --repair` writes the store's row over it.",
    "mend.board": (
        "It is left as it is, because there may be a reason: ask the coordinator. "
        "`reconcile --repair --again {ref}` writes the store's columns over it, and no other."
    ),
    "drift.elsewhere": "{ref} stands in the list {list} under another number than the store knows.",
    "mend.elsewhere": "`reconcile --repair` takes over the number.",
    "drift.twice": "{ref} stands in the list {list} more than once: the column Key takes equal values.",
    "mend.twice": "Keep the item you have worked on and delete the other; then set Key to unique values again.",
    "drift.keyless": "{ref} stands in the list {list} without its key, by which it is known again.",
    "mend.keyless": (
        "It is left as it is, and no second item is made. "
        "Restore the column Key from the site's recycle bin, with what was in it."
    ),
    "drift.unknown": "Item {ref} of the list {list} belongs to nothing that the store knows. " + _BACKUP,
    "mend.unknown": (
        "It is left as it is, because it may be the only copy of an answer: put the newest copy of the database back."
    ),
    "drift.no_message": "Request {ref} was sent, and no message is known that carried it.",
    "drift.other_message": "Request {ref} names a message that is not among those that carried it.",
    "drift.other_chat": "Request {ref} names a chat to which no message with it went.",
    "drift.other_person": "A message with request {ref} went to somebody else.",
    "drift.never_sent": "A message carried request {ref}, which says that it was never sent.",
    "drift.two_open": "Request {ref} is open, and so is another one of the same person about the same meeting.",
    "drift.unending": "Request {ref} is open, and nothing is planned that will end it.",
    "drift.open_though_answered": "Request {ref} has an answer, and does not say so.",
    "mend.messages": "Nothing is changed: tell whoever runs Back to Practice.",
    "drifts.missing": "{n} missing from a list",
    "drifts.behind": "{n} not brought up to date in a list",
    "drifts.touched": "{n} not brought up to date and changed by somebody in a list",
    "drifts.newer": "{n} newer in a list than in the store",
    "drifts.edited": "{n} changed by somebody in a list",
    "drifts.elsewhere": "{n} under another number in a list",
    "drifts.twice": "{n} more than once in a list",
    "drifts.keyless": "{n} without its key in a list",
    "drifts.unknown": "{n} in a list that the store does not know",
    "drifts.no_message": "{n} sent without a message",
    "drifts.other_message": "{n} with another message",
    "drifts.other_chat": "{n} with another chat",
    "drifts.other_person": "{n} sent to somebody else",
    "drifts.never_sent": "{n} with a message and never sent",
    "drifts.two_open": "{n} open twice",
    "drifts.unending": "{n} open without an end",
    "drifts.open_though_answered": "{n} answered and open",
}
