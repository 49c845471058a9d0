"""Everything that is written beside the pages."""

from explainer.data.export import exports, view_files
from explainer.data.feeds import feeds
from explainer.data.schemas import published_schemas
from explainer.site import Site


def all_files(site: Site) -> dict[str, str]:
    """Everything that is written beside the pages, by its path in the site.

    Args:
        site: The build, whose pages are all rendered.
    """
    return {**exports(site), **view_files(site), **published_schemas(), **feeds(site)}
