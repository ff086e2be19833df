"""What the coordinator is told about how much there is to read (content.md, section 20, "reading budget")."""

READING = {
    "reading.unknown": "It is too early to say how many answers a week are likely.",
    "reading.fits": "About {answers} answers a week are likely. You can read {budget}.",
    "reading.over": (
        "About {answers} answers a week are likely. You can read {budget}. A smaller sample would fit: {samples}."
    ),
    "reading.sample": "{type}, one meeting in {n}",
}
