"""Records and pages name only what exists."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from explainer.addresses import PAGES, anchor
from explainer.pages import PageState
from explainer.problems import Place, Problem, did_you_mean
from explainer.records import Actor, Term
from explainer.records import lasting_ids as published
from explainer.records.citing import citation_keys
from explainer.records.content import Content
from explainer.records.front_matter import TopicMeta
from explainer.site import Site


def references(content: Content) -> Iterator[tuple[str, str, tuple[str | int, ...], str, str]]:
    """Every place where a record names another: kind, id, field, kind named, id named."""
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
    for index, position in enumerate(content.positions):
        yield from _each("position", str(index), ("actor",), "actor", [position.actor])
        yield from _each("position", str(index), ("issue",), "issue", [position.issue])
        yield from _each("position", str(index), ("sources",), "record", position.sources)
        if later := position.later:
            yield from _each("position", str(index), ("later", "sources"), "record", later.sources)
    for name, question in content.open_questions.items():
        yield from _each("open-question", name, ("topics",), "topic", question.topics)
        yield from _each("open-question", name, ("statements",), "statement", question.statements)
        yield from _each("open-question", name, ("record",), "record", question.record)
    for name, reader_question in content.questions.items():
        yield from _each("question", name, ("topics",), "topic", reader_question.topics)
        for key in citation_keys(reader_question.answer):
            named = "statement" if ":" in key else "record"
            yield "question", name, ("answer",), named, key


def names_have_entries(site: Site) -> Iterator[Problem]:
    """What names in prose lead to is there. To be asked when all pages are rendered.

    MkDocs checks the links that it reads; those of names are made later, from this knowledge.
    """
    if any(page.meta is None for page in site.pages.values()):
        return  # what a page with broken front matter lists is not known
    lost: dict[str, list[str]] = {}
    for key in site.used():
        kind, _, name = key.partition(" ")
        listed = site.pages.get(PAGES.get(kind, ""))
        if kind in PAGES and (listed is None or anchor(kind, name) not in listed.anchors):
            lost.setdefault(PAGES[kind], []).append(site.content.called(kind, name))
    for path, names in lost.items():
        more = f" and {len(names) - 1} more" if names[1:] else ""
        what = f"the page has no entry for {names[0]}{more}, to which pages link"
        yield Problem(
            Place(f"docs/{path}"), "no-entry", what, "put the directive of the list there"
        )


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
        "issue": content.issues,
        "topic": site.topics,
    }


def unknown_names(site: Site) -> Iterator[Problem]:
    """Records name only records that exist."""
    known, content = _known(site), site.content
    for kind, name, path, named, other in references(content):
        if other in known[named] or content.excused(named, other):
            continue
        what = f'{content.called(kind, name)} names {named} "{other}"'
        place = content.place(kind, name, *path)
        yield Problem(place, f"unknown-{named}", what, did_you_mean(other, known[named]))


def unknown_groups(site: Site) -> Iterator[Problem]:
    """Groups and sides are those that readers see names for."""
    labels = site.content.style.labels if site.content.style else None
    if labels is None:
        return
    used = [("term", t.id, "group", t.group, t.group) for t in site.content.terms.values()]
    used += [
        ("actor", a.id, "side", a.side, f"side-{a.side}") for a in site.content.actors.values()
    ]
    for kind, name, field, value, label in used:
        if label not in labels:
            what = f'{kind} "{name}" has the {field} "{value}"'
            hint = did_you_mean(label, labels) or f'add "{label}" to labels in content/style.yml'
            yield Problem(site.content.place(kind, name, field), "unknown-group", what, hint)


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


def redirects_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A redirect leads from an id that is gone to one that is there."""
    content = site.content
    known = published.ids(content)
    for index, redirect in enumerate(content.redirects):
        present = known[redirect.kind]
        if redirect.old in present:
            place = content.place("redirect", str(index))
            what = f'{redirect.kind} "{redirect.old}" still exists'
            yield Problem(place, "redirect", what, "take the redirect out")
        new = redirect.new
        if new and new not in present and not content.excused(redirect.kind, new):
            place = content.place("redirect", str(index))
            what = f'{redirect.kind} "{new}" does not exist'
            yield Problem(place, "redirect", what, did_you_mean(new, present))


def published_ids_stay(site: Site) -> Iterator[Problem]:
    """No address that was published is lost."""
    return published.lost_ids(site.content)


def changes_name_pages(site: Site) -> Iterator[Problem]:
    """A change leads to pages that exist, and a correction says what was and what is."""
    addresses = {f"/{page.url}" for page in site.pages.values()}
    for change in site.content.changes:
        for page in change.pages:
            if page not in addresses:
                place = site.content.place("change", change.id)
                what = f'change "{change.id}" names page "{page}"'
                yield Problem(place, "change-page", what, did_you_mean(page, addresses))
        if change.kind == "correction" and not (change.was and change.says):
            place = site.content.place("change", change.id)
            what = f'correction "{change.id}" lacks "was" or "says"'
            yield Problem(place, "change-page", what, "add both")
        if change.date.precision != "day":
            place = site.content.place("change", change.id)
            what = f'change "{change.id}" was made on "{change.date}"'
            yield Problem(place, "bad-value", what, "give the day")


def entries_name_pages(site: Site) -> Iterator[Problem]:
    """Where a term or actor is kept to some pages, each address leads to a page or a folder."""
    addresses = {f"/{page.url}" for page in site.pages.values()}
    folders = {f"/{page.path[: at + 1]}" for page in site.pages.values() for at in _slashes(page)}
    entries: tuple[tuple[str, Mapping[str, Term | Actor]], ...] = (
        ("term", site.content.terms),
        ("actor", site.content.actors),
    )
    for kind, records in entries:
        for name, record in records.items():
            for index, page in enumerate(record.pages):
                if page not in addresses | folders:
                    place = site.content.place(kind, name, "pages", index)
                    what = f'{kind} "{name}" is kept to page "{page}", which does not exist'
                    hint = did_you_mean(page, addresses | folders)
                    yield Problem(place, "unknown-page", what, hint)


def _slashes(page: PageState) -> list[int]:
    return [at for at, sign in enumerate(page.path) if sign == "/"]
