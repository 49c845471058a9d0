"""Editions of the site, read from their downloads: the published one, and the next.

Everything here comes from the files of data/, so that older editions can be read too.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

from explainer.addresses import address, page_of
from explainer.data.files import DATA, data_files
from explainer.dates import PartialDate, span_in_words
from explainer.records.kinds import KINDS
from explainer.refs import Ref
from explainer.sentences import sentences_of

Row = dict[str, Any]


CHECKS_PAGE = "/record/"
"""Where readers see the checks of statements."""


class RecordText(NamedTuple):
    """What one page says of a record: its name and sentences.

    `date` is the date for which it is true, for records that are updated, and `judgement` the
    verdict or stance.
    """

    kind: str
    id: str
    page: str
    name: str
    sentences: list[str]
    date: str = ""
    judgement: str = ""


@dataclass
class Edition:
    """One edition: what its pages say of each record, and the sentences that cite sources.

    Attributes:
        records: Each record by page, kind and id.
        pages: By page, each sentence with the kind and id of the first record that it rests on.
        changes: Ids of the changes that it lists.
    """

    records: dict[tuple[str, str, str], RecordText]
    pages: dict[str, dict[str, tuple[str, str]]]
    changes: set[str]


def read_edition(site: str, label: Callable[[str], str]) -> Edition:
    """Read an edition from the address of a site, or from the folder of a built one.

    A download that it lacks counts as empty. `label` gives the words for a verdict or stance.

    Raises:
        FileNotFoundError: If it has no `statements.json`, so that nothing can be compared.
        OSError: If the address does not answer.
    """

    @cache
    def rows(name: str) -> list[Row]:
        try:
            text = _read(site, name)
        except FileNotFoundError:
            return []
        return list(csv.DictReader(io.StringIO(text))) if name.endswith("csv") else json.loads(text)

    statements = json.loads(_read(site, "statements.json"))
    records = rows("sources.json")
    told = [part for row in statements for part in _statement(row, label)]
    told += [_position(row, label) for row in rows("positions.csv") if row["latest"] == "true"]
    for kind, of in KINDS.items():
        if of.export and of.page and kind not in ("statement", "change"):
            told += map(_TOLD.get(kind, partial(_in_full, kind)), rows(f"{of.export}.json"))
    pages: dict[str, dict[str, tuple[str, str]]] = {}
    uses = [("statement", row["id"], use) for row in statements for use in row["used_on"]]
    cited = ((row, row.get("custom", {}).get("used_on", ())) for row in records)
    uses += [("record", row["id"], use) for row, used_on in cited for use in used_on]
    for kind, name, use in uses:
        for sentence in sentences_of(use["text"]):
            pages.setdefault(use["page"], {}).setdefault(sentence, (kind, name))
    changes = {row["id"] for row in rows("changes.json")}
    return Edition({(one.page, one.kind, one.id): one for one in told}, pages, changes)


def _page_of(kind: str, name: str) -> str:
    page = page_of(Ref(kind, name)) or data_files()[KINDS[kind].export].page
    return f"/{address(page)}"


def _statement(row: Row, label: Callable[[str], str]) -> Iterator[RecordText]:
    kind, identity = "statement", row["id"]
    name = f"{row['source']}, paragraph {row['paragraph']}, sentence {row['sentence']}"
    left_out = [f"Left out: {row['left_out']}"] if row["left_out"] else []
    page = _page_of(kind, identity)
    yield RecordText(kind, identity, page, name, [*sentences_of(row["text"]), *left_out])
    if check := row["check"]:
        verdict = check["verdict"]
        said = [f"{label(verdict)}.", *sentences_of(check["note"])]
        yield RecordText(kind, identity, CHECKS_PAGE, name, said, judgement=verdict)


def _event(row: Row) -> RecordText:
    first, last = (PartialDate.parse(day) if day else None for day in (row["date"], row["end"]))
    dates = f"{span_in_words(first or PartialDate(), last)}."
    place = [f"{row['place']}."] if row["place"] else []
    said = [dates, row["title"], *place, *sentences_of(row["summary"])]
    return RecordText("event", row["id"], _page_of("event", row["id"]), row["title"], said)


def _term(row: Row) -> RecordText:
    contested = sentences_of(row["contested"] or "")
    said = [f"{row['term']}.", *sentences_of(row["short"]), *sentences_of(row["long"]), *contested]
    return RecordText("term", row["id"], _page_of("term", row["id"]), row["term"], said)


def _record(row: Row) -> RecordText:
    said = [f"{row['publisher']}: {row['title']}.", row["URL"]]
    page = _page_of("record", row["id"])
    return RecordText("record", row["id"], page, f"{row['publisher']}: {row['title']}", said)


def _position(row: Row, label: Callable[[str], str]) -> RecordText:
    name = f"{row['actor_name']}: {row['issue_label']}"
    said = [f"{label(row['stance'])}.", *sentences_of(row["summary"])]
    identity = f"{row['issue']}-{row['actor']}"
    page = _page_of("position", identity)
    return RecordText("position", identity, page, name, said, row["as_of"], row["stance"])


def _figure(row: Row) -> RecordText:
    titles = {column["id"]: column["title"] for column in row["columns"]}
    said = [f"{row['title']}.", *sentences_of(row["summary"]), *sentences_of(row["caveat"] or "")]
    for line in row["rows"]:
        known = ((key, value) for key, value in line["values"].items() if value is not None)
        parts = [*(f"{titles[key]}: {value}" for key, value in known), line["status"] or ""]
        said.append(f"{'; '.join(filter(None, parts))}.")
    return RecordText("figure", row["id"], _page_of("figure", row["id"]), row["title"], said)


def _in_full(kind: str, row: Row) -> RecordText:
    """Tell all that a record of any other kind says."""
    said = [sentence for value in row.values() for sentence in _sentences_in(value)]
    name = row.get(KINDS[kind].title) or row["id"]
    return RecordText(kind, row["id"], _page_of(kind, row["id"]), name, said)


def _sentences_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _sentences_in(inner)
    elif value is not None:
        yield from sentences_of(str(value))


_TOLD = {"event": _event, "figure": _figure, "record": _record, "term": _term}
"""How to tell what a record says, by kind; other kinds are told in full."""


def _read(site: str, name: str) -> str:
    if not re.match("https?://", site):
        return (Path(site) / DATA / name).read_text(encoding="utf-8")
    try:
        with urlopen(f"{site.rstrip('/')}/{DATA}{name}", timeout=30) as answer:  # noqa: S310
            return str(answer.read().decode("utf-8"))
    except HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(name) from None
        raise
