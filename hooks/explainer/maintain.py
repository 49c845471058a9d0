"""Commands that maintain generated files in the repository.

`python -m explainer.maintain schema` writes the JSON Schemas; `ids` adds the ids of new records to
published.yml; `new KIND [ID]` adds an empty record to its file; `changes OLD NEW` adds what differs
between two editions to changes.yml; `check` writes nothing and reports files that are out of date.
"""

import sys
from datetime import date
from pathlib import Path

from explainer.data.changed import add_draft
from explainer.data.schemas import schemas
from explainer.data.skeletons import NoPlaceError, add_record, kinds_to_add
from explainer.problems import report
from explainer.records.lasting_ids import FILE, as_text
from explainer.records.loading import load

USAGE = "usage: python -m explainer.maintain schema|ids|check|new KIND [ID]|changes OLD NEW\n"


def main(arguments: list[str], root: Path) -> int:
    """Write one type of file, or check them all; `root` is the project's.

    Returns 0 if all is written or current, 1 if a file is out of date or unreadable, and 2 for
    wrong usage.
    """
    match arguments:
        case ["new", kind, *name] if len(name) < 2:
            return _add(root, kind, "".join(name))
        case ["changes", old, new]:
            return _draft_changes(root, old, new)
        case ["schema" | "ids" | "check" as wanted]:
            return _generate(root, wanted)
    sys.stderr.write(USAGE)
    return 2


def _generate(root: Path, wanted: str) -> int:
    content, problems = load(root)
    unread = [p for p in problems if p.place.path == FILE and (root / FILE).is_file()]
    if unread and wanted != "schema":
        # Writing the file would lose ids that cannot be read.
        sys.stderr.write(f"{report(unread)}\n")
        return 1
    made = {f"content/schema/{name}": ("schema", text) for name, text in schemas().items()}
    stale = []
    for path, (command, text) in {**made, FILE: ("ids", as_text(content))}.items():
        file = root / path
        current = file.is_file() and file.read_text(encoding="utf-8") == text
        if wanted == command:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif wanted == "check" and not current:
            stale.append(f'{path} is out of date; run "make {command}"\n')
    sys.stderr.write("".join(stale))
    return 1 if stale else 0


def _add(root: Path, kind: str, name: str) -> int:
    if not kind:
        sys.stderr.write(f"give KIND=… with one of {', '.join(kinds_to_add())}\n")
        return 2
    try:
        path, line = add_record(root, kind, name)
    except NoPlaceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f'{path}:{line} is new; fill in what is empty, then run "make ids"\n')
    return 0


def _draft_changes(root: Path, old: str, new: str) -> int:
    try:
        sys.stdout.write(f"{add_draft(root, old, new, date.today())}\n")
    except (OSError, ValueError, LookupError, TypeError) as error:
        sys.stderr.write(f"the sites cannot be compared: {error!r}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path()))
