"""Records and pages refer only to what exists."""

import re
from collections import Counter
from collections.abc import Iterator

from explainer.problems import Place, Problem, did_you_mean, which_was_meant
from explainer.records import lasting_ids
from explainer.records.editorial import Change, Redirect
from explainer.records.front_matter import TopicMeta
from explainer.records.kinds import KINDS, unknown_rule
from explainer.records.labels import LABELS
from explainer.records.references import broken_citation
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
    """Records refer only to existing records."""
    content = site.content
    known = {kind: site.known(kind) for kind in {r.named.kind for r in content.references}}
    for ref, path, named in content.references:
        if named.id not in known[named.kind]:
            what = f"{content.called(ref)} names {named.called}, which does not exist"
            hint = which_was_meant(named, known[named.kind])
            if named.kind in ("statement", "record") and not re.match(_CITED, named.id):
                hint = hint or "write source:7.2 for a statement, or the id of a record"
            place = content.place(ref, *path)
            yield Problem(place, unknown_rule(named.kind), what, hint, missing=named)


def names_stand_once(site: Site) -> Iterator[Problem]:
    """No record names itself, or another twice in one list."""
    met: set[tuple[Ref, KeyPath, Ref]] = set()
    for ref, path, named in site.content.references:
        listed = (ref, path[:-1], named)
        if named == ref:
            what = "names itself"
        elif path and isinstance(path[-1], int) and listed in met:
            what = f"names {named.called} twice"
        else:
            met.add(listed)
            continue
        place = site.content.place(ref, *path)
        yield Problem(place, "named-twice", f"{site.content.called(ref)} {what}", "remove it")


def citations_are_whole(site: Site) -> Iterator[Problem]:
    """Records whose texts may cite hold no citation that was mistyped."""
    for ref, path, text in site.content.citing_texts:
        if found := broken_citation(text):
            place = site.content.place(ref, *path)
            hint = "write [@source:7.2; @id], with both brackets"
            yield Problem(place, "broken-citation", f'"{found}" is not a citation', hint)


def pages_are_there(site: Site) -> Iterator[Problem]:
    """The first page exists, the pages of all kinds, and those that the navigation names."""
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

    So does each page that is there for another generated part. Requires all pages to be rendered.
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
    """Every group and side has a label in style.yml, and each label there is one of something."""
    content = site.content
    if content.style is None:
        return
    labels = content.style.labels
    used = [(ref, "group", term.group, term.group) for ref, term in content.by_ref(Term)]
    used += [(ref, "side", a.side, f"side-{a.side}") for ref, a in content.by_ref(Actor)]
    by_label = Counter(label for _, _, _, label in used)
    reported: set[str] = set()
    for ref, field, value, label in used:
        if label not in labels and label not in reported:
            reported.add(label)
            what = f'{ref.called} has the {field} "{value}", which has no label'
            others = sorted({v for _, f, v, named in used if f == field and named in labels})
            hint = f'add "{label}" to labels in content/style.yml'
            if others:
                hint = f"use one of {', '.join(others)}, or {hint}"
            if by_label[label] == 1:  # what several records have is not misspelt
                hint = did_you_mean(value, others) or hint
            hint = did_you_mean(label, labels.keys() - by_label.keys()) or hint
            yield Problem(content.place(ref, field), "unknown-group", what, hint)
    known = {*LABELS, *by_label}
    for label in () if reported or content.incomplete else labels.keys() - known:
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


def unknown_topics_in_pages(site: Site) -> Iterator[Problem]:
    """`read_next` and `related` name existing topics."""
    for page in site.topics.values():
        if not isinstance(page.meta, TopicMeta):
            continue
        if len(set(page.meta.related)) < len(page.meta.related):
            what = "related names a topic twice"
            yield Problem(page.place("related:"), "named-twice", what, "remove it")
        for field, names in (("read_next", [page.meta.read_next]), ("related", page.meta.related)):
            if page.topic in names:
                what = f'topic "{page.topic}" names itself under {field}'
                yield Problem(page.place(f"{field}:"), "named-twice", what, "remove it")
        for name in filter(None, [page.meta.read_next, *page.meta.related]):
            if name not in site.topics:
                what, hint = f'topic "{name}" does not exist', did_you_mean(name, site.topics)
                missing = Ref("topic", name)
                yield Problem(page.place(name), "unknown-topic", what, hint, missing)


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
