"""Finding names in text: terms, people, bodies, events and pages, in one pass.

A name is a chain of words. The matcher keeps all names in one tree keyed by word, so that the cost
of a text depends on its length and not on how many names there are. Rules:

- whole words in Unicode, the longest name wins;
- a form without capitals is found with or without them, a form with capitals only as it is;
- the regular plural of the last word and a possessive ending are found by rule;
- white space matches any white space, the straight apostrophe also the curly one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import combining, normalize

_WORD = re.compile(r"(\w[\w\u0300-\u036f]*)")
"""A word, accents written as signs of their own included. Splitting at it keeps the words."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A form under which something is mentioned.

    Attributes:
        form: The written form.
        kind: `term`, `actor`, `event` or `page`.
        id: The id of what it names.
        plural: Whether the regular plural counts too.
    """

    form: str
    kind: str
    id: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text: `text[start:end]`."""

    start: int
    end: int
    name: Name


@dataclass(slots=True)
class _Node:
    """A word in the tree: what may follow, by the gap before it and the word's key."""

    follow: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    names: list[tuple[str, str, Name]] = field(default_factory=list)


class NameFinder:
    """Finds the names of a fixed set in any number of texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._first: dict[str, _Node] = {}
        for name in names:
            for form in spellings(name):
                self._add(form, name)

    def _add(self, form: str, name: Name) -> None:
        parts = _WORD.split(form)
        if len(parts) == 1:
            return  # no word, so nothing that could be found
        node = self._first.setdefault(_key(parts[1]), _Node())
        for place in range(3, len(parts), 2):
            step = (_plain(parts[place - 1]), _key(parts[place]))
            node = node.follow.setdefault(step, _Node())
        node.names.append((_plain(form[len(parts[0]) :]), parts[-1], name))

    def find(self, text: str) -> Iterator[Match]:
        """Yield the longest matches from left to right, without overlap."""
        first = self._first
        parts = _WORD.split(text)  # gap, word, gap, word, …, gap
        keys = _WORD.findall(text.casefold()) if text.isascii() else map(_key, parts[1::2])
        counted = start = last = 0
        for index, key in enumerate(keys):
            if key not in first:
                continue  # nearly every word, so nothing else is done for it
            place = 2 * index + 1
            if place <= last:
                continue  # inside the name before
            start += len("".join(parts[counted:place]))
            counted = place
            if found := _longest(first[key], text, parts, place, start):
                match, last = found
                yield match


def _longest(
    node: _Node | None, text: str, parts: list[str], place: int, start: int
) -> tuple[Match, int] | None:
    """The longest name that begins with a word, and the place of its last word."""
    best: tuple[Match, int] | None = None
    end = start
    while node is not None:
        end += len(parts[place])
        for form, tail, name in node.names:
            stop = end + len(tail)
            longer = best is None or stop > best[0].end
            if longer and _fits(form, text[start:stop]) and _ends_word(text, stop):
                best = (Match(start, stop, name), place)
        place += 2
        if place >= len(parts):
            break
        end += len(parts[place - 1])
        node = node.follow.get((_plain(parts[place - 1]), _key(parts[place])))
    return best


def sort_key(name: str) -> str:
    """A name as it counts in a list from A to Z: without quotation marks, capitals and accents."""
    bare = normalize("NFD", name.strip("“”‘’ "))
    return "".join(sign for sign in bare if not combining(sign)).casefold()


def spellings(name: Name) -> list[str]:
    """The form itself and, where it counts, its regular plural or singular.

    `ceasefire` gives `ceasefires`, `treaty` gives `treaties`, and `security guarantees` gives
    `security guarantee`. Forms in capitals have none.
    """
    form = name.form
    if not name.plural or not form[-1:].isalpha() or form.isupper():
        return [form]
    if form.endswith("s"):
        single = re.sub(r"(?<=[^\W\d_])(ies|s)$", lambda m: "y" if m[1] == "ies" else "", form)
        return [form] if re.search(r"[sui]s$", form) else [form, single]
    if re.search(r"[^aeiou]y$", form):
        return [form, f"{form[:-1]}ies"]
    return [form, f"{form}es" if re.search(r"(x|z|ch|sh)$", form) else f"{form}s"]


def _key(word: str) -> str:
    """A word without regard to capitals and to how its accents are written."""
    return word.casefold() if word.isascii() else normalize("NFC", word).casefold()


def _plain(text: str) -> str:
    """Text with white space, apostrophes and hyphens made equal."""
    if text in (" ", "-") or (text.isascii() and text.isalnum()):
        return text
    return normalize("NFC", _SPACE.sub(" ", text).replace("’", "'").replace("\u2011", "-"))


def _fits(form: str, found: str) -> bool:
    """Whether the text is the form: capitals in a form count, small letters leave the choice.

    The first letter of a form that begins small may be a capital, as at the start of a sentence.
    """
    plain = _plain(found)
    if form == plain:
        return True
    if form == form.lower():
        return plain.lower() == form
    return form[:1].islower() and form[:1].upper() + form[1:] == plain


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")
