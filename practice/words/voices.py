"""A child's or family's words: the form's labels, and the words for each stored code of `practice.voices`."""

VOICES = {
    "voice.title": "What a child, parent or carer said",
    "voice.intro": (
        "Their own words are worth more than ours about them. "
        "Leave out names, places and anything that would let someone recognise them."
    ),
    "voice.who": "Whose words?",
    "voice.who.child": "A child or young person",
    "voice.who.mother": "Mother",
    "voice.who.father": "Father",
    "voice.who.family": "Another family member or carer",
    "voice.who.foster": "Foster carer",
    "voice.age": "Age, if a child",
    "voice.age.under_5": "Under 5",
    "voice.age.5_to_10": "5 to 10",
    "voice.age.11_to_15": "11 to 15",
    "voice.age.16_17": "16 or 17",
    "voice.age.18_over": "18 or over",
    "voice.how": "How did you hear it? (any)",
    "voice.how.in_meeting": "In the meeting",
    "voice.how.before_after": "Talking before or after",
    "voice.how.written": "Written or drawn by them",
    "voice.how.advocate": "Through an advocate",
    "voice.how.interpreter": "Through an interpreter",
    "voice.how.seen": "Seen in how a baby or child behaved",
    "voice.how.told": "Told to me by another worker",
    "voice.words": "Their words, as they said them",
    "voice.summary": "Or, in your words, what they wanted us to know",
    "voice.permission": "May we use these words, without a name, to help other families?",
    "voice.permission.yes": "They said yes",
    "voice.permission.carer_agreed": "Too young to say; a parent or carer agreed",
    "voice.permission.not_asked": "Not asked",
    "voice.permission.refused": "They said no",
    "voice.no": (
        "Thank you for asking them. We will not keep the words. "
        "We keep only that a voice was heard and permission was refused."
    ),
    "voice.kept": "Added. It is kept with your answers about this meeting.",
    "voice.incomplete": (
        "Choose whose words they are, and whether we may use them. "
        "Then write their words, or what they wanted us to know. Nothing is lost."
    ),
    "voice.incomplete.emptied": (
        "Nothing was added, and this card cannot show what you wrote. "
        "Choose whose words they are, and whether we may use them. "
        "Then write their words again, or what they wanted us to know."
    ),
}
