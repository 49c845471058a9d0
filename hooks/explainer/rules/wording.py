"""Names are unambiguous, and definitions short."""

from collections.abc import Iterator

from explainer.names import Name, spellings
from explainer.problems import Place, Problem
from explainer.records import Actor, Term
from explainer.site import Site, names_of


def names_are_clear(site: Site) -> Iterator[Problem]:
    """A form answers to one record only."""
    taken: dict[str, tuple[str, str]] = {}
    for name in names_of(site):
        for form in sorted({form.casefold() for form in spellings(name)}):
            kind, holder = taken.setdefault(form, (name.kind, name.id))
            if (kind, holder) != (name.kind, name.id):
                what = f'{name.kind} "{name.id}" and {kind} "{holder}" both answer to "{form}"'
                place = _place_of_name(site, name)
                yield Problem(place, "form-taken", what, "take the form out of one of them")
                break  # the plural of a form that is taken is no second problem


def _place_of_name(site: Site, name: Name) -> Place:
    if name.kind == "page":
        return Place(f"docs/{name.id}", site.pages[name.id].line_of("names:"))
    return site.content.place(name.kind, name.id)


def forms_are_listed_once(site: Site) -> Iterator[Problem]:
    """An alias that the name or another alias covers already is noise."""
    for kind, record in _entries(site):
        seen = {record.name}
        plural = kind == "term"
        for index, form in enumerate(record.forms):
            covered = {s for known in seen for s in spellings(Name(known, kind, record.id, plural))}
            if form in covered:
                what = f'{kind} "{record.id}" answers to "{form}" already'
                place = site.content.place(kind, record.id, "forms", index)
                yield Problem(place, "form-repeated", what, "take it out")
            seen.add(form)


def definitions_are_short(site: Site) -> Iterator[Problem]:
    """A tooltip is read at a glance."""
    limit = site.content.style.max_definition_words if site.content.style else 30
    for kind, record in _entries(site):
        words = len(record.short.split())
        if words > limit:
            what = f'{kind} "{record.id}": short has {words} words'
            place = site.content.place(kind, record.id, "short")
            yield Problem(place, "long-definition", what, f"at most {limit}")


def _entries(site: Site) -> Iterator[tuple[str, Term | Actor]]:
    yield from (("term", term) for term in site.content.terms.values())
    yield from (("actor", actor) for actor in site.content.actors.values())
