"""Rules that hold between records. Each is a small generator of problems."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from explainer.dates import UNDATED
from explainer.loading import Content
from explainer.names import spellings
from explainer.pages import TopicMeta
from explainer.problems import Problem, did_you_mean
from explainer.records import Actor, PublicRecord
from explainer.site import Site, names_of

Rule = Callable[[Site], Iterator[Problem]]


def check_records(site: Site) -> list[Problem]:
    """Everything that can be said of the records before a page is rendered."""
    return [problem for rule in BEFORE for problem in rule(site)]


def check_use(site: Site) -> list[Problem]:
    """Everything that needs all pages: what is used, and what is not."""
    return [problem for rule in AFTER for problem in rule(site)]


def _references(content: Content) -> Iterator[tuple[str, str, tuple[str | int, ...], str, str]]:
    """Every place where a record names another: kind, id, path of the field, kind named, id named."""
    for name, statement in content.statements.items():
        yield from _each("statement", name, ("speaker",), "actor", [statement.speaker])
        if statement.check:
            yield from _each(
                "statement", name, ("check", "record"), "record", statement.check.record
            )
    for name, publisher in content.publishers.items():
        yield from _each("publisher", name, ("speaks_for",), "actor", [publisher.speaks_for])
    for name, record in content.record.items():
        yield from _each("record", name, ("publisher",), "publisher", [record.publisher])
    for name, term in content.terms.items():
        yield from _each("term", name, ("see_also",), "term", term.see_also)
        yield from _each("term", name, ("sources",), "record", term.sources)
    for name, actor in content.actors.items():
        yield from _each("actor", name, ("sources",), "record", actor.sources)
    for name, event in content.events.items():
        yield from _each("event", name, ("actors",), "actor", event.actors)
        yield from _each("event", name, ("topics",), "topic", event.topics)
        yield from _each("event", name, ("led_to",), "event", event.led_to)
        yield from _each("event", name, ("sources",), "record", event.sources)
    for name, question in content.open_questions.items():
        yield from _each("open-question", name, ("topics",), "topic", question.topics)
        yield from _each("open-question", name, ("statements",), "statement", question.statements)
        yield from _each("open-question", name, ("record",), "record", question.record)
    for name, reader_question in content.questions.items():
        yield from _each("question", name, ("topics",), "topic", reader_question.topics)


def _each(
    kind: str, name: str, path: tuple[str, ...], named: str, ids: Iterable[str | None]
) -> Iterator[tuple[str, str, tuple[str | int, ...], str, str]]:
    for index, other in enumerate(ids):
        if other is not None:
            yield kind, name, (*path, index), named, other


def _known(site: Site) -> dict[str, Collection[str]]:
    content = site.content
    return {
        "statement": content.statements,
        "record": content.record,
        "publisher": content.publishers,
        "term": content.terms,
        "actor": content.actors,
        "event": content.events,
        "topic": site.topics,
    }


def unknown_names(site: Site) -> Iterator[Problem]:
    """Records name only records that exist."""
    known = _known(site)
    for kind, name, path, named, other in _references(site.content):
        if other in known[named] or site.content.excused(named, other):
            continue
        what = f'{kind} "{name}" names {named} "{other}"'
        place = site.content.place(kind, name, *path)
        yield Problem(place, f"unknown-{named}", what, did_you_mean(other, known[named]))


def unknown_topics_in_pages(site: Site) -> Iterator[Problem]:
    """`read_next` and `related` lead to topics that exist."""
    for page in site.topics.values():
        if isinstance(page.meta, TopicMeta):
            for name in filter(None, [page.meta.read_next, *(r.page for r in page.meta.related)]):
                if name not in site.topics:
                    hint = did_you_mean(name, site.topics)
                    page.report("unknown-topic", f'topic "{name}" does not exist', name, hint)
    return
    yield  # the problems are kept with their pages


def dates_in_order(site: Site) -> Iterator[Problem]:
    """Nothing ends before it begins, and consequences come later."""
    content = site.content
    for name, event in content.events.items():
        if event.end and event.end.last_day < event.date.first_day:
            what = f'event "{name}" ends {event.end} and begins {event.date}'
            yield Problem(content.place("event", name, "end"), "end-before-start", what)
        for other in event.led_to:
            later = content.events.get(other)
            if later and later.date.first_day < event.date.first_day:
                what = f'event "{name}" led to "{other}", which is earlier'
                yield Problem(content.place("event", name, "led_to"), "led-to-order", what)
    for name, actor in content.actors.items():
        yield from _posts_in_order(name, actor, content)


def _posts_in_order(name: str, actor: Actor, content: Content) -> Iterator[Problem]:
    for index, post in enumerate(actor.posts):
        if post.started and post.ended and post.ended.last_day < post.started.first_day:
            what = f'actor "{name}": "{post.title}" ends {post.ended} and begins {post.started}'
            place = content.place("actor", name, "posts", index, "to")
            yield Problem(place, "end-before-start", what)


def names_are_clear(site: Site) -> Iterator[Problem]:
    """A form belongs to one record, and is written once."""
    taken: dict[str, tuple[str, str]] = {}
    for name in names_of(site):
        owner = (name.kind, name.id)
        place = _place_of_name(site, name.kind, name.id)
        for form in {form.casefold() for form in spellings(name)}:
            holder = taken.setdefault(form, owner)
            if holder != owner:
                what = (
                    f'{name.kind} "{name.id}" and {holder[0]} "{holder[1]}" both answer to "{form}"'
                )
                yield Problem(place, "form-taken", what, "take the form out of one of them")
    for kind, records in (("term", site.content.terms), ("actor", site.content.actors)):
        for record_id, record in records.items():
            own = record.term if kind == "term" else record.name  # type: ignore[attr-defined]
            seen = {own.casefold()}
            for form in record.forms:  # type: ignore[attr-defined]
                if form.casefold() in seen and form == form.lower():
                    what = f'{kind} "{record_id}" lists "{form}" again'
                    place = site.content.place(kind, record_id, "forms")
                    yield Problem(place, "form-repeated", what, "take it out")
                seen.add(form.casefold())


def _place_of_name(site: Site, kind: str, name: str) -> Any:
    if kind == "page":
        from explainer.problems import Place

        return Place(f"docs/{name}", site.pages[name].line_of("names:"))
    return site.content.place(kind, name)


def definitions_are_short(site: Site) -> Iterator[Problem]:
    """A tooltip is read at a glance."""
    limit = site.content.style.max_definition_words if site.content.style else 30
    for kind, records in (("term", site.content.terms), ("actor", site.content.actors)):
        for name, record in records.items():
            words = len(record.short.split())  # type: ignore[attr-defined]
            if words > limit:
                what = f'{kind} "{name}": short has {words} words'
                place = site.content.place(kind, name, "short")
                yield Problem(place, "long-definition", what, f"at most {limit}")


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
    match = re.search(rf"\d+(?:,\d{{3}})+|\d[\d.,]*\s?(?:{words})\b|\d%", text)
    return match[0] if match else ""


def sources_are_whole(site: Site) -> Iterator[Problem]:
    """Every sentence of a source has a statement, and no statement lies beyond it."""
    content = site.content
    for name, source in content.sources.items():
        for index, paragraph in enumerate(source.paragraphs):
            place = content.place("source", name, "paragraphs", index)
            numbers = {s.numbers for s in paragraph.statements}
            for sentence in range(1, paragraph.sentences + 1):
                if (index + 1, sentence) not in numbers:
                    what = f'sentence "{name}:{index + 1}.{sentence}" has no statement'
                    yield Problem(place, "sentence-missing", what, "add one, or leave it out")
            for s, statement in enumerate(paragraph.statements):
                number, sentence = statement.numbers
                if number != index + 1 or not 1 <= sentence <= paragraph.sentences:
                    what = f'statement "{name}:{statement.id}" stands in paragraph {index + 1}'
                    there = content.place(
                        "source", name, "paragraphs", index, "statements", s, "id"
                    )
                    hint = f"which has {paragraph.sentences} sentences"
                    yield Problem(there, "sentence-beyond", what, hint)
                if number in source.open_occasion and str(statement.as_of) != UNDATED:
                    what = f'statement "{name}:{statement.id}" is dated though its occasion is open'
                    there = content.place("statement", f"{name}:{statement.id}", "as_of")
                    yield Problem(there, "bound-to-meeting", what, "write undated")


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
        if not any(_counts(r, content, position.actor) for r in records):
            yield Problem(place, "weak-source", f"{what} rests on no good publisher")


def redirects_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A redirect leads from an id that is gone to one that is there."""
    content = site.content
    known = {**_known(site), "question": content.questions, "open-question": content.open_questions}
    for index, redirect in enumerate(content.redirects):
        document, _ = content.documents.get(f"redirect {index}", (None, ()))
        place = document.place(index) if document else content.place("style", "style.yml")
        if redirect.old in known[redirect.kind]:
            what = f'{redirect.kind} "{redirect.old}" still exists'
            yield Problem(place, "redirect", what, "take the redirect out")
        if redirect.new and redirect.new not in known[redirect.kind]:
            what = f'{redirect.kind} "{redirect.new}" does not exist'
            yield Problem(place, "redirect", what, did_you_mean(redirect.new, known[redirect.kind]))


