"""What changed between two editions, in words for readers, and a draft for changes.yml.

Records are compared one by one, and pages sentence by sentence. Changes of case and punctuation do
not count.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, count
from pathlib import Path
from textwrap import indent

import yaml

from explainer.data.editions import Edition, RecordText, read_edition
from explainer.names.spelling import counted
from explainer.records.editorial import Change, Detail, What
from explainer.records.kinds import KINDS
from explainer.records.loading import FOLDER, load

_SIMILAR = 0.5
"""Share of letters from which two sentences count as two versions of one."""


def add_draft(root: Path, old: str, new: str, today: date) -> str:
    """Add the differences between two editions that changes.yml does not list yet.

    `old` is the address of the published site or a folder, and `new` the folder of the next.
    Returns what was done, in words.

    Raises:
        OSError: If an edition cannot be read.
        ValueError, LookupError, TypeError: If it is not what the build writes.
    """
    content, _ = load(root)
    try:
        before = read_edition(old, content.label)
    except FileNotFoundError:
        return f"nothing is published at {old} yet"
    changes = content.all(Change)
    unpublished = [change for name, change in changes.items() if name not in before.changes]
    found = unrecorded(differences(before, read_edition(new, content.label)), unpublished)
    path = f"{FOLDER}/{KINDS['change'].file}"
    if not found:
        return f"{path} covers every difference"
    first = f"changes-{today}"
    names = chain([first], (f"{first}-{number}" for number in count(2)))
    name = next(name for name in names if name not in changes)
    text = (root / path).read_text(encoding="utf-8").removesuffix("[]\n")
    (root / path).write_text(text + draft(found, name, today), encoding="utf-8")
    told = counted(len(found), "difference")
    return f'{path} has a new entry, "{name}", with {told}; write its summary and reason'


def differences(before: Edition, after: Edition) -> Iterator[Detail]:
    """Yield what was added, corrected, updated and withdrawn, page by page.

    A machine cannot know what was wrong. Something is called corrected if a number, a verdict or a
    stance that was given for the same date is no longer given, and updated otherwise.
    """
    for key in sorted(before.records.keys() | after.records.keys()):
        old, new = before.records.get(key), after.records.get(key)
        if old and new:
            was = _lacking(new.sentences, old.sentences)
            says = _lacking(old.sentences, new.sentences)
            what = "corrected" if new.judgement != old.judgement else _changed(was, says)
            if new.date != old.date:
                what = "updated"
            if was or says:
                yield _detail(what, new, " ".join(was) or None, " ".join(says) or None)
        elif new:
            yield _detail("added", new)
        elif old:
            yield _detail("withdrawn", old)
    for page in sorted(before.pages.keys() | after.pages.keys()):
        yield from _of_page(page, before.pages.get(page, {}), after.pages.get(page, {}))


def _detail(what: What, of: RecordText, was: str | None = None, says: str | None = None) -> Detail:
    return Detail(what=what, page=of.page, kind=of.kind, id=of.id, name=of.name, was=was, says=says)


def _of_page(
    page: str, before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> Iterator[Detail]:
    gone = _lacking(after, before)
    for sentence in _lacking(before, after):
        kind, name = after[sentence]
        earlier = max(gone, key=lambda old: _likeness(old, sentence), default="")
        if earlier and _likeness(earlier, sentence) >= _SIMILAR:
            gone.remove(earlier)
            what = _changed([earlier], [sentence])
            yield Detail(what=what, page=page, kind=kind, id=name, was=earlier, says=sentence)
        else:
            yield Detail(what="added", page=page, kind=kind, id=name, says=sentence)
    for sentence in gone:
        kind, name = before[sentence]
        yield Detail(what="withdrawn", page=page, kind=kind, id=name, was=sentence)


def _changed(was: list[str], says: list[str]) -> What:
    numbers, still = (set(re.findall(r"\d+(?:[.,]\d+)*", " ".join(part))) for part in (was, says))
    return "corrected" if numbers - still else "updated"


def unrecorded(found: Iterable[Detail], changes: Collection[Change]) -> list[Detail]:
    """Return the differences that no change covers.

    A change with details covers just these; one without covers all differences on its pages.
    """
    told = {(one.page, one.kind, one.id) for change in changes for one in change.details}
    pages = {page for change in changes if not change.details for page in change.pages}
    return [
        one for one in found if one.page not in pages and (one.page, one.kind, one.id) not in told
    ]


def draft(details: list[Detail], name: str, day: date) -> str:
    """Return an entry for changes.yml; its summary and its reason are left to the editor."""
    pages = list(dict.fromkeys(detail.page for detail in details))
    rows = [detail.model_dump(exclude_none=True) for detail in details]
    listed = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=100)
    return f"""
- id: {name}
  date: {day}
  kind: update  # or correction, with was and says, or addition
  summary:  # what changed, in one sentence
  why:  # the reason
  pages: [{", ".join(pages)}]
  details:
{indent(listed, "    ")}"""


def _lacking(there: Iterable[str], sentences: Iterable[str]) -> list[str]:
    """Return the sentences that are not there."""
    known = {_bare(text) for text in there}
    return [text for text in sentences if _bare(text) not in known]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
