"""Scope: the pages to which a name is kept, by their addresses. None means all pages."""


def counts_on(pages: tuple[str, ...], page: str) -> bool:
    """Whether a name with these pages is looked for on a page."""
    return not pages or any(covers(address, page) for address in pages)


def covers(address: str, page: str) -> bool:
    """Whether an address is a page's own or that of a folder above it; `/` is the first page."""
    return page == address or (
        address != "/" and address.endswith("/") and page.startswith(address)
    )


def coincide(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names with these pages can ever be looked for on the same page."""
    if not one or not other:
        return True
    return any(covers(a, b) or covers(b, a) for a in one for b in other)
