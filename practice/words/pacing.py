"""When, how often and how many at once: the welcome, reminders, the digest, leave, a hold, and the pace."""

from __future__ import annotations

PACING = {
    "welcome.title": "Hello from Back to Practice",
    "welcome.body": (
        "{partnership} learns from the people who do the work. "
        "After some multi-agency meetings I will ask you five short questions.\n"
        "The Learning Hub looks for patterns in the answers. "
        "The Quality and Effectiveness Board decides what to change. Then I tell you what came of it."
    ),
    "welcome.expect.title": "What you can expect",
    "welcome.expect": (
        "- It is your choice. You can skip any request or stop them.\n"
        "- At most {max_new} new requests and {max_contacts} messages a week, in working hours, "
        "and never more than two reminders.\n"
        "- Your name is not shown with your answers. We do not tell your manager whether you answered."
    ),
    "welcome.not.title": "What this is not",
    "welcome.not": (
        "- Not a place to report a concern. Use your usual route: see Who to contact.\n"
        "- Not a case record, a complaint or a whistleblowing report."
    ),
    "welcome.role": (
        "Which of these is nearest to your role? We ask once. "
        "We show a broad role with your answers, never your job title."
    ),
    "remind.1": (
        "Five questions are open if you have a few minutes: {type}, {day}. "
        "They close by themselves on {closes}. At most one more reminder."
    ),
    "remind.2": (
        "Last reminder: {type}, {day}. It closes on {closes}. "
        "You do not need to do anything if you would rather not."
    ),
    "remind.draft": "Your draft from {clock} on {day} is here.",
    "remind.pointer": "A newer message below has these questions. You do not need this one.",
    "digest.title": "You have {n} to look at, if you wish",
    "digest.body": ("One message for all of them, so that we do not fill your chat. Answer any, skip any."),
    "digest.answered": "Thank you. Your answers are safe. Your reference is {ref}.",
    "digest.done": "Nothing is left to look at here. You do not need to do anything.",
    "end.leave.ask": "Which day are you back?",
    "end.leave": (
        "We will ask on or after {back}. If that is too late for this meeting, we will not ask at all."
    ),
    "end.leave.badday": "Choose a day between {first} and {last}.",
    "end.held": "We have paused this request. You do not need to do anything.",
    "end.held.hard": (
        "If the meeting is on your mind, talk to your manager or supervisor, or see {wellbeing_link}."
    ),
    "less.ask": "How often may we ask?",
    "less.as_now": "As now",
    "less.weekly": "At most once a week",
    "less.monthly": "At most once a month",
    "less.not_3_months": "Not for 3 months",
    "less.not_12_months": "Not for 12 months",
    "less.done": 'Done. Write "settings" to change it.',
    "less.until": "Your choice ends by itself on {until}.",
}
