"""The raw text of a page: what Markdown must not be given, and where directives begin.

This reads lines, before Markdown does. What the text means is checked later, on the elements.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explainer.records.base import UNPRINTABLE

DEEPEST = 30
"""Maximum levels of brackets, lists and quotations. Markdown takes minutes for some thousands of
open brackets, and fails at a few hundred levels of lists."""

LONGEST_SHOWN = 30
"""Most characters of HTML that a message repeats."""

_TAG = re.compile(r"<(?!https?://|mailto:)(?:/?[a-zA-Z][^>]*>?|[!?])")
_ATTRIBUTE = re.compile(r"\{[^{}=]*\w\s*=[^{}]*\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?[^`]\1(?!`)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DIRECTIVE = re.compile(r"[\s>]*/{3,}[ \t]*([\w-]*)")
_OPTION = re.compile(r"[\s>]+([\w-]+):")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]*(.*?)[ \t#]*$")
_LEVELS = re.compile(r"\s+|>|[-*+](?=\s)|\d+[.)](?=\s)")


class Fault(NamedTuple):
    """What is wrong with a line: the rule it breaks, and what to tell the editor."""

    line: int
    rule: str
    message: str
    hint: str = ""


class Opened(NamedTuple):
    """The line that opens a directive."""

    line: int
    name: str


def faults_in(lines: Sequence[str], body: int = 1) -> Iterator[Fault]:
    """Yield what is wrong with the lines of a page; the front matter ends above line `body`."""
    for number, line in enumerate(lines, start=1):
        if found := UNPRINTABLE.search(line.replace("\t", " ")):
            what = f"the line contains the invisible character U+{ord(found[0]):04X}"
            yield Fault(number, "unprintable", what, "remove it")
    prose, unclosed = _outside_code(lines)
    if unclosed:
        hint = "close it with the same marks that open it"
        yield Fault(unclosed, "unclosed", "this block of code is never closed", hint)
    yield from _faults_in_directives(prose)
    depth, level = 0, 1
    for number, line in prose:
        if not line.strip():
            depth = 0
        depth, deepest = _depth(line, depth)
        if deepest > DEEPEST:
            what = f"brackets, lists or quotations are nested more than {DEEPEST} levels deep"
            yield Fault(number, "too-deep", what, "close them, or remove them")
            return  # the other checks could take long
        if number >= body and re.match(r" {0,3}#(?!#)", line):
            what = "the title of a page belongs in its front matter only"
            yield Fault(number, "second-title", what, "write ## for a heading")
        if number >= body and (heading := _HEADING.match(line)):
            below, level = level, len(heading[1])
            if not heading[2]:
                yield Fault(number, "heading", "this heading has no words", "remove it")
            elif level > below + 1:
                what = f"this heading skips a level: the one above it is {'#' * below}"
                yield Fault(number, "heading", what, f"write {'#' * (below + 1)}")
        text = _CODE.sub("", line) if "`" in line else line
        if found := _TAG.search(text):
            hint = "write Markdown, or add a directive with a template"
            yield Fault(number, "raw-html", f'"{found[0][:LONGEST_SHOWN]}" is HTML', hint)
        elif number >= body and (found := _ATTRIBUTE.search(text)):
            hint = "give only classes and ids, such as {: .no-terms }"
            yield Fault(number, "raw-html", f'"{found[0]}" sets an attribute', hint)


def directives_in(lines: Sequence[str]) -> list[Opened]:
    """Return where directives are opened, in order."""
    matches = ((number, _DIRECTIVE.match(line)) for number, line in _outside_code(lines)[0])
    return [Opened(number, match[1]) for number, match in matches if match and match[1]]


def _outside_code(lines: Sequence[str]) -> tuple[list[tuple[int, str]], int]:
    """Return the lines outside blocks of code with their numbers, and the line of an open block."""
    found: list[tuple[int, str]] = []
    fence, opened = "", 0
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if fence:
            if match and line.strip().startswith(fence):
                fence, opened = "", 0
        elif match:
            fence, opened = match[1], number
        else:
            found.append((number, line))
    return found, opened


def _faults_in_directives(prose: list[tuple[int, str]]) -> Iterator[Fault]:
    """Yield directives that are never closed, closed twice, or have an option twice."""
    opened, options = 0, set[str]()
    hint = "close it with a line of three slashes"
    for number, line in prose:
        match = _DIRECTIVE.match(line)
        if match and match[1]:
            if opened:
                yield Fault(opened, "unclosed", "this directive is never closed", hint)
            opened, options = number, set()
        elif match:
            if not opened:
                what = "these slashes close no directive"
                cure = "remove them, or open a directive above with three slashes"
                yield Fault(number, "unclosed", what, cure)
            opened = 0
        elif opened and (option := _OPTION.match(line)):
            if option[1] in options:
                what = f'the option "{option[1]}" occurs twice'
                yield Fault(number, "directive", what, "keep one of them")
            options.add(option[1])
    if opened:
        yield Fault(opened, "unclosed", "this directive is never closed", hint)


def _depth(line: str, depth: int) -> tuple[int, int]:
    """Return how many brackets are open after a line, and how deep it goes in all."""
    levels, at, deepest = 0, 0, depth
    while match := _LEVELS.match(line, at):
        levels += len(match[0]) // 4 if match[0].isspace() else 1
        at = match.end()
    for bracket in re.findall(r"[\[\](){}]", line):
        depth = max(0, depth + (1 if bracket in "[({" else -1))
        deepest = max(deepest, depth)
    return depth, max(deepest, levels)
