"""What is put into a page when all pages are known."""

from pathlib import Path

from lxml import html

from explainer.records.subject import Term
from explainer.page.deferred import fill_file, filling
from tiny_pages import open_tiny, render


def test_terms_and_people_are_listed_in_alphabetical_order() -> None:
    rendered = render("A toll, a ferry and Quay.[@-]")
    filled = filling(rendered.site, rendered.page, {})(rendered.marked)
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
    toll = site.content.all(Term)["toll"].model_copy(update={"short": "<b>{{ 7 * 6 }}</b> & [x](y)"})
    site.content.all(Term) = {**site.content.all(Term), "toll": toll}
    rendered = render("A toll.[@-]", site=site)
    filled = filling(site, rendered.page, {})(rendered.marked)
    (text,) = html.fragment_fromstring(filled, create_parent="div").xpath("//dd")
    assert text.text == "<b>{{ 7 * 6 }}</b> & [x](y)"
    assert len(text) == 0


def test_used_on_names_each_section_once() -> None:
    site = open_tiny()
    first = render("## One\n\nA toll and a toll.[@-]\n\n## Two\n\nA toll.[@-]", site=site)
    render("A ferry.[@-]", "topics/cost.md", site)
    page = site.pages["glossary.md"]
    filled = html.fragment_fromstring(
        filling(site, page, {})('<div data-fill="used-on term toll"></div>'), create_parent="div"
    )
    links = ["", "#one", "#two"]
    assert filled.xpath("//a/@href") == [f"../{first.page.url}{link}" for link in links]
    assert filled.xpath("//summary/text()") == ["Used in 2 places"]


def test_the_small_print_of_an_entry_ends_with_where_it_is_used() -> None:
    site = open_tiny()
    render("A toll.[@-]", site=site)
    page = site.pages["glossary.md"]
    filled = html.fragment_fromstring(
        filling(site, page, {})('<div data-fill="facts term toll"></div>'), create_parent="div"
    )
    facts, used = filled
    assert facts.text_content() == "See also: ferry. Sources: The Town Gazette, 3 May 2020."
    assert facts.xpath("a/@href") == ["#ferry", "../sources/#gazette-2020"]
    assert used.xpath("summary/text()") == ["Used in 1 place"]


def test_an_entry_that_nothing_uses_has_its_small_print_all_the_same() -> None:
    site = open_tiny()
    fill = filling(site, site.pages["whos-who.md"], {})
    (facts,) = html.fragment_fromstring(
        fill('<div data-fill="facts actor quay"></div>'), create_parent="div"
    )
    assert facts.text_content().startswith("Sources: ")


def test_a_file_is_filled_as_the_page_would_be(tmp_path: Path) -> None:
    rendered = render("A *ferry*, and one more\n\n- bridge\n  fee.[@-]")
    fill = filling(rendered.site, rendered.page, {})
    text = f"<!doctype html>\r\n<p>“é\ud83d”</p>\n{rendered.marked}"
    file = tmp_path / "index.html"
    file.write_bytes(text.encode("utf-8", "xmlcharrefreplace"))
    fill_file(file, fill)
    assert file.read_bytes() == fill(text).encode("utf-8", "xmlcharrefreplace")
    assert b"bridge\n  fee</a>" in file.read_bytes()
    assert list(tmp_path.iterdir()) == [file]
