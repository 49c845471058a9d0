"""Every fact has enough publishers of a reliable class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.problems import Problem
from explainer.records.content import Content
from explainer.records.evidence import PublicRecord, Publisher, Statement
from explainer.records.figures import Figure
from explainer.records.references import cited_ref
from explainer.records.subject import Actor, Event, Position, Term
from explainer.refs import Ref
from explainer.site import Site

_OF_COPY = re.compile(r"https://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(.+)")


@dataclass(frozen=True)
class Fact:
    """What a record states, and its sources in the public record.

    The state media of the `speaker`, whose own words it reports, count as a source.
    """

    text: str
    sources: tuple[str, ...]
    speaker: str | None = None
    contested: bool = False


def facts_are_sourced(site: Site) -> Iterator[Problem]:
    """Every fact has a publisher of a reliable class; contested facts and figures have two."""
    content = site.content
    known = content.all(PublicRecord)
    for ref, field, fact in _facts(content):
        records = [known[name] for name in fact.sources if name in known]
        if len(records) < len(fact.sources):
            continue  # an unknown record is reported already
        good = {_told_by(r, content) for r in records if _counts(r, content, fact.speaker)}
        figure = figure_in(fact.text, content) if len(good) < 2 else ""
        if not good:
            rule, what = "weak-source", "rests on no publisher of class primary or established"
            hint = "add a better source, or leave the fact out"
        elif figure or (len(good) < 2 and fact.contested):
            reason = f'gives the figure "{figure}"' if figure else "is contested and rests"
            rule, what = "one-publisher", f"{reason} on one publisher"
            hint = "add a second publisher, or leave the fact out"
        else:
            continue
        yield Problem(content.place(ref, field), rule, f"{content.called(ref)} {what}", hint)


def _facts(content: Content) -> Iterator[tuple[Ref, str, Fact]]:
    for ref, statement in content.by_ref(Statement):
        if check := statement.check:
            yield ref, "check", Fact(check.note, check.record, statement.speaker)
    for ref, event in content.by_ref(Event):
        text = f"{event.title} {event.summary}"
        yield ref, "sources", Fact(text, event.sources, contested=event.contested is not None)
    for ref, term in content.by_ref(Term):
        text = f"{term.short} {term.long}"
        yield ref, "sources", Fact(text, term.sources, contested=term.contested is not None)
    for ref, actor in content.by_ref(Actor):
        if actor.kind == "person" or actor.sources:
            yield ref, "sources", Fact(actor.long, actor.sources, actor.id)
    for ref, position in content.by_ref(Position):
        for stand in position.stands:
            fact = Fact(stand.summary, stand.sources, position.actor)
            yield ref, "sources" if stand is position else "earlier", fact
    for ref, figure in content.by_ref(Figure):
        # The figure names who counted, so one publisher is enough.
        if records := tuple(key for key in figure.sources if cited_ref(key).kind == "record"):
            yield ref, "sources", Fact("", records)


def copies_are_of_their_page(site: Site) -> Iterator[Problem]:
    """If the address of an archived copy names a page, it is that of the record.

    Scheme, `www.` and a slash at the end may differ.
    """
    content = site.content
    for ref, record in content.by_ref(PublicRecord):
        copied = _OF_COPY.match(record.archived or "")
        if copied and _bare(copied[1]) != _bare(record.url):
            what = f'the archived copy of record "{ref.id}" is of {copied[1]}, not of {record.url}'
            place = content.place(ref, "archived")
            yield Problem(place, "archived-other", what, "give a copy of the same page")


def pages_have_one_entry(site: Site) -> Iterator[Problem]:
    """No two entries of the public record lead to the same page."""
    first: dict[str, str] = {}
    for name, record in site.content.all(PublicRecord).items():
        other = first.setdefault(_bare(record.url), name)
        if other != name:
            what = f'record "{name}" is the same page as record "{other}"'
            place = site.content.place(Ref("record", name), "url")
            yield Problem(place, "page-twice", what, "cite one of them, and remove the other")


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


def _told_by(record: PublicRecord, content: Content) -> str:
    """Return the publisher of the text that a record retells, or of the record itself."""
    followed = {record.id}
    while record.origin and record.origin not in followed:
        followed.add(record.origin)
        record = content.all(PublicRecord).get(record.origin, record)
    return record.publisher


def _counts(record: PublicRecord, content: Content, speaker: str | None) -> bool:
    publisher = content.all(Publisher).get(record.publisher)
    if publisher is None:
        return True  # reported as unknown-publisher
    if publisher.rank == "state-media":
        return speaker is not None and publisher.speaks_for == speaker
    return publisher.rank in ("primary", "established")


def figure_in(text: str, content: Content) -> str:
    """Return the first figure in a text, such as `30 per cent`; empty if there is none.

    A figure is a number with a per cent sign or thousands separator, or one before a word listed in
    style.yml. Years, dates and names with numbers are not figures.
    """
    listed = content.style.figure_words if content.style else ()
    words = "|".join(map(re.escape, listed)) or "%"
    match = re.search(rf"\d+(?:,\d{{3}})+|\d[\d.,]*\s?(?:{words})\b|\d[\d.,]*%", text)
    return match[0] if match else ""
