"""Why a text is not YAML, in the words of people who write records and not programs."""

import re
from contextlib import suppress
from typing import Any, NamedTuple

import yaml
from yaml import MarkedYAMLError, ScalarToken, YAMLError


class YamlFault(NamedTuple):
    """What is wrong with a text, how to mend it, and the line, from 0."""

    line: int
    what: str
    hint: str


_LIKE_NO_OTHER = {
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
}
"""What the parser says of a line that is indented like none above it, and of what follows a value
that is complete."""

_TABS = {
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
}
"""What the parser says of a tab that begins a line; the second, below a text after `>-` or `|`."""

_COLON = "mapping values are not allowed in this context"

_BEGINNINGS = {
    "block sequence entries are not allowed in this context",
    "did not find expected alphabetic or numeric character",
    "did not find expected node content",
    "found character that cannot start any token",
    "mapping keys are not allowed in this context",
}
"""What the parser says of a text that begins with a character that means something in YAML."""

_OPENED = {
    "did not find expected ',' or ']'": (
        "the list that begins here is not closed, or lacks a comma",
        'close it with "]"',
    ),
    "did not find expected ',' or '}'": (
        "the set of fields that begins here is not closed, or lacks a comma",
        'close it with "}"',
    ),
    "did not find expected comment or line break": (
        'a text after ">-" or "|" begins on the next line',
        "move it there, and indent it",
    ),
    "could not find expected ':'": (
        "the line has no colon followed by a space",
        "write both after the name of a field; indent the line if a text goes on there",
    ),
}
"""What the parser says when it looks in vain for what must follow, and what that means."""


def fault_of(error: MarkedYAMLError, text: str, loader: Any, first_line: int) -> YamlFault:
    """Return what an error in a text means.

    `loader` is the one that found it, and `first_line` that of the text in its file.
    """
    mark: Any = error.problem_mark
    start: Any = error.context_mark or mark
    if error.context == "while scanning a quoted scalar":  # it would run to the end of the text
        return YamlFault(start.line, "a quotation mark is never closed", "close it, or remove it")
    if opened := _quotation_up_to(text, mark, loader):
        what = f"this quotation runs on to line {first_line + mark.line}"
        return YamlFault(opened.line, what, "close it earlier")
    if error.problem in _OPENED:
        return YamlFault(start.line, *_OPENED[error.problem])
    lines = text.splitlines()
    if error.problem in _BEGINNINGS and mark.line >= len(lines):
        return YamlFault(len(lines) - 1, "what begins here is not closed", "close it")
    line = lines[mark.line] if mark.line < len(lines) else ""
    column = (start if error.problem in _BEGINNINGS else mark).column
    what, hint = _said_of(error.problem or "", line, column)
    if not what:
        what = ", ".join(filter(None, (error.context, error.problem)))
        hint = error.note or "check the indentation, and quote any text that contains a colon"
    return YamlFault(mark.line, what, hint)


def _said_of(problem: str, line: str, column: int) -> tuple[str, str]:
    """Return a problem in plain words, and a hint; empty if there are none for it.

    `column` is where it was found in the line.
    """
    before, sign = line[:column], line[column : column + 1]
    if problem in _TABS or (problem in _BEGINNINGS and sign == "\t"):
        return "a tab begins the line", "write spaces"
    if problem in _BEGINNINGS:
        hint = "remove it" if sign in ",]}" else "put it in quotation marks"
        return f'a text cannot begin with "{sign}"', hint
    if problem == "found unknown escape character":
        hint = "write two of them, or use single quotation marks"
        return "a backslash in double quotation marks begins a sign that does not exist", hint
    if problem in _LIKE_NO_OTHER and before.strip():
        hint = "put the whole text in quotation marks that it does not contain"
        return "something follows a closing quotation mark or bracket", hint
    if problem in _LIKE_NO_OTHER and re.match(r"-\w", line):
        return "no space follows the dash", "write one"
    if problem == _COLON and ": " in before:
        return 'a text contains ": "', "put it in quotation marks"
    if problem in (*_LIKE_NO_OTHER, _COLON):
        hint = "begin each field of a record in one column"
        return "the line is indented unlike those above it", hint
    return "", ""


def _quotation_up_to(text: str, mark: Any, loader: Any) -> Any:
    """Return where a quotation begins that ends on a mark's line but began above; None if none."""
    found = None
    with suppress(YAMLError):
        for token in yaml.scan(text, Loader=loader):
            if token.start_mark.index > mark.index:
                break  # what follows may be nested without end
            if isinstance(token, ScalarToken) and token.style in ("'", '"'):
                found = token
    if found and found.start_mark.line < found.end_mark.line == mark.line:
        return found.start_mark
    return None
