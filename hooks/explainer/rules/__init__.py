"""Rules between records and pages, each a generator of problems.

Rules that concern a single record or page are applied where it is read: `records.validation`,
`page.prose`. What a directive shows is checked where it is rendered, in `lists`: rules
and lists do not import each other.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from explainer.problems import Problem
from explainer.rules import completeness, existence, figures, links, order, sourcing, wording
from explainer.site import Site

Rule = Callable[[Site], Iterator[Problem]]

BEFORE: tuple[Rule, ...] = (
    existence.pages_are_there,
    existence.unknown_names,
    existence.names_stand_once,
    existence.citations_are_whole,
    existence.footer_leads_somewhere,
    existence.unknown_groups,
    existence.unknown_sides,
    order.dates_in_order,
    order.events_have_come,
    order.pages_were_reviewed,
    wording.names_are_clear,
    wording.forms_are_listed_once,
    wording.aliases_swallow_nothing,
    wording.definitions_are_short,
    wording.definitions_explain,
    sourcing.facts_are_sourced,
    figures.figures_are_honest,
    sourcing.copies_are_of_their_page,
    sourcing.pages_have_one_entry,
    completeness.sources_are_whole,
    completeness.statements_are_checked,
    completeness.occasions_stay_open,
    existence.redirects_lead_somewhere,
    existence.published_ids_stay,
    existence.changes_name_pages,
    existence.entries_name_pages,
    completeness.topics_have_open_questions,
)
"""Rules that need only the records and front matter, applied before pages are rendered."""

AFTER: tuple[Rule, ...] = (
    completeness.statements_are_used,
    completeness.record_is_used,
    wording.terms_are_used,
    existence.lists_are_shown,
)
"""Rules that need all pages to be rendered."""


def check_records(site: Site) -> list[Problem]:
    """Apply the rules in `BEFORE`."""
    return [problem for rule in BEFORE for problem in rule(site)]


def check_use(site: Site) -> list[Problem]:
    """Apply the rules in `AFTER`, unless uses are not fully known.

    They are not while records or pages are unread, or while something names what does not exist:
    it may have meant what would seem unused.
    """
    unsure = site.partly_unread or any(problem.missing for problem in site.problems_found)
    return [] if unsure else [problem for rule in AFTER for problem in rule(site)]


def check_built(folder: Path, site: Site) -> list[Problem]:
    """Apply the rules about the finished files in `folder`."""
    return list(links.links_lead_somewhere(folder, site))
