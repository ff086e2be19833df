"""Safety lines: what every card says about urgent concerns, names and confidentiality."""

SAFETY = {
    "preview.line": "Back to Practice: a message for you",
    "urgent.short": (
        "Not for urgent concerns: nobody watches this as it comes in. If a child may be at risk now, "
        "call 999, or {front_door} on {front_door_phone}. Evenings and weekends: {out_of_hours_phone}."
    ),
    "urgent.title": "If you are worried about someone",
    "urgent.page": (
        "A child in danger now: call 999.\n"
        "A child who may be at risk: {front_door}, {front_door_phone}, {front_door_hours}. "
        "Evenings, weekends and bank holidays: {out_of_hours_phone}.\n"
        "An adult who works with children may have harmed a child or be a risk to one: "
        "tell your safeguarding lead today, or {lado} on {lado_phone}.\n"
        "You disagree with a decision about a child: use the disagreement steps at {disagreement_link}. "
        "Do not wait for the next meeting.\n"
        "Something is wrong in your organisation and you cannot raise it there: "
        "use your whistleblowing policy, or the NSPCC Whistleblowing Advice Line, 0800 028 0285.\n"
        "A family wants to complain: give them {complaints_link}.\n"
        "Your concern is about the {coordinator} or this service: {other_contact}.\n"
        "Back to Practice does not replace any of these."
    ),
    "case.line": (
        "Write about how we worked together, not about the family. "
        "Case facts, decisions and evidence belong in your own records."
    ),
    "names.line": (
        "Do not name or describe anyone so that they could be recognised: a child, a family or a colleague."
    ),
    "privacy.line": "Confidential, not anonymous. Your name is kept apart from your answers.",
}
