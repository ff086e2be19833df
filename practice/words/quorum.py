"""The coordinators' cards about the boards: quorum (content.md, section 15) and papers (section 14)."""

QUORUM = {
    "quorum.title.quorate": "{board}, {day}: quorate",
    "quorum.title.not_yet": "{board}, {day}: not yet quorate",
    "quorum.title.cannot": "{board}, {day}: cannot be quorate as it stands",
    "quorum.left": "{board}, {day}: left as it is. You do not need to do anything.",
    "quorum.asking": (
        "{board}, {day}: the deputies of those who declined are asked, once each, in working hours. "
        "This card then says what came of it."
    ),
    "quorum.reminding": (
        "{board}, {day}: those who have not answered are reminded, once each, in working hours. "
        "This card then says who was."
    ),
    "quorum.reminded": "Reminded: {who}.",
    "quorum.looking": (
        "{board}, {day}: other dates are looked for. They come as a message of their own, once a day. Nothing is moved."
    ),
    "quorum.dates.title": "Other dates for {board}, {day}",
    "quorum.dates.move": (
        "Nothing was moved. To move it, move the event in Outlook, in the boards' calendar. "
        "Then run plan show --outlook, plan adopt {board_key} {slot} and plan apply."
    ),
    "quorum.dates.extra": (
        "Nothing was moved. To move it, change its day in the partnership file and run plan apply."
    ),
    "quorum.dates.none": "No day within two weeks keeps every rule of the boards and lets papers come in time.",
    "quorum.dates.clash": "The boards' rules clash, so no date can be offered. Run plan show, which says which two.",
    "quorum.dates.unread": "The calendars could not be read. Tell whoever runs Back to Practice.",
    "quorum.not_named": (
        "{board}, {day}: nothing was sent. You are not named as a coordinator any more. "
        "Ask whoever runs Back to Practice."
    ),
    "quorum.over": "{board}, {day}: the meeting has begun, was moved or is not on. You do not need to do anything.",
    "quorum.unreached": "Not reached in Teams: {who} ({why}). {remedy} Or ask them yourself.",
    "quorum.unreached.yet": (
        "Not reached in Teams yet: {who}. Teams does not say why. It is tried again in working hours. "
        "If it stays so, tell whoever runs Back to Practice. Or ask them yourself."
    ),
    "quorum.unsure": "It is not known whether our message reached {who}. It is not sent twice. Ask them yourself.",
    "quorum.dates.unsure": (
        "It is not known whether the dates that were asked for on {day} arrived. They come once a day."
    ),
    "quorum.rule": "Rule: {quorum_rule}",
    "quorum.count": "{accepted} of {needed} seats have accepted.",
    "quorum.count.one": "{accepted} seats have accepted. 1 is needed.",
    "quorum.count.more": "{accepted} seats have accepted. {needed} are needed.",
    "quorum.none": "none",
    "quorum.partners": "All {n} safeguarding partners have accepted.",
    "quorum.among": "Accepted: {who}.",
    "quorum.needed": "Still needed: {who}.",
    "quorum.lack": "{who} ({answer})",
    "quorum.agencies": "members from {needed} agencies ({found} so far)",
    "quorum.chair": "chair or vice-chair",
    "quorum.day": (
        "The board can discuss but not decide. Decisions are noted as provisional. "
        "They stand when {missing} agree in writing within ten working days."
    ),
    "quorum.day.chair": "the chair or vice-chair",
    "quorum.day.member": "one or more other members",
    "quorum.day.members": "{n} more members",
    "quorum.day.agency": "people from one more agency",
    "quorum.day.agencies": "people from {n} more agencies",
    "quorum.wished": "{who}: nobody has accepted. The board can decide all the same.",
    "event.answer": (
        "Please accept or decline {board} on {day}, so that we know whether it can take decisions."
    ),
    "event.deputy": (
        "{seat} cannot come to {board} on {day}. You are the named deputy. Can you go in their place?"
    ),
    "deputy.yes": (
        "You said that you can go to {board} on {day}. The invitation comes to your calendar. Please accept it."
    ),
    "deputy.no": "You said that you cannot go to {board} on {day}. You do not need to do anything.",
    "deputy.replaced": (
        "You are not the named deputy for {board} on {day} any more. You do not need to do anything."
    ),
    "deputy.over": "{board} on {day} has begun, was moved or is not on. You do not need to do anything.",
    "papers.title": "Papers for {board}, {day}",
    "papers.body": "Papers reach people by {papers_day}. The invitation says so.",
    "quorum.row": "{holder}: {answer}",
    "quorum.row.deputy": "Deputy: {deputy}",
    "quorum.seat": "{seat} ({agency})",
    "quorum.answer.accepted": "accepted",
    "quorum.answer.deputy": "accepted, deputy coming",
    "quorum.answer.deputy_asked": "declined, deputy asked",
    "quorum.answer.deputy_not_asked": "declined, deputy not asked",
    "quorum.answer.no_deputy": "declined, no deputy",
    "quorum.answer.maybe": "maybe",
    "quorum.answer.no_answer": "no answer",
    "quorum.answer.vacant": "seat vacant",
    "quorum.answer.twice": "sits twice, counted once",
}
