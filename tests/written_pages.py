"""Shows page after page in one document, for tests that run a long script on every page.

A browser compiles a script anew for each document, and axe's takes longer than its work on a short
page. In a document that stays it is compiled once, and a page comes in a third of the time.
"""

from playwright.sync_api import Page

_WRITE = """async (address) => {
  const text = await (await fetch(address)).text();
  document.open();
  history.replaceState(null, "", address);
  const loaded = new Promise((done) => addEventListener("load", done));
  document.write(text);
  document.close();
  await loaded;
}"""


def write_page(page: Page, address: str) -> None:
    """Write a page over the one that is open, which is of the same site.

    Its elements, styles, scripts and address are those of a page that is gone to. The listeners of
    the page before are gone; what its scripts left in `window` stays.
    """
    page.evaluate(_WRITE, address)
