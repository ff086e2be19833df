"""Teams in and out: the one room that speaks the Bot Framework's wire and imports botbuilder."""
