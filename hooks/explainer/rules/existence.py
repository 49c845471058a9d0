"""Records and pages refer only to what exists."""

import re
from collections.abc import Iterator

from explainer.problems import Place, Problem, did_you_mean, which_was_meant
from explainer.records import lasting_ids
from explainer.records.content import LABELS, Reference
from explainer.records.editorial import Change, Redirect
from explainer.records.kinds import KINDS, unknown_rule
from explainer.records.references import broken_citation, references
from explainer.records.subject import Actor, Term
from explainer.records.yaml_lines import KeyPath
from explainer.refs import Ref
from explainer.site import Site

_CITED = r"[a-z0-9-]+(:\d+\.\d+[a-z]?)?$"
"""How a statement or a record is named, whether it exists or not."""

_SHOWN_ON = {
    "timeline.md": ("filters",),
    "positions.md": ("filters", "positions"),
    "glossary.md": ("filters",),
    "whos-who.md": ("filters",),
    "sources.md": ("filters",),
    "record.md": ("checked",),
    "coverage.md": ("coverage",),
    "data.md": ("data-files",),
    "print.md": ("pages",),
    "editors/rules.md": ("rules",),
    "editors/records.md": ("record-fields",),
    "editors/how-a-page-is-made.md": ("way-of-a-page",),
}
"""What a page is there for, besides the list of a kind: the names of directives."""


def unknown_names(site: Site) -> Iterator[Problem]:
    """Records, and the front matter of topic pages, refer only to what exists."""
    for reference in _references(site):
        named = reference.named
        if named.id not in site.known(named.kind):
            called = site.content.called(reference.ref)
            what = f"{called} names {named.called}, which does not exist"
            hint = which_was_meant(named, site.known(named.kind))
            if named.kind in ("statement", "record") and not re.match(_CITED, named.id):
                hint = hint or "write source:7.2 for a statement, or the id of a record"
            place = _place_of(reference, site)
            yield Problem(place, unknown_rule(named.kind), what, hint, missing=named)


def names_stand_once(site: Site) -> Iterator[Problem]:
    """No record or topic page names itself, or another twice in one list."""
    met: set[tuple[Ref, KeyPath, Ref]] = set()
    for reference in _references(site):
        ref, path, named = reference
        listed = (ref, path[:-1], named)
        if named == ref:
            what = "names itself"
        elif isinstance(path[-1], int) and listed in met:
            what = f"names {named.called} twice"
        else:
            met.add(listed)
            continue
        what = f"{site.content.called(ref)} {what}"
        yield Problem(_place_of(reference, site), "named-twice", what, "remove it")


def _references(site: Site) -> Iterator[Reference]:
    yield from site.content.references
    for name, page in site.topics.items():
        for path, named in references(page.meta) if page.meta else ():
            yield Reference(Ref("topic", name), path, named)


def _place_of(reference: Reference, site: Site) -> Place:
    if reference.ref.kind == "topic":
        return site.topics[reference.ref.id].place(f"{reference.path[0]}:")
    return site.content.place(reference.ref, *reference.path)


def citations_are_whole(site: Site) -> Iterator[Problem]:
    """Records whose texts may cite hold no citation that was mistyped."""
    for ref, path, text in site.content.citing_texts:
        if found := broken_citation(text):
            place = site.content.place(ref, *path)
            hint = "write [@source:7.2; @id], with both brackets"
            yield Problem(place, "broken-citation", f'"{found}" is not a citation', hint)


def pages_are_there(site: Site) -> Iterator[Problem]:
    """The first page, the pages of all kinds and those that the navigation names exist."""
    for path in sorted(site.lost_pages):
        if listed := {name: k.directive for name, k in KINDS.items() if k.page == path}:
            what = f"the page that lists every {' and '.join(listed)} is missing"
            directives = " and ".join(f'"/// {name}"' for name in dict.fromkeys(listed.values()))
            hint = f"create it with {directives}"
            yield Problem(Place(f"docs/{path}"), "no-entry", what, hint)
        elif path == "index.md":
            what = "the first page of the site is missing"
            yield Problem(Place(f"docs/{path}"), "no-entry", what, "create it")
        else:
            what = f'nav names the page "{path}", which does not exist'
            hint = did_you_mean(path, site.pages)
            yield Problem(site.in_nav[path], "configuration", what, hint)


def lists_are_shown(site: Site) -> Iterator[Problem]:
    """The page of each kind lists its records, so that links to them work.

    A page that is there for another generated part shows that part. Requires all pages to be
    rendered.
    """
    for name, kind in KINDS.items():
        page = site.pages.get(kind.page)
        if not page or not kind.directive or not site.content.records[name]:
            continue
        if not any(d.name == kind.directive and not d.options for d in page.directives):
            what = f"the page does not list every {name}, though other pages link to them here"
            place = Place(f"docs/{kind.page}")
            yield Problem(place, "no-entry", what, f'add "/// {kind.directive}" and close it')
    for page in site.written_pages:
        shown = {directive.name for directive in page.directives}
        for name in _SHOWN_ON.get(page.path, ("open-questions",) if page.topic else ()):
            if name not in shown:
                what = f'the page lacks the directive that it exists for, "/// {name}"'
                yield Problem(page.place(), "bare-page", what, "add it and close it")


