"""Empty records for editors to fill in, made from the models and put where they belong.

A required field is left empty, so that the build reports it until it is filled in. An optional
field is a comment. Both are followed by their meaning.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

from explainer.problems import did_you_mean
from explainer.records.base import (
    FORMS,
    ID,
    STATEMENT_NUMBER,
    Record,
    choices_in,
    models_in,
)
from explainer.records.content import Content
from explainer.records.kinds import KINDS
from explainer.records.loading import FOLDER, load
from explainer.records.yaml_lines import node_at
from explainer.refs import Ref


class NoPlaceError(Exception):
    """There is no place for such a record; the text says why, in words for editors."""


def kinds_to_add() -> list[str]:
    """Return the kinds of which a record can be added: all except files that hold a single one."""
    return [name for name, kind in KINDS.items() if not kind.single]


def add_record(root: Path, kind: str, name: str) -> tuple[str, int]:
    """Write an empty record of a kind into its file and return the file and the record's line.

    `name` is its id, or empty to leave the id to the editor. For a statement it is the source and
    the number, `leaflet:4.2`, which decide the place.

    Raises:
        NoPlaceError: If there is no such kind, or no place for a record of that name.
    """
    if kind in ("page", "topic"):
        where = '"Add a topic page" in docs/editors/how-to.md'
        raise NoPlaceError(f"a {kind} is a file in docs/, not a record; see {where}")
    known = kinds_to_add()
    if kind not in known:
        hint = did_you_mean(kind.lower(), known) or f"the kinds are {', '.join(known)}"
        raise NoPlaceError(f'there is no kind "{kind}" to add; {hint}')
    content, _ = load(root)
    if name in content.records[kind]:
        place = content.place(Ref(kind, name))
        raise NoPlaceError(f'{kind} "{name}" exists already, at {place.path}:{place.line}')
    of_source = kind == "statement"
    own, form = (name.rpartition(":")[2], STATEMENT_NUMBER) if of_source else (name, ID)
    if name and not re.match(form, own):
        raise NoPlaceError(f'"{own}" is not an id; write {FORMS[form]}')
    new = skeleton(KINDS[kind].model, own)
    if KINDS[kind].inside:
        return _insert(root, kind, name, new, content)
    path = f"{FOLDER}/{KINDS[kind].file.replace('*', name)}"
    file = root / path
    if "*" in KINDS[kind].file:
        if not name:
            raise NoPlaceError(f"each {kind} has a file of its own; give ID=… to name it")
        if file.exists():
            raise NoPlaceError(f"{path} exists already")
        file.parent.mkdir(parents=True, exist_ok=True)
        before = [_names_schema(path, kind)]
    else:
        text = file.read_text(encoding="utf-8") if file.is_file() else _names_schema(path)
        before = [line for line in text.splitlines() if line.strip() != "[]"]
        before += [""] if before and before[-1].strip() else []
        new = list(_indented(new, "- "))
    file.write_text("\n".join([*before, *new, ""]), encoding="utf-8")
    return path, len(before) + 1


def skeleton(model: type[Record], name: str = "", whole: bool = True) -> list[str]:
    """Return the lines of an empty record, with `name` as its id.

    `whole` adds the fields of the records inside it; of an optional one, only its own fields.
    """
    lines: list[str] = []
    for key, field in model.model_fields.items():
        value = f" {name}" if key == "id" and name else ""
        meaning = " ".join((field.description or "").split())
        inside = models_in(field.annotation)
        if get_origin(field.annotation) is tuple and not inside:
            meaning += " A list: [a, b]."
        choices = choices_in(field.annotation)
        if any(choice not in meaning for choice in choices):
            meaning += f" One of {', '.join(choices)}."
        made = [f"{field.alias or key}:{value}  # {meaning}"]
        for inner in inside if whole else ():
            is_list = get_origin(field.annotation) is tuple
            parts = skeleton(inner, whole=field.is_required())
            made += _indented(parts, "  - " if is_list else "  ")
        lines += made if field.is_required() else [f"# {line}" for line in made]
    return lines


def _indented(lines: list[str], start: str) -> Iterator[str]:
    """Yield the lines indented by `start`, which may begin an item of a list."""
    yield start + lines[0]
    yield from (" " * len(start) + line for line in lines[1:])


def _names_schema(path: str, name: str = "") -> str:
    """Return the first line of a file, which names its schema, or that of a kind, for editors."""
    up = "../" * path.removeprefix(f"{FOLDER}/").count("/")
    return f"# yaml-language-server: $schema={up}schema/{name or Path(path).stem}.json"


def _insert(root: Path, kind: str, name: str, new: list[str], content: Content) -> tuple[str, int]:
    """Insert a record that is part of another after the last of its kind, or of its paragraph."""
    if kind in content.unreadable:
        raise NoPlaceError(
            f'first fix the {KINDS[kind].inside} files; "make check" names the faults'
        )
    others = list(content.records[kind])
    if kind == "statement":
        paragraph = name.rpartition(".")[0] + "."
        others = [other for other in others if name and other.startswith(paragraph)]
        if not others:
            what = "name a source and a paragraph that has statements, such as ID=leaflet:4.2"
            raise NoPlaceError(f'there is no place for statement "{name}"; {what}')
    if not others:
        raise NoPlaceError(f"there is no {kind} yet; write the first by hand")
    document, where = content.written[Ref(kind, others[-1])]
    file = root / document.path
    text = file.read_text(encoding="utf-8")
    lines, node = text.splitlines(), node_at(text, where)
    at = node.end_mark.line
    while not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#"):
        at -= 1
    lines[at:at] = _indented(new, " " * (node.start_mark.column - 2) + "- ")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return document.path, at + 1
