"""Finds names in text (terms, people, bodies, events and pages) in one pass.

A name is a sequence of words. One table holds all names; another gives, for each first word, the
length of the longest name. The cost therefore depends on the length of the text, not on the number
of names. Rules:

- Names match whole Unicode words; the longest name wins.
- A lower-case form matches any capitalisation; a form with capitals matches only as written.
- Regular plurals of the last word and possessive endings match automatically.
- White space matches any white space; a straight apostrophe also matches a curly one.
- An exact form matches only as written, apart from white space and apostrophes.
- A name with pages matches only on those pages.
- The end of a hyphenated word (`Don` in `Rostov-on-Don`) and part of an address do not match.
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
"""Identifies text without spaces as a web address, mail address or path."""
_INSIDE = frozenset("/.@~:#=&?")
_GOES_ON = re.compile(r"[@/:.][^\s]")


@dataclass(frozen=True)
class Name:
    """A form under which something is mentioned.

    Attributes:
        plural: Whether the regular plural also matches.
        exact: Whether only this spelling matches: same capitals, no plural.
        pages: The only addresses on which it matches, such as `/topics/plan/`; empty for all.
    """

    form: str
    ref: Ref
    plural: bool = False
    exact: bool = False
    pages: tuple[str, ...] = ()

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The form and its variants, such as the plural, normalised by `matched_as`."""
        forms = [self.form] if self.exact or not self.plural else inflections(self.form)
        return tuple(dict.fromkeys(filter(None, map(matched_as, forms))))

    def counts_on(self, page: str) -> bool:
        """Return whether the name is matched on the page with this address."""
        return not self.pages or any(_covers(address, page) for address in self.pages)

    def meets(self, other: "Name") -> bool:
        """Return whether this name and another can be matched on the same page."""
        if not self.pages or not other.pages:
            return True
        return any(_covers(a, b) or _covers(b, a) for a in self.pages for b in other.pages)


def _covers(address: str, page: str) -> bool:
    """Return whether an address is a page's own or a folder above it; `/` is the home page."""
    above = address != "/" and address.endswith("/") and page.startswith(address)
    return page == address or above


class Match(NamedTuple):
    """A name found in a text: `text[start:end]`."""

    start: int
    end: int
    name: Name


_Form = tuple[str, str, Name]
"""A form, the text after its last word, and the name it belongs to."""


class NameFinder:
    """Finds the names of a fixed set in any number of texts."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._longest: dict[str, int] = {}
        self._forms: dict[str, list[_Form]] = {}
        for name in names:
            for form in name.spelled:
                words = list(WORD.finditer(form))
                first = key_of(words[0][0])
                *_, (chain, end) = _chains(form, words, 0, len(words))
                self._forms.setdefault(chain, []).append((form, form[end:], name))
                self._longest[first] = max(len(words), self._longest.get(first, 0))

    def find(self, text: str, page: str = "") -> Iterator[Match]:
        """Yield the longest matches from left to right, without overlap.

        `page` is the address of the page that contains the text, such as `/topics/plan/`.
        """
        done = 0
        words = list(WORD.finditer(text))
        for index, word in enumerate(words):
            if word.start() < done or key_of(word[0]) not in self._longest:
                continue
            found = [m for m in self._begin_at(index, words, text) if m.name.counts_on(page)]
            if found:
                longest = max(found, key=lambda match: match.end)
                yield longest
                done = longest.end

    def find_all(self, text: str) -> Iterator[Name]:
        """Yield every name in a text, regardless of page, including names inside longer ones."""
        words = list(WORD.finditer(text))
        for index in range(len(words)):
            yield from (match.name for match in self._begin_at(index, words, text))

    def _begin_at(self, index: int, words: list[re.Match[str]], text: str) -> Iterator[Match]:
        most = self._longest.get(key_of(words[index][0]), 0)
        start = words[index].start()
        for chain, end in _chains(text, words, index, most):
            for form, tail, name in self._forms.get(chain, ()):
                stop = end + len(tail)
                if fits(form, text[start:stop], name.exact) and _stands_alone(text, start, stop):
                    yield Match(start, stop, name)


def _chains(
    text: str, words: list[re.Match[str]], index: int, most: int
) -> Iterator[tuple[str, int]]:
    """Yield growing sequences of up to `most` words from word `index`, and where each ends."""
    chain, end = "", words[index].start()
    for word in words[index : index + most]:
        chain += plain(text[end : word.start()]) + key_of(word[0])
        end = word.end()
        yield chain, end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a match is a complete word and not part of an address.

    What follows a hyphen belongs to another word: `Stratford-upon-Avon`, `non-toll`. A name
    before a hyphen still counts: `toll-free`. A hyphen after a space is a dash.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if after.isalnum() or after == "_":
        return False
    if before and before in _HYPHENS:
        # Text that begins with a hyphen continues from an element, such as `*Rostov*-on-Don`.
        joined = text[start - 2 : start - 1] if start > 1 else "x"
        return joined.isspace() or joined in _HYPHENS
    if before in _INSIDE or _GOES_ON.match(text, end):
        run = SPACE.split(text[:start])[-1] + SPACE.split(text[start:], maxsplit=1)[0]
        return not _IN_ADDRESS.search(run)
    return True
