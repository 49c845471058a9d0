"""Rules that hold between records and pages. Each is a small generator of problems.

What one record or one page can break alone is checked where it is read: `records.validation`,
`page.prose`.
"""

from collections.abc import Callable, Iterator

from explainer.problems import Problem
from explainer.rules.completeness import (
    occasions_stay_open,
    record_is_used,
    sources_are_whole,
    statements_are_checked,
    statements_are_used,
    topics_have_open_questions,
)
from explainer.rules.existence import (
    changes_name_pages,
    entries_name_pages,
    lists_exist,
    published_ids_stay,
    redirects_lead_somewhere,
    unknown_groups,
    unknown_names,
    unknown_topics_in_pages,
)
from explainer.rules.order import dates_in_order
from explainer.rules.sourcing import facts_are_sourced
from explainer.rules.wording import (
    aliases_swallow_nothing,
    definitions_are_short,
    definitions_explain,
    forms_are_listed_once,
    names_are_clear,
    terms_are_used,
)
from explainer.site import Site

Rule = Callable[[Site], Iterator[Problem]]

BEFORE: tuple[Rule, ...] = (
    unknown_names,
    unknown_groups,
    unknown_topics_in_pages,
    dates_in_order,
    names_are_clear,
    forms_are_listed_once,
    aliases_swallow_nothing,
    definitions_are_short,
    definitions_explain,
    facts_are_sourced,
    sources_are_whole,
    statements_are_checked,
    occasions_stay_open,
    redirects_lead_somewhere,
    published_ids_stay,
    changes_name_pages,
    entries_name_pages,
    topics_have_open_questions,
)
"""What can be said of the records before a page is rendered."""

AFTER: tuple[Rule, ...] = (
    statements_are_used,
    record_is_used,
    terms_are_used,
    lists_exist,
)
"""What needs all pages."""


def check_records(site: Site) -> list[Problem]:
    """Apply the rules of `BEFORE`."""
    return [problem for rule in BEFORE for problem in rule(site)]


def check_use(site: Site) -> list[Problem]:
    """Apply the rules of `AFTER`; none while it is not known what is used."""
    return [] if site.partly_unread else [p for rule in AFTER for p in rule(site)]