def topics_have_open_questions(site: Site) -> Iterator[Problem]:
    """Each topic page says what the sources do not."""
    asked = {topic for q in site.content.open_questions.values() for topic in q.topics}
    if "open-question" in site.content.unreadable:
        return
    for name, page in site.topics.items():
        if name not in asked:
            page.report("no-open-question", f'topic "{name}" has no open question')
    return
    yield  # the problems are kept with their pages


def statements_are_used(site: Site) -> Iterator[Problem]:
    """A statement is cited on a topic page, or left out with a reason, and never both."""
    cited = {key for page in site.topics.values() for key in page.cited}
    anywhere = {key for page in site.pages.values() for key in page.cited}
    for name, statement in site.content.statements.items():
        if statement.left_out and name in anywhere:
            what = f'statement "{name}" is left out and cited'
            place = site.content.place("statement", name, "left_out")
            yield Problem(place, "left-out-used", what, "take the reason out or the citation")
        elif not statement.left_out and name not in cited:
            what = f'statement "{name}" is cited on no topic page'
            place = site.content.place("statement", name)
            yield Problem(place, "statement-unused", what, "cite it, or say why it is left out")


def record_is_used(site: Site) -> Iterator[Problem]:
    """The public record holds what the site cites and nothing else."""
    content = site.content
    used = {key for page in site.pages.values() for key in page.cited}
    used |= {other for _, _, _, named, other in _references(content) if named == "record"}
    for position in content.positions:
        used.update(position.sources, position.later.sources if position.later else ())
    if content.unreadable or any(content.broken.values()):
        return  # what a faulty record cites is not known
    for name in content.record.keys() - used:
        place = content.place("record", name)
        yield Problem(place, "unused-record", f'record "{name}" is cited nowhere', "take it out")
    publishers = {record.publisher for record in content.record.values()}
    for name in content.publishers.keys() - publishers:
        place = content.place("publisher", name)
        yield Problem(place, "unused-publisher", f'publisher "{name}" has no record', "take it out")


BEFORE: tuple[Rule, ...] = (
    unknown_names,
    unknown_topics_in_pages,
    dates_in_order,
    names_are_clear,
    definitions_are_short,
    facts_are_sourced,
    sources_are_whole,
    positions_are_clear,
    redirects_lead_somewhere,
    topics_have_open_questions,
)
AFTER: tuple[Rule, ...] = (statements_are_used, record_is_used)
