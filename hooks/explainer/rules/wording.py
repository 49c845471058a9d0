"""Names are unambiguous and used; definitions are short and informative."""

import re
from collections.abc import Iterator
from typing import Any

from explainer.addresses import page_of
from explainer.names.finder import Name
from explainer.names.spelling import fits, inflections, matched_as
from explainer.problems import Place, Problem
from explainer.records.kinds import KINDS
from explainer.records.subject import Term
from explainer.refs import Ref
from explainer.site import Site, WrittenName

SAYS_SOMETHING = 3
"""Fewest words that a definition has besides its own name."""


def names_are_clear(site: Site) -> Iterator[Problem]:
    """On any page, a form belongs to one record only."""
    taken: dict[str, list[tuple[str, Name]]] = {}
    for name in (written.name for names in site.names.values() for written in names):
        for form in sorted(name.spelled):
            holders = taken.setdefault(form.casefold(), [])
            other = next((n for f, n in holders if _clash(form, name, f, n)), None)
            holders.append((form, name))
            if other is not None:
                both = f"{name.ref.called} and {other.ref.called}"
                what = f'{both} both match "{form.casefold()}"'
                place = _place_of_record(site, name.ref)
                yield Problem(place, "form-taken", what, "remove it from one of them")
                break  # the plural of the same form is not a second problem


def _clash(form: str, name: Name, held: str, holder: Name) -> bool:
    if name.ref == holder.ref or not name.meets(holder):
        return False
    if name.exact and holder.exact:
        return form == held
    if name.exact:
        return fits(held, form)
    return fits(form, held) if holder.exact else True


def _place_of_record(site: Site, ref: Ref, *path: str | int) -> Place:
    if ref.kind == "page":
        return site.pages[ref.id].place("names:")
    return site.content.place(ref, *path)


def forms_are_listed_once(site: Site) -> Iterator[Problem]:
    """No alias repeats what the name or another alias already covers."""
    for ref, names in site.names.items():
        seen: set[str] = set()
        for name, path in names:
            if name.spelled[:1] and name.spelled[0] in seen:
                what = f'{ref.called} already matches "{name.form}"'
                yield Problem(
                    _place_of_record(site, ref, *path), "form-repeated", what, "remove it"
                )
            seen |= set(name.spelled)


def aliases_swallow_nothing(site: Site) -> Iterator[Problem]:
    """An alias of one record does not hide a term that it contains.

    Only the longest name is linked, so a shorter one inside it never is. This is fine if the
    record's own name contains the term too, or its `see_also` names it.
    """
    for ref, names in site.names.items():
        record = site.content.get(ref)
        has_see_also = hasattr(record, "see_also")
        kept = {ref, *(Ref("term", name) for name in getattr(record, "see_also", ()))}
        title = site.pages[ref.id].title if ref.kind == "page" else site.title_of(ref)
        kept |= {name.ref for name in site.finder.find_all(title)}
        for alias, path in names:
            if not path and ref.kind != "page":
                continue  # the record's own name
            whole = matched_as(alias.form).casefold()
            for term in site.finder.find_all(alias.form):
                equal = whole in {form.casefold() for form in term.spelled}
                if term.ref.kind != "term" or term.ref in kept or equal or not alias.meets(term):
                    continue
                kept.add(term.ref)
                what = f'the form "{alias.form}" of {ref.called} hides {term.ref.called}'
                hint = f'add "{term.ref.id}" to its see_also, or remove the form'
                if not has_see_also:
                    hint = "remove the form, or use another word for the term"
                place = _place_of_record(site, ref, *path)
                yield Problem(place, "alias-swallows", what, hint)


def definitions_are_short(site: Site) -> Iterator[Problem]:
    """A short text can be read at a glance in a panel."""
    limit = site.content.style.max_definition_words if site.content.style else 30
    for ref, record, _ in _defined(site):
        words = len(record.short.split())
        if words > limit:
            what = f"{ref.called}: short has {words} words"
            place = site.content.place(ref, "short")
            yield Problem(place, "long-definition", what, f"at most {limit}")


def definitions_explain(site: Site) -> Iterator[Problem]:
    """A definition says more than the words that it defines.

    Only distinct words of four or more letters count; shorter ones are mostly function words.
    """
    for ref, record, names in _defined(site):
        own = {word for written in names for word in _words(written.name.form)}
        said = _words(record.short) - {form for word in own for form in inflections(word)}
        if len(said) < SAYS_SOMETHING:
            what = f"{ref.called}: short says hardly more than the name"
            place = site.content.place(ref, "short")
            yield Problem(place, "circular-definition", what, "explain it in other words")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}


def terms_are_used(site: Site) -> Iterator[Problem]:
    """A term is linked on a page other than the glossary or says why not, but not both.

    Requires all pages to be rendered.
    """
    content = site.content
    for ref, term in content.by_ref(Term):
        pages = {section.page.path for section in site.uses.get(ref, ())} - {page_of(ref)}
        if not pages and not term.unlinked:
            what = f'term "{ref.id}" is linked on no page but the glossary'
            hint = "add the words that pages use to forms, or say why under unlinked"
            yield Problem(content.place(ref), "unused-term", what, hint)
        elif pages and term.unlinked:
            what = f'term "{ref.id}" is linked on {min(pages)}, but unlinked says why it is not'
            place = content.place(ref, "unlinked")
            yield Problem(place, "unused-term", what, "remove unlinked")


def _defined(site: Site) -> Iterator[tuple[Ref, Any, list[WrittenName]]]:
    for ref, names in site.names.items():
        if ref.kind in KINDS and KINDS[ref.kind].panel:
            yield ref, site.content.get(ref), names
