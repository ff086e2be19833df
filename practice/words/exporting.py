"""What is said of exports that were made, and of one that would differ from the last."""

EXPORTING = {
    "export.differs": "{period}: the export of {when} had {rows} rows, and this one would say something else.",
    "export.care": (
        "Whoever sees both may find out what one person wrote. No file was written: keep to the earlier one, "
        "and leave its period out with --without. "
        "If this one has to take its place, withdraw the earlier one everywhere, then add --again."
    ),
    "export.gone": (
        "{period}: the export of {when} had {rows} rows, and the list has that period no more: "
        "its answers may have another."
    ),
    "export.care_gone": (
        "Whoever sees both may find out what one person wrote. No file was written: keep to the earlier one. "
        "If this one has to take its place, withdraw the earlier one everywhere, then add --again."
    ),
    "export.running": "{period}: left out, because answers may still come. Take it out when it is over.",
    "export.parked": "{period}: left out, because it waits for a person: back-to-practice work parked.",
    "export.made": "{when}: {list}, {rows} rows, SHA-256 {sha256}",
    "export.period": "{period}: {rows} rows",
    "export.period_differs": "{period}: {rows} rows, not the same as in the export before it",
    "export.instead_of": "instead of {period}, which the list had no more",
    "export.none": "No export was recorded yet.",
}
