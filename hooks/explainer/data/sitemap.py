"""The pages of the sitemap, and when each last changed."""

from explainer.dates import PartialDate
from explainer.records.front_matter import TopicMeta
from explainer.site import Site


def last_changed(site: Site) -> dict[str, PartialDate | None]:
    """Return the pages of the sitemap by file, with the day of the newest change that names each.

    A topic page also changes when it is reviewed. Pages without a recorded change have no date,
    because the day of the build would say nothing. Pages that repeat others are omitted: views,
    and those that join several pages.
    """
    found: dict[str, PartialDate | None] = {}
    for page in site.written_pages:
        if any(directive.name == "pages" for directive in page.directives):
            continue
        days = [change.date for change in site.changes_of(page)]
        if isinstance(page.meta, TopicMeta):
            days.append(page.meta.reviewed)
        found[page.path] = max(days, key=lambda day: day.last_day, default=None)
    return found
