"""The words on buttons. Every button says what happens."""

BUTTONS = {
    "button.send": "Send",
    "button.save": "Save for later",
    "button.notthere": "I was not there",
    "button.more": "More choices",
    "button.skip": "Skip this one",
    "button.voice": "Add a child's or family's words",
    "button.contacts": "Who to contact",
    "button.questions": "Back to the questions",
    "button.receipt": "Back to the receipt",
    "button.leave": "Leave it as it was",
    "button.refresh": "Refresh",
    "button.see": "See what I sent",
    "button.change": "Change",
    "button.takeback": "Take back",
    "button.answer": "Answer",
    "button.undo": "Undo",
    "button.add": "Add this",
    "button.another": "Add another",
    "button.keep": "Keep the first",
    "button.replace": "Use this one",
}
