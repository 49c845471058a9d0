"""Enough publishers of a good class stand behind every fact."""

import re
from collections.abc import Iterator

from explainer.content import Content
from explainer.problems import Problem, did_you_mean
from explainer.records import PublicRecord
from explainer.site import Site


def facts_are_sourced(site: Site) -> Iterator[Problem]:
    """Enough publishers of a good class stand behind every fact."""
    content = site.content
    for name, statement in content.statements.items():
        if statement.check:
            where = ("statement", name, "check")
            yield from _sourced(
                content, where, statement.check.record, statement.check.note, statement.speaker
            )
    for name, event in content.events.items():
        text = f"{event.title} {event.summary}"
        yield from _sourced(content, ("event", name, "sources"), event.sources, text, None)
    for name, term in content.terms.items():
        yield from _sourced(content, ("term", name, "sources"), term.sources, term.long, None)
    for name, actor in content.actors.items():
        if actor.kind == "person" or actor.sources:
            yield from _sourced(content, ("actor", name, "sources"), actor.sources, "", actor.id)


def _sourced(
    content: Content,
    where: tuple[str, str, str],
    ids: tuple[str, ...],
    text: str,
    speaker: str | None,
) -> Iterator[Problem]:
    kind, name, field = where
    records = [content.record[i] for i in ids if i in content.record]
    if len(records) < len(ids):
        return  # an unknown record is reported already
    good = {r.publisher for r in records if _counts(r, content, speaker)}
    place = content.place(kind, name, field)
    if not good:
        what = f'{kind} "{name}" rests on no publisher of class primary or established'
        yield Problem(place, "weak-source", what, "add a better source or leave the fact out")
    elif len(good) < 2 and (figure := figure_in(text, content)):
        what = f'{kind} "{name}" gives the figure "{figure}" on one publisher'
        yield Problem(place, "one-publisher", what, "add a second publisher or drop the figure")


def _counts(record: PublicRecord, content: Content, speaker: str | None) -> bool:
    publisher = content.publishers.get(record.publisher)
    if publisher is None:
        return True  # reported as unknown-publisher
    if publisher.rank == "state-media":
        return speaker is not None and publisher.speaks_for == speaker
    return publisher.rank in ("primary", "established")


def figure_in(text: str, content: Content) -> str:
    """The first figure in a text, such as `30 per cent`; empty when there is none.

    Years, dates and names with numbers are not figures: what counts is a number before one of the
    words in style.yml, or one with a thousands separator.
    """
    words = "|".join(map(re.escape, content.style.figure_words)) if content.style else "%"
    match = re.search(rf"\d+(?:,\d{{3}})+|\d[\d.,]*\s?(?:{words})\b|\d[\d.,]*%", text)
    return match[0] if match else ""


def positions_are_clear(site: Site) -> Iterator[Problem]:
    """One position for an actor and issue, each sourced, both known."""
    content = site.content
    if not content.positions:
        return
    seen: set[tuple[str, str]] = set()
    document, _ = content.documents["positions positions.yml"]
    for index, position in enumerate(content.positions):
        what = f'position of "{position.actor}" on "{position.issue}"'
        place = document.place("positions", index)
        if (position.actor, position.issue) in seen:
            yield Problem(place, "duplicate-position", f"{what} exists already")
        seen.add((position.actor, position.issue))
        if position.actor not in content.actors and not content.excused("actor", position.actor):
            hint = did_you_mean(position.actor, content.actors)
            yield Problem(document.place("positions", index, "actor"), "unknown-actor", what, hint)
        if position.issue not in content.issues:
            hint = did_you_mean(position.issue, content.issues)
            yield Problem(document.place("positions", index, "issue"), "unknown-issue", what, hint)
        named = [*position.sources, *(position.later.sources if position.later else ())]
        for other in named:
            if other not in content.record and not content.excused("record", other):
                hint = did_you_mean(other, content.record)
                yield Problem(place, "unknown-record", f'{what} names record "{other}"', hint)
        records = [content.record[i] for i in position.sources if i in content.record]
        all_known = len(records) == len(position.sources)
        if all_known and not any(_counts(r, content, position.actor) for r in records):
            yield Problem(place, "weak-source", f"{what} rests on no good publisher")
