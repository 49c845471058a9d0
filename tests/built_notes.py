"""What tests read off built pages without the engine: their notes, and texts as pages show them."""

from lxml.html import HtmlElement


def opened_by(page: HtmlElement) -> dict[str, list[str]]:
    """What each note of a page shows, as anchors on the page of sources, by the note's id."""
    own, in_short = ".//*[@class='note-place']/a/@href", ".//p[@class='note-text']/a/@href"
    return {
        note.get("id"): [
            address.rpartition("#")[2]
            for entry in note.xpath(".//div[@class='note-entry']")
            for address in entry.xpath(own) or entry.xpath(in_short)
        ]
        for note in page.xpath(".//li[starts-with(@id, 'fn:')]")
    }


def words_of_notes(page: HtmlElement) -> dict[str, str]:
    """The words that rest on each note of a page, by the note's id."""
    found: dict[str, list[str]] = {}
    for span in page.xpath(".//span[@class='rests']"):
        found.setdefault(span.get("data-note"), []).extend(span.text_content().split())
    return {note: " ".join(words) for note, words in found.items()}


def anchor_of(key: str) -> str:
    """The anchor of a statement on the page of sources: `leaflet-2-1` for `leaflet:2.1`."""
    return key.replace(":", "-").replace(".", "-")


def curved(text: str) -> str:
    """A text of a record as a page shows it, with curved apostrophes."""
    return text.replace("'", "’")
