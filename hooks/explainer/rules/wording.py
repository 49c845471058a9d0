"""Names are unambiguous and used, and definitions short and to the point."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from explainer.addresses import PAGES
from explainer.names.finder import Name
from explainer.names.scope import coincide
from explainer.names.spelling import fits, inflections, matched_as
from explainer.problems import Place, Problem
from explainer.records import Actor, Term
from explainer.site import Site

SAYS_SOMETHING = 3
"""Words besides its own name that a definition has at least."""


def names_are_clear(site: Site) -> Iterator[Problem]:
    """On any page, a form answers to one record only."""
    taken: dict[str, list[tuple[str, Name]]] = {}
    for name in (name for names in site.names.values() for name in names):
        for form in sorted(name.spelled):
            holders = taken.setdefault(form.casefold(), [])
            other = next((n for f, n in holders if _clash(form, name, f, n)), None)
            holders.append((form, name))
            if other is not None:
                both = f'{name.kind} "{name.id}" and {other.kind} "{other.id}"'
                what = f'{both} both answer to "{form.casefold()}"'
                place = _place_of_name(site, name)
                yield Problem(place, "form-taken", what, "take the form out of one of them")
                break  # the plural of a form that is taken is no second problem


def _clash(form: str, name: Name, held: str, holder: Name) -> bool:
    if (name.kind, name.id) == (holder.kind, holder.id) or not coincide(name.pages, holder.pages):
        return False
    if name.exact and holder.exact:
        return form == held
    if name.exact:
        return fits(held, form)
    return fits(form, held) if holder.exact else True


def _place_of_name(site: Site, name: Name) -> Place:
    if name.kind == "page":
        return Place(f"docs/{name.id}", site.pages[name.id].line_of("names:"))
    return site.content.place(name.kind, name.id)


def forms_are_listed_once(site: Site) -> Iterator[Problem]:
    """An alias that the name or another alias covers already is noise."""
    for kind, record in _entries(site):
        seen: set[str] = set()
        names = site.names[f"{kind} {record.id}"]
        if len(names) == 1:
            continue
        for name, path in zip(names, _paths(record), strict=True):
            if name.spelled[:1] and name.spelled[0] in seen:
                what = f'{kind} "{record.id}" answers to "{name.form}" already'
                place = site.content.place(kind, record.id, *path)
                yield Problem(place, "form-repeated", what, "take it out")
            seen |= set(name.spelled)


def _paths(record: Term | Actor) -> list[tuple[str | int, ...]]:
    """Where each name of a record is written, in the order of `Site.names`."""
    lists = (("forms", record.forms), ("exact", record.exact))
    return [(), *((field, index) for field, forms in lists for index in range(len(forms)))]


def aliases_swallow_nothing(site: Site) -> Iterator[Problem]:
    """A term that stands in an alias of another record is still within the reader's reach.

    The longest name is the one that is marked, so the shorter one never is in that place. Where
    the record's own name holds it too, or its `see_also` leads there, nothing is lost.
    """
    for alias, place, own, reached, hint in _aliases(site):
        whole = matched_as(alias.form).casefold()
        kept = {found.id for found in _terms_in(own, site)} | set(reached)
        kept |= {alias.id} if alias.kind == "term" else set()
        for found in _terms_in(alias.form, site):
            equal = whole in {form.casefold() for form in found.spelled}
            if equal or found.id in kept or not coincide(alias.pages, found.pages):
                continue
            kept.add(found.id)
            what = f'the form "{alias.form}" of {alias.kind} "{alias.id}" swallows term'
            yield Problem(place(), "alias-swallows", f'{what} "{found.id}"', hint % found.id)


def _terms_in(text: str, site: Site) -> Iterator[Name]:
    return (name for name in site.finder.find_all(text) if name.kind == "term")


def _aliases(
    site: Site,
) -> Iterator[tuple[Name, Callable[[], Place], str, tuple[str, ...], str]]:
    """Every alias, its place, its record's own name, the terms that it leads to, what to do."""
    content, out = site.content, "take the form out"
    for kind, record in _entries(site):
        see_also = record.see_also if isinstance(record, Term) else ()
        hint = f'add "%s" to its see_also, or {out}' if isinstance(record, Term) else f"{out}%.0s"
        names = list(zip(site.names[f"{kind} {record.id}"], _paths(record), strict=True))
        for name, path in names[1:]:
            place = partial(content.place, kind, record.id, *path)
            yield name, place, record.name, see_also, hint
    for event in content.events.values():
        for index, name in enumerate(site.names.get(f"event {event.id}", ())):
            place = partial(content.place, "event", event.id, "forms", index)
            yield name, place, event.title, (), f"{out}%.0s"
    for page in site.pages.values():
        for name in site.names.get(f"page {page.path}", ()):
            yield name, partial(_place_of_name, site, name), page.title, (), f"{out}%.0s"


def definitions_are_short(site: Site) -> Iterator[Problem]:
    """A tooltip is read at a glance."""
    limit = site.content.style.max_definition_words if site.content.style else 30
    for kind, record in _entries(site):
        words = len(record.short.split())
        if words > limit:
            what = f'{kind} "{record.id}": short has {words} words'
            place = site.content.place(kind, record.id, "short")
            yield Problem(place, "long-definition", what, f"at most {limit}")


def definitions_explain(site: Site) -> Iterator[Problem]:
    """A definition says more than the words that it defines.

    Counted are different words of four or more letters; shorter ones mostly join others.
    """
    for kind, record in _entries(site):
        names = site.names[f"{kind} {record.id}"]
        own = {word for name in names for word in _words(name.form)}
        said = _words(record.short) - {form for word in own for form in inflections(word)}
        if len(said) < SAYS_SOMETHING:
            what = f'{kind} "{record.id}": short says hardly more than the name'
            place = site.content.place(kind, record.id, "short")
            yield Problem(place, "circular-definition", what, "say what it is in other words")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}


def terms_are_used(site: Site) -> Iterator[Problem]:
    """A term that no page links but the glossary explains a word that nobody reads, or says why.

    To be asked when all pages are rendered.
    """
    content = site.content
    unread = any(page.meta is None for page in site.pages.values())
    if unread or content.unreadable or any(content.broken.values()):
        return  # what a faulty record or page names is not known
    for name, term in content.terms.items():
        pages = {section.page.path for section in site.used_on("term", name)} - {PAGES["term"]}
        if not pages and not term.unlinked:
            what = f'term "{name}" is linked on no page but the glossary'
            hint = "add to forms the words that pages use, or say under unlinked why"
            yield Problem(content.place("term", name), "unused-term", what, hint)
        elif pages and term.unlinked:
            what = f'term "{name}" is linked on {min(pages)}, and says why it is not'
            place = content.place("term", name, "unlinked")
            yield Problem(place, "unused-term", what, "take unlinked out")


def _entries(site: Site) -> Iterator[tuple[str, Term | Actor]]:
    for kind, entries in site.content.entries.items():
        yield from ((kind, entry) for entry in entries.values())
