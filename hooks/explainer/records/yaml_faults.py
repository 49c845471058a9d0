"""What is wrong with a text that is no YAML, in words for editors.

The parser names what it looked for where it gave up. An editor needs to know what was mistyped, and
where that begins.
"""

from contextlib import suppress
from typing import Any, NamedTuple

import yaml
from yaml import MarkedYAMLError, ScalarToken, YAMLError


class YamlFault(NamedTuple):
    """What is wrong with a text, how to mend it, and the line, from 0."""

    line: int
    what: str
    hint: str


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
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, sign = line[: mark.column], line[start.column : start.column + 1]
    if line.lstrip(" ").startswith("\t"):
        return YamlFault(mark.line, "a tab begins the line", "write spaces")
    match error.problem:
        case "did not find expected ',' or ']'":
            what = "the list that begins here is not closed, or lacks a comma"
            return YamlFault(start.line, what, 'close it with "]"')
        case "did not find expected ',' or '}'":
            what = "the set of fields that begins here is not closed, or lacks a comma"
            return YamlFault(start.line, what, 'close it with "}"')
        case "did not find expected comment or line break":
            what = 'a text after ">-" or "|" begins on the next line'
            return YamlFault(start.line, what, "move it there, and indent it")
        case "could not find expected ':'":
            what = "the line has no colon followed by a space"
            hint = "write both after the name of a field; indent the line if a text goes on there"
            return YamlFault(start.line, what, hint)
        case (
            "block sequence entries are not allowed in this context"
            | "did not find expected alphabetic or numeric character"
            | "did not find expected node content"
            | "found character that cannot start any token"
            | "mapping keys are not allowed in this context"
        ):
            if not line:
                return YamlFault(len(lines) - 1, "what begins here is not closed", "close it")
            what = f'a text cannot begin with "{sign}"'
            return YamlFault(mark.line, what, "put it in quotation marks, or remove the sign")
        case "found unknown escape character":
            what = "a backslash in double quotation marks begins a sign that does not exist"
            hint = "write two of them, or use single quotation marks"
            return YamlFault(mark.line, what, hint)
        case "mapping values are not allowed in this context" if ": " in before:
            return YamlFault(mark.line, 'a text contains ": "', "put it in quotation marks")
        case (
            "did not find expected key"
            | "did not find expected '-' indicator"
            | "did not find expected <document start>"
        ) if before.strip():
            what = "something follows a closing quotation mark or bracket"
            hint = "put the whole text in quotation marks that it does not contain"
            return YamlFault(mark.line, what, hint)
        case (
            "did not find expected key"
            | "did not find expected '-' indicator"
            | "did not find expected <document start>"
            | "mapping values are not allowed in this context"
        ):
            what = "the line does not fit those above it"
            hint = "begin all fields of a record in one column, with a space after each dash"
            return YamlFault(mark.line, what, hint)
    what = ", ".join(filter(None, (error.context, error.problem)))
    hint = error.note or "check the indentation, and quote any text that contains a colon"
    return YamlFault(mark.line, what, hint)


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
