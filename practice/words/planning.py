"""What the planning commands say of events that somebody changed in Outlook."""

PLANNING = {
    "plan.by_hand": (
        "{meeting}: {theirs}. It is left alone. To keep it so: `plan adopt {board} {slot}`. "
        "To have the planned one again: `plan restore {board} {slot}`."
    ),
    "plan.unread": "{count} events could not be read in Outlook, so nothing was changed: run this again.",
    "plan.adopted": "What Outlook says is the plan from now on. Run `plan apply`: it corrects the invitation's words.",
    "plan.restored": "The planned one counts again. Run `plan apply`: it puts the event back.",
    "plan.nothing": "Nothing of that board and slot waits to be settled: `plan show --outlook` lists what does.",
}
