"""What is said after a press: receipts, what was sent, two versions, and how a request ended."""

REPLIES = {
    "receipt.title": "Thank you. Your answers are safe",
    "receipt.body": (
        "Your reference is {ref}. {type}, {day}.\n"
        "The {coordinator} will read them. You can change them or take them back until they are checked, "
        "and take them back after that too.\n"
        "We will tell you if they lead to a decision. That can take some months."
    ),
    "receipt.hard": ("If today was hard, talk to your manager or supervisor, or see {wellbeing_link}."),
    "sent.title": "What you sent",
    "sent.body": "Your reference is {ref}. {type}, {day}. Only you can see this view.",
    "draft.saved": (
        "Saved for later, not sent. Only you can see it. "
        "It is deleted {draft_days} working days after the request closes on {closes}."
    ),
    "both.title": "Which version should we keep?",
    "both.answered": (
        "You have already sent answers, and these are different. Nothing changes until you choose."
    ),
    "both.draft": (
        "You have already saved answers, and these are different. Nothing changes until you choose."
    ),
    "both.first": "The first version:",
    "both.this": "This version. {question}",
    "both.none": "(nothing)",
    "other.title": "This version was not sent",
    "other.answered": (
        "You have already sent answers, and these are different. "
        "What you have just written was not sent and is not kept. "
        "To use it instead, open the newest card here and choose Change. Write it there and choose Send."
    ),
    "other.draft": (
        "You have already saved answers, and these are different. They stay saved, and are not shown here. "
        "What you have just written was not sent and is not kept. "
        "To use it instead, open the newest card here and choose Answer. Write it there and choose Send."
    ),
    "other.copy": "If an older card still shows your words, copy them now.",
    "takeback.done": (
        "Taken back. The words are deleted here and in the list. "
        "Reports already made keep their totals, never the words."
    ),
    "end.notthere": "Noted, thank you. We will not ask you about this meeting.",
    "end.skip": "That is fine. We will not ask again about this meeting.",
    # Without content.md's second sentence: it points to a conversation that this version does not hold yet.
    "end.expired": "This closed on {closes}. You do not need to do anything.",
    "end.cancelled": "We no longer need this. You do not need to do anything.",
    "end.notyours": "This request is for someone else, so it cannot be answered here.",
    "press.unknown": (
        "This button is from an older version of Back to Practice. Nothing was lost. Use the newest message."
    ),
    "press.unreadable": (
        "This card could not be read. Nothing was sent. Close this chat, open it again and try once more."
    ),
    "press.toobig": "This is too long for a card. Nothing was sent. Shorten it and try again.",
    "press.nothere": "This works only in your own chat with Back to Practice, with your work account.",
    "press.notsaved": "We could not save this. Try again in a minute.",
    "end.dropped": "What you wrote came too late. It was not sent and it is not kept.",
    "end.typed": "This is what you wrote. It was not sent and it is not kept. Only you can see it.",
}
