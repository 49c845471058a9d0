"""What is put into a page when all pages are known."""

from lxml import html

from explainer.filling import fill
from tiny_pages import open_tiny, render


def test_terms_and_people_are_listed_in_alphabetical_order() -> None:
    rendered = render("A toll, a ferry and Quay.[@-]")
    filled = fill(rendered.marked, rendered.site, rendered.page, {})
    (section,) = html.fragment_fromstring(filled, create_parent="article").xpath(
        "//section[@data-generated='entries']"
    )
    assert section.xpath("dl/div/@data-entry") == ["term ferry", "actor quay", "term toll"]
    assert section.xpath("dl/div/dt/a/@href") == [
        "../../glossary/#ferry", "../../whos-who/#quay", "../../glossary/#toll",
    ]  # fmt: skip
    assert section.xpath("dl/div/dd/text()")[2] == "A sum paid for each crossing."


def test_a_text_of_a_record_is_shown_not_run() -> None:
    site = open_tiny()
    toll = site.content.terms["toll"].model_copy(update={"short": "<b>{{ 7 * 6 }}</b> & [x](y)"})
    site.content.terms = {**site.content.terms, "toll": toll}
    rendered = render("A toll.[@-]", site=site)
    filled = fill(rendered.marked, site, rendered.page, {})
    (text,) = html.fragment_fromstring(filled, create_parent="div").xpath("//dd")
    assert text.text == "<b>{{ 7 * 6 }}</b> & [x](y)"
    assert len(text) == 0


def test_used_on_names_each_section_once() -> None:
    site = open_tiny()
    first = render("## One\n\nA toll and a toll.[@-]\n\n## Two\n\nA toll.[@-]", site=site)
    render("A ferry.[@-]", "topics/cost.md", site)
    page = site.pages["glossary.md"]
    filled = html.fragment_fromstring(
        fill('<div data-fill="used-on term toll"></div>', site, page, {}), create_parent="div"
    )
    links = ["", "#one", "#two"]
    assert filled.xpath("//a/@href") == [f"../{first.page.url}{link}" for link in links]
    assert filled.xpath("//summary/text()") == ["Used in 2 places"]
