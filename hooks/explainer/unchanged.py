"""Which pages of the last build are still valid, so that a preview does not render them again.

While a page renders, the records it looks up are noted (`records.content.Records`). The page is
valid as long as these, its own text and what it shares with all pages are the same. Parts that need
all pages are filled in anew in every build.
"""

from explainer.pages import PageState
from explainer.site import Site


def unchanged(site: Site, earlier: Site) -> list[PageState]:
    """Return the pages of an earlier build that would be rendered just as they were.

    Requires all pages of `site` to be registered, and all of `earlier` to be rendered.
    """
    if _shared(site) != _shared(earlier):
        return []
    return unchanged_alone(site, earlier)


def unchanged_alone(site: Site, earlier: Site) -> list[PageState]:
    """Return the pages whose own text and records are the same, whatever all pages share."""
    changed = site.content.changed_since(earlier.content)
    return [
        before
        for path, page in site.pages.items()
        if (before := earlier.pages.get(path))
        and before.rendered
        and before.text == page.text
        and changed.isdisjoint(before.looked_up)
    ]


def _shared(site: Site) -> tuple[object, ...]:
    """Return what any page may depend on besides its own text and the records it looks up."""
    titles = {path: (p.title, p.meta and p.meta.title) for path, p in site.pages.items()}
    return site.names, titles, site.views, site.publication, site.shared_files
