"""What readers see for the words that records choose from; content/style.yml may say otherwise."""

LABELS: dict[str, str] = {
    "confirmed": "Confirmed",
    "nuance": "Needs a nuance",
    "differs": "The record differs",
    "not-found": "Not found",
    "about-confirmed": "The public record says the same.",
    "about-nuance": "Right in part; the record adds what a reader needs to know.",
    "about-differs": "Wrong or misleading by the public record.",
    "about-not-found": "Nothing was found in the public record.",
    "primary": "Primary sources",
    "established": "Established newsrooms, libraries and institutes",
    "state-media": "State media",
    "weak": "Weak sources",
    "about-primary": "The text itself, or the body that issued it.",
    "about-established": (
        "Named newsrooms and agencies, parliamentary libraries and research institutes."
    ),
    "about-state-media": "Cited only for what that state itself said, or beside another source.",
    "about-weak": "Never the only support of a fact.",
    "supports": "In favour",
    "supports-with-conditions": "In favour on conditions",
    "ambiguous": "Mixed or unclear",
    "opposes": "Against",
    "not-stated": "No own position found",
    "not-checked-judgement": "a judgement of the source",
    "not-checked-forecast": "a forecast",
    "not-checked-general": "too general to be checked",
    "not-checked-motive": "a motive or aim",
    "correction": "Correction",
    "addition": "Addition",
    "update": "Update",
}
