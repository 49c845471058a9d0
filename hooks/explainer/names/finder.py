"""Finding names in text: terms, people, bodies, events and pages, in one pass.

A name is a chain of words. The finder keeps all names in one table, and for each word that begins
one the length of the longest, so that the cost of a text depends on its length and not on how many
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
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.names.spelling import SPACE, WORD, fits, inflections, key_of, matched_as, plain
from explainer.refs import Ref

_HYPHENS = "-\u2010\u2011"
_IN_ADDRESS = re.compile(r"://|@\w|^\W?~?\.{0,2}/\w|\w\.[a-z]{2}")
"""What shows that a run of text without spaces is a web address, a mail address or a path."""
_INSIDE = frozenset("/.@~:#=&?")
_GOES_ON = re.compile(r"[@/:.][^\s]")


@dataclass(frozen=True)
class Name:
    """A form under which something is mentioned.

    Attributes:
        form: The written form.
        ref: What it names.
        plural: Whether the regular plural counts too.
        exact: Whether only this spelling counts: no other capitals, no plural.
        pages: The addresses on which it is found, such as `/topics/us-role/`; all when empty.
    """

    form: str
    ref: Ref
    plural: bool = False
    exact: bool = False
    pages: tuple[str, ...] = ()

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The form and what counts as it, such as its plural, as `matched_as` has them."""
        forms = [self.form] if self.exact or not self.plural else inflections(self.form)
        return tuple(dict.fromkeys(filter(None, map(matched_as, forms))))

    def counts_on(self, page: str) -> bool:
        """Whether the name is looked for on a page, given by its address."""
        return not self.pages or any(_covers(address, page) for address in self.pages)

    def meets(self, other: "Name") -> bool:
        """Whether this name and another can ever be looked for on the same page."""
        if not self.pages or not other.pages:
            return True
        return any(_covers(a, b) or _covers(b, a) for a in self.pages for b in other.pages)


def _covers(address: str, page: str) -> bool:
    """Whether an address is a page's own or that of a folder above it; `/` is the first page."""
    above = address != "/" and address.endswith("/") and page.startswith(address)
    return page == address or above


class Match(NamedTuple):
    """A name found in a text: `text[start:end]`."""

    start: int
    end: int
    name: Name


_Form = tuple[str, str, Name]
"""A form, what stands in it after the last word, and the name whose form it is."""


class NameFinder:
    """Finds the names of a fixed set in any number of texts."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._longest: dict[str, int] = {}
        self._forms: dict[str, list[_Form]] = {}
        for name in names:
            for form in name.spelled:
                self._add(form, name)

    def _add(self, form: str, name: Name) -> None:
        words = list(WORD.finditer(form))
        first = key_of(words[0][0])
        *_, (chain, end) = _chains(form, words, 0, len(words))
        self._forms.setdefault(chain, []).append((form, form[end:], name))
        self._longest[first] = max(len(words), self._longest.get(first, 0))

    def find(self, text: str, page: str = "") -> Iterator[Match]:
        """Yield the longest matches from left to right, without overlap.

        Args:
            text: The text.
            page: The address of the page that holds it, such as `/topics/us-role/`.
        """
        done = 0
        words = list(WORD.finditer(text))
        for index, word in enumerate(words):
            if word.start() < done:
                continue
            found = [m for m in self._begin_at(index, words, text) if m.name.counts_on(page)]
            if found:
                longest = max(found, key=lambda match: match.end)
                yield longest
                done = longest.end

    def find_all(self, text: str) -> Iterator[Name]:
        """Yield every name in a text, on whatever page, also those that stand in a longer one."""
        words = list(WORD.finditer(text))
        for index in range(len(words)):
            yield from (match.name for match in self._begin_at(index, words, text))

    def _begin_at(self, index: int, words: list[re.Match[str]], text: str) -> Iterator[Match]:
        """Yield every name that begins with a word."""
        most = self._longest.get(key_of(words[index][0]), 0)
        if not most:
            return
        start = words[index].start()
        for chain, end in _chains(text, words, index, most):
            for form, tail, name in self._forms.get(chain, ()):
                stop = end + len(tail)
                if fits(form, text[start:stop], name.exact) and _stands_alone(text, start, stop):
                    yield Match(start, stop, name)


def _chains(
    text: str, words: list[re.Match[str]], index: int, most: int
) -> Iterator[tuple[str, int]]:
    """A word, it and the next, and so on: each as it is looked up, and where it ends.

    Args:
        text: The text.
        words: Its words.
        index: The first word.
        most: How many words at most.
    """
    chain, end = "", words[index].start()
    for word in words[index : index + most]:
        chain += plain(text[end : word.start()]) + key_of(word[0])
        end = word.end()
        yield chain, end


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
