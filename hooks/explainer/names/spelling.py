"""Spelling variants of names, and how they are matched; nouns after a number."""

import re
from functools import cache, lru_cache
from unicodedata import combining, normalize

WORD = re.compile(r"\w[\w\u0300-\u036f]*")
"""A word, including combining accents."""

SPACE = re.compile(r"\s+")


def inflections(form: str) -> list[str]:
    """Return a form with its regular plural or singular.

    `toll` gives `tolls`, `ferry` gives `ferries`, and `opening times` gives
    `opening time`. Forms in capitals have neither.
    """
    if not form[-1:].isalpha() or form.isupper():
        return [form]
    if form.endswith("s"):
        single = re.sub(r"(?<=[^\W\d_])(ies|s)$", lambda m: "y" if m[1] == "ies" else "", form)
        return [form] if re.search(r"[sui]s$", form) else [form, single]
    if re.search(r"[^aeiou]y$", form):
        return [form, f"{form[:-1]}ies"]
    return [form, f"{form}es" if re.search(r"(x|z|ch|sh)$", form) else f"{form}s"]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, whose plural must be regular: `1 note`, `2 notes`."""
    return f"{number} {noun if number == 1 else inflections(noun)[-1]}"


def matched_as(form: str) -> str:
    """Return a form normalised for matching: equal for two forms that match the same text.

    Capitals are kept. Punctuation before the first word is dropped, as it is in texts.
    """
    word = WORD.search(form)
    return plain(form[word.start() :]) if word else ""


def fits(form: str, found: str, exact: bool = False) -> bool:
    """Return whether a text matches a form: its capitals are required, lower case matches either.

    If a mixed-case form begins in lower case, its first letter may be a capital, as at the start of
    a sentence. An exact form must match as written.
    """
    shown = plain(found)
    if form == shown or exact:
        return form == shown
    if form == form.lower():
        return shown.lower() == form
    return form[:1].islower() and form[:1].upper() + form[1:] == shown


@lru_cache(maxsize=20_000)  # the words of a language recur on every page
def key_of(word: str) -> str:
    """Return a word without differences of case or accent encoding."""
    return word.casefold() if word.isascii() else normalize("NFC", word).casefold()


def plain(text: str) -> str:
    """Return a text with white space, apostrophes and hyphens normalised."""
    if text.isascii():
        return text if text == " " or text.isalnum() else SPACE.sub(" ", text)
    return normalize("NFC", SPACE.sub(" ", text).replace("’", "'").replace("\u2011", "-"))


def as_id(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens: `the-quays-bridge`."""
    bare = normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower()))


@cache  # each page sorts the names that it mentions
def sort_key(name: str) -> str:
    """Return a name's A-to-Z sort key: no outer quotation marks, case or accents."""
    bare = normalize("NFD", name.strip("“”‘’ "))
    return "".join(sign for sign in bare if not combining(sign)).casefold()
