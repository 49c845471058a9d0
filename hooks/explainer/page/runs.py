"""Runs: the words of a paragraph that each of its notes covers.

The notes of a paragraph, list item or table row divide it into runs. The words of a run become
`span.rests`, with the id of the note and the origin of the words. Words that no note follows, and
those before `[@-]`, stay as they are. The cells of a row are one text, so that a note in the last
cell covers the whole row.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from explainer.page.words import words_of
from explainer.pages import Note, PageState

LEADS_OVER_TAG = "leads-over"
"""Private element for `[@-]`. The prose rules read it and then remove it."""

UNKNOWN_TAG = "unknown-note"
"""Private element for a citation of which no key is known. The prose rules take it for a note, so
that one mistake is one problem, and then remove it."""

_BLOCKS = ("p", "li", "dd")
_INNER_BLOCKS = ("ul", "ol", "p", "div", "table", "pre", "blockquote", "aside", "figure", "details")

Item = str | Element
"""A piece of a block: some text, or an element without the text that follows it."""


class _Run(NamedTuple):
    """The items up to a note, to `[@-]`, to a block inside the block, or to its end (None)."""

    block: Element
    items: list[Item]
    end: Element | None


def cover_words(root: Element, page: PageState) -> None:
    """Wrap the words that rest on each note in place, and store them on the note.

    A note inside other markup or in a heading, or with no words before it, is a problem.
    """
    for element in list(root.iter()):
        if element.tag == "tr":
            _cover(list(element), page)
        elif element.tag in _BLOCKS:
            _cover([element], page)
    for note in page.notes.values():
        if not note.words:
            what = f'the citation of "{note.refs[0].id}" covers no words here'
            hint = "write it after a sentence, not in a heading, link or bold text"
            page.report("misplaced-note", what, f"@{note.refs[0].id}", hint, line=note.line)


def _cover(blocks: Sequence[Element], page: PageState) -> None:
    """Wrap the runs of blocks that form one text."""
    runs = [run for block in blocks for run in _runs_of(block, page)]
    notes: list[Note | None] = []
    following: Note | None = None
    for run in reversed(runs):
        if run.end is not None:
            following = _note_of(run.end, page)
        notes.append(following)
    if not any(notes):
        return
    contents: list[tuple[Element, list[Item]]] = [(block, []) for block in blocks]
    for run, note in zip(runs, reversed(notes), strict=True):
        content = next(items for block, items in contents if block is run.block)
        content += _resting_on(note, run.items) if note else run.items
        if run.end is not None:
            content.append(run.end)
    for block, content in contents:
        _fill(block, content)


def _runs_of(block: Element, page: PageState) -> Iterator[_Run]:
    items: list[Item] = []
    for item in _items_of(block):
        if isinstance(item, Element) and (
            item.tag in (LEADS_OVER_TAG, UNKNOWN_TAG, *_INNER_BLOCKS) or _note_of(item, page)
        ):
            yield _Run(block, items, item)
            items = []
        else:
            items.append(item)
    yield _Run(block, items, None)


def _note_of(element: Element, page: PageState) -> Note | None:
    link = element.find("a") if element.tag == "sup" else None
    return page.note_at(link) if link is not None else None


def _resting_on(note: Note, items: list[Item]) -> list[Item]:
    """Return the items as one `span.rests`, after the space that separates them from others."""
    first = items[0] if items and isinstance(items[0], str) else ""
    space = first[: len(first) - len(first.lstrip())]
    span = Element("span")
    _fill(span, [first[len(space) :], *items[1:]] if space else items)
    words = words_of(span)
    if not words:
        return items
    note.words = f"{note.words} {words}".strip()
    span.set("class", "rests")
    span.set("data-note", f"fn:{note.id}")
    span.set("data-origin", note.origin)
    return [space, span]


def _items_of(block: Element) -> Iterator[Item]:
    if block.text:
        yield block.text
    for child in block:
        yield child
        if child.tail:
            yield child.tail


def _fill(block: Element, items: list[Item]) -> None:
    """Replace what is in a block; its attributes and tail stay."""
    for child in list(block):
        block.remove(child)
    block.text = None
    last: Element | None = None
    for item in items:
        if isinstance(item, str):
            if last is None:
                block.text = (block.text or "") + item
            else:
                last.tail = (last.tail or "") + item
        else:
            item.tail = None
            block.append(item)
            last = item
