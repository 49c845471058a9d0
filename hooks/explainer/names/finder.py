"""Finding names in text: terms, people, bodies, events and pages, in one pass.

A name is a chain of words. The matcher keeps all names in one table, and of each word that begins
one how long the longest is, so that the cost of a text depends on its length and not on how many
names there are. Rules:

- whole words in Unicode, the longest name wins;
- a form without capitals is found with or without them, a form with capitals only as it is;
- the regular plural of the last word and a possessive ending are found by rule;
- white space matches any white space, the straight apostrophe also the curly one;
- an exact form is found as it is written, without any of these but the last;
- a name with pages is found on those alone;
- the end of a hyphenated word (`Don` in `Rostov-on-Don`) and a part of an address are no name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import is_normalized

from explainer.names.scope import counts_on
from explainer.names.spelling import SPACE, WORD, fits, inflections, key_of, matched_as, plain

_HYPHENS = "-\u2010\u2011"
_IN_ADDRESS = re.compile(r"://|@\w|^\W?~?\.{0,2}/\w|\w\.[a-z]{2}")
"""What shows that a run of text without spaces is a web address, a mail address or a path."""
_INSIDE = frozenset("/.@~:#=&?")
_GOES_ON = re.compile(r"[@/:.][^\s]")
_ENDS = frozenset((" ", ",", "\n", ""))
"""What mostly follows a name, and needs no closer look."""


@dataclass(frozen=True, slots=True)
class Name:
    """A form under which something is mentioned.

    Attributes:
        form: The written form.
        kind: `term`, `actor`, `event` or `page`.
        id: The id of what it names.
        plural: Whether the regular plural counts too.
        exact: Whether only this spelling counts: no other capitals, no plural.
        pages: The addresses on which it is found, such as `/topics/us-role/`; all when empty.
        key: Kind and id together, such as `term truce`.
        spelled: The form and what counts as it, such as its plural, as `matched_as` has them.
    """

    form: str
    kind: str
    id: str
    plural: bool = False
    exact: bool = False
    pages: tuple[str, ...] = ()
    key: str = field(init=False, compare=False)
    spelled: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Made once, since thousands of pages mention a name, and several rules look at it.
        object.__setattr__(self, "key", f"{self.kind} {self.id}")
        spelled = filter(None, map(matched_as, spellings(self)))
        object.__setattr__(self, "spelled", tuple(dict.fromkeys(spelled)))


class Match(NamedTuple):
    """A name found in a text: `text[start:end]`."""

    start: int
    end: int
    name: Name


_Form = tuple[str, str, Name]
"""A form, what stands in it after the last word, and the name whose form it is."""


class NameFinder:
    """Finds the names of a fixed set in any number of texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._longest: dict[str, int] = {}
        self._forms: dict[str, tuple[_Form, ...]] = {}
        for name in names:
            for form in name.spelled:
                self._add(form, name)

    def _add(self, form: str, name: Name) -> None:
        parts, keys = _words(form)
        *_, (chain, _, _) = _chains(parts, keys, 0, len(keys), 0)
        self._forms[chain] = (*self._forms.get(chain, ()), (form, parts[-1], name))
        self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))

    def find(self, text: str, page: str = "") -> Iterator[Match]:
        """Yield the longest matches from left to right, without overlap.

        Args:
            text: The text.
            page: The address of the page that holds it, such as `/topics/us-role/`.
        """
        begins, known = self._longest, self._forms
        parts, keys = _words(text)
        counted = start = 0
        last = -1
        # Nearly every word begins no name, so nothing else is done for it.
        for index in [index for index, key in enumerate(keys) if key in begins]:
            if index <= last:
                continue
            place = 2 * index + 1
            start += len("".join(parts[counted:place]))
            counted = place
            found, longest = None, start
            for chain, end, at in _chains(parts, keys, index, begins[keys[index]], start):
                for form, tail, name in known.get(chain, ()):
                    stop = end + len(tail)
                    if stop <= longest or (name.pages and not counts_on(name.pages, page)):
                        continue
                    shown, after = text[start:stop], text[stop : stop + 1]
                    if shown != form and not fits(form, shown, name.exact):
                        continue
                    clear = parts[place - 1] == " " and after in _ENDS
                    if clear or _stands_alone(text, start, stop):
                        found, last, longest = name, at, stop
            if found is not None:
                yield Match(start, longest, found)

    def find_all(self, text: str) -> Iterator[Name]:
        """Yield every name in a text, on whatever page, also those that stand in a longer one."""
        parts, keys = _words(text)
        start = len(parts[0])
        for index, key in enumerate(keys):
            for chain, end, _ in _chains(parts, keys, index, self._longest.get(key, 0), start):
                for form, tail, name in self._forms.get(chain, ()):
                    stop = end + len(tail)
                    if fits(form, text[start:stop], name.exact) and _stands_alone(
                        text, start, stop
                    ):
                        yield name
            start += len(parts[2 * index + 1]) + len(parts[2 * index + 2])


def _words(text: str) -> tuple[list[str], list[str]]:
    """A text as gap, word, gap, word, …, gap, each as long as it was, and the keys of the words."""
    folded = text.casefold()
    if len(folded) == len(text) and is_normalized("NFC", text):
        parts = WORD.split(folded)
        return parts, parts[1::2]
    parts = WORD.split(text)
    return parts, list(map(key_of, parts[1::2]))


def _chains(
    parts: list[str], keys: list[str], index: int, most: int, start: int
) -> Iterator[tuple[str, int, int]]:
    """A word, it and the next, and so on: each as it is looked up, its end, and its last word.

    Args:
        parts: Gaps and words.
        keys: The keys of the words.
        index: The first word.
        most: How many words at most.
        start: Where the first word begins.
    """
    chain, end = "", start
    for at in range(index, min(index + most, len(keys))):
        if chain:
            gap = parts[2 * at]
            chain += gap if gap == " " else plain(gap)
            end += len(gap)
        chain += keys[at]
        end += len(parts[2 * at + 1])
        yield chain, end, at


def spellings(name: Name) -> list[str]:
    """The form itself and, where it counts, its regular plural or singular; an exact form alone."""
    return [name.form] if name.exact or not name.plural else inflections(name.form)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name ends a word, and is neither joined to what is before nor in an address.

    What follows a hyphen belongs to another word: `Rostov-on-Don`, `non-ceasefire`. What is
    followed by one still says its name: `US-led`. A hyphen after a space is a dash.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if after.isalnum() or after == "_":
        return False
    if before and before in _HYPHENS:
        # A run that begins with a hyphen goes on from an element, such as `*Rostov*-on-Don`.
        joined = text[start - 2 : start - 1] if start > 1 else "x"
        return joined.isspace() or joined in _HYPHENS
    if before in _INSIDE or _GOES_ON.match(text, end):
        run = SPACE.split(text[:start])[-1] + SPACE.split(text[start:], maxsplit=1)[0]
        return not _IN_ADDRESS.search(run)
    return True