def footer_leads_somewhere(site: Site) -> Iterator[Problem]:
    """The footer pages named in mkdocs.yml exist."""
    for title, path in site.publication.footer.items():
        if path not in site.pages:
            what = f'extra.footer names the page "{path}", which does not exist'
            hint = did_you_mean(path, site.pages)
            place = site.configuration.place("extra", "footer", title)
            yield Problem(place, "configuration", what, hint, missing=Ref("page", path))


def unknown_groups(site: Site) -> Iterator[Problem]:
    """Every group and side has a label in style.yml, and each label there is for something."""
    content = site.content
    if content.style is None:
        return
    labels = content.style.labels
    used: dict[str, tuple[Ref, str, str]] = {}  # each label, and where it is first needed
    for ref, term in content.by_ref(Term):
        used.setdefault(term.group, (ref, "group", term.group))
    for ref, actor in content.by_ref(Actor):
        used.setdefault(f"side-{actor.side}", (ref, "side", actor.side))
    for label, (ref, field, value) in used.items():
        if label not in labels:
            what = f'{ref.called} has the {field} "{value}", which has no label'
            others = [v for known, (_, f, v) in used.items() if f == field and known in labels]
            meant = did_you_mean(value, others) or did_you_mean(label, labels.keys() - used.keys())
            add = f'add "{label}" to labels in content/style.yml'
            hint = f"{meant} otherwise, {add}" if meant else add
            yield Problem(content.place(ref, field), "unknown-group", what, hint)
    known = {*LABELS, *used}
    unsure = content.incomplete or used.keys() - labels.keys()
    for label in () if unsure else labels.keys() - known:
        place = content.place(Ref("style", "style"), "labels", label)
        what = f'no group, side or choice is called "{label}"'
        hint = did_you_mean(label, known) or "remove it, or correct its name"
        yield Problem(place, "unknown-group", what, hint)


def unknown_sides(site: Site) -> Iterator[Problem]:
    """Every side of a party has an actor."""
    content = site.content
    if content.style is None or content.incomplete:
        return
    known = {actor.side for actor in content.all(Actor).values()}
    for at, party in enumerate(content.style.parties):
        for index, side in enumerate(party.sides):
            if side not in known:
                place = content.place(Ref("style", "style"), "parties", at, "sides", index)
                what = f'party "{party.id}" has the side "{side}", which no actor has'
                yield Problem(place, "unknown-group", what, did_you_mean(side, known))


def redirects_lead_somewhere(site: Site) -> Iterator[Problem]:
    """A redirect replaces an id that no longer exists with one that does."""
    content = site.content
    for ref, redirect in content.by_ref(Redirect):
        place = content.place(ref)
        if redirect.kind not in lasting_ids.lasting_kinds():
            hint = did_you_mean(redirect.kind, lasting_ids.lasting_kinds())
            what = f'there is no kind "{redirect.kind}" whose ids are published'
            yield Problem(place, "redirect", what, hint)
            continue
        present = content.records[redirect.kind]
        if redirect.old in present:
            what = f'{redirect.kind} "{redirect.old}" still exists'
            yield Problem(place, "redirect", what, "remove the redirect")
        new = Ref(redirect.kind, redirect.new or "")
        if new.id and new.id not in present:
            what, hint = f"{new.called} does not exist", which_was_meant(new, present)
            yield Problem(place, "redirect", what, hint, missing=new)


def published_ids_stay(site: Site) -> Iterator[Problem]:
    """Every published id exists or has a redirect."""
    return lasting_ids.lost_ids(site.content)


def changes_name_pages(site: Site) -> Iterator[Problem]:
    """A change is dated to the day and names existing pages; a correction gives both wordings."""
    addresses = {f"/{page.url}" for page in site.pages.values()}
    for ref, change in site.content.by_ref(Change):
        place = site.content.place(ref)
        named: dict[str, tuple[str | int, ...]] = {}  # each page and its first place
        for index, page in enumerate(change.pages):
            named.setdefault(page, ("pages", index))
        for index, detail in enumerate(change.details):
            named.setdefault(detail.page, ("details", index, "page"))
        for page, path in named.items():
            if page not in addresses:
                what = f'change "{change.id}" names page "{page}", which does not exist'
                hint, at = did_you_mean(page, addresses), site.content.place(ref, *path)
                yield Problem(at, "change-page", what, hint, missing=Ref("page", page))
        for field, text in (("was", change.was), ("says", change.says)):
            if change.kind == "correction" and not text:
                what = f'correction "{change.id}" lacks "{field}"'
                yield Problem(place, "change-page", what, "add it")
        if change.date.precision != "day":
            what = f'change "{change.id}": date "{change.date}" is not a day'
            yield Problem(place, "bad-value", what, "give the day, such as 2025-04-17")


def entries_name_pages(site: Site) -> Iterator[Problem]:
    """If a record's names are limited to some pages, each address is an existing page or folder."""
    addresses = {f"/{page.url}" for page in site.pages.values()}
    addresses |= {
        f"/{path[: slash.end()]}" for path in site.pages for slash in re.finditer("/", path)
    }
    for ref in site.names:
        for index, page in enumerate(getattr(site.content.get(ref), "pages", ())):
            if page not in addresses:
                place = site.content.place(ref, "pages", index)
                what = f'{ref.called} is limited to page "{page}", which does not exist'
                hint = did_you_mean(page, addresses)
                yield Problem(place, "unknown-page", what, hint, missing=Ref("page", page))
