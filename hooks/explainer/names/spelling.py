"""Spelling variants of names, and how they are matched."""

import re
from unicodedata import combining, normalize

WORD = re.compile(r"\w[\w\u0300-\u036f]*")
"""A word, including accents that are written as separate characters."""

SPACE = re.compile(r"\s+")


def inflections(form: str) -> list[str]:
    """A form and its regular plural or singular.

    `ceasefire` gives `ceasefires`, `treaty` gives `treaties`, and `security guarantees` gives
    `security guarantee`. Forms in capitals have none.
    """
    if not form[-1:].isalpha() or form.isupper():
        return [form]
    if form.endswith("s"):
        single = re.sub(r"(?<=[^\W\d_])(ies|s)$", lambda m: "y" if m[1] == "ies" else "", form)
        return [form] if re.search(r"[sui]s$", form) else [form, single]
    if re.search(r"[^aeiou]y$", form):
        return [form, f"{form[:-1]}ies"]
    return [form, f"{form}es" if re.search(r"(x|z|ch|sh)$", form) else f"{form}s"]


def matched_as(form: str) -> str:
    """A form as it is matched: equal for two forms that fit the same text.

    Capitals are kept. Punctuation before the first word is ignored, in texts too.
    """
    word = WORD.search(form)
    return plain(form[word.start() :]) if word else ""


def fits(form: str, found: str, exact: bool = False) -> bool:
    """Whether the text is the form: capitals in a form count, small letters leave the choice.

    The first letter of a form that begins small may be a capital, as at the start of a sentence.
    """
    shown = plain(found)
    if form == shown or exact:
        return form == shown
    if form == form.lower():
        return shown.lower() == form
    return form[:1].islower() and form[:1].upper() + form[1:] == shown


def key_of(word: str) -> str:
    """A word without regard to capitals and to how its accents are written."""
    return word.casefold() if word.isascii() else normalize("NFC", word).casefold()


def plain(text: str) -> str:
    """Text with white space, apostrophes and hyphens made equal."""
    if text.isascii():
        return text if text == " " or text.isalnum() else SPACE.sub(" ", text)
    return normalize("NFC", SPACE.sub(" ", text).replace("’", "'").replace("\u2011", "-"))


def sort_key(name: str) -> str:
    """A name as it counts in a list from A to Z: without quotation marks, capitals and accents."""
    bare = normalize("NFD", name.strip("“”‘’ "))
    return "".join(sign for sign in bare if not combining(sign)).casefold()
