"""Options of directives that name records: that they exist is checked in one place."""

from explainer.pages import PageState
from explainer.problems import did_you_mean
from explainer.records.base import Record
from explainer.records.kinds import unknown_rule
from explainer.records.references import references
from explainer.site import Site


def options_are_known(site: Site, page: PageState, options: Record) -> bool:
    """Report names in a directive's options that are not known; say whether all are.

    Args:
        site: The build.
        page: The page that holds the directive.
        options: Its options, whose fields declare what they refer to.
    """
    unknown = [ref for _, ref in references(options) if ref.id not in site.known(ref.kind)]
    for ref in unknown:
        hint = did_you_mean(ref.id, site.known(ref.kind))
        what = f'{ref.kind} "{ref.id}" does not exist'
        page.report(unknown_rule(ref.kind), what, ref.id, hint, missing=ref)
    return not unknown
