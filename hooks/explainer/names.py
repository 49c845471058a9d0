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

_WORD = re.compile(r"\w+")
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
    """A word in the tree: what may follow, by the gap before it and the word in lower case."""

    follow: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    names: list[tuple[str, str, Name]] = field(default_factory=list)


class NameFinder:
    """Finds the names of a fixed set in any number of texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root = _Node()
        for name in names:
            for form in spellings(name):
                self._add(form, name)

    def _add(self, form: str, name: Name) -> None:
        words = list(_WORD.finditer(form))
        if not words:
            return
        node, last = self._root, words[0].start()
        for word in words:
            gap = _gap(form[last : word.start()]) if node is not self._root else ""
            node = node.follow.setdefault((gap, word[0].casefold()), _Node())
            last = word.end()
        tail = form[last:]
        node.names.append((_gap(form[words[0].start() :]), tail, name))

    def find(self, text: str) -> Iterator[Match]:
        """Yield the longest matches from left to right, without overlap."""
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            found = self._longest(text, words, index)
            if found is None:
                index += 1
                continue
            match, index = found
            yield match

    def _longest(
        self, text: str, words: list[re.Match[str]], index: int
    ) -> tuple[Match, int] | None:
        node = self._root.follow.get(("", words[index][0].casefold()))
        best: tuple[Match, int] | None = None
        start, position = words[index].start(), index
        while node is not None:
            for form, tail, name in node.names:
                end = words[position].end() + len(tail)
                longer = best is None or end > best[0].end
                if longer and _fits(form, tail, text[start:end]) and _ends_word(text, end):
                    best = (Match(start, end, name), position + 1)
            position += 1
            if position == len(words):
                break
            gap = _gap(text[words[position - 1].end() : words[position].start()])
            node = node.follow.get((gap, words[position][0].casefold()))
        return best


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


def _gap(text: str) -> str:
    """Text with white space, apostrophes and hyphens made equal."""
    return _SPACE.sub(" ", text).replace("’", "'").replace("\u2011", "-")


def _fits(form: str, tail: str, found: str) -> bool:
    """Whether the text is the form: capitals in a form count, small letters leave the choice."""
    plain = _gap(found)
    if form == plain:
        return True
    return form == form.lower() and plain.lower() == form


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")
