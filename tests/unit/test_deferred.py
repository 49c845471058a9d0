"""What is put into a page when all pages are known."""

from typing import Any

import pytest
from lxml import html

from explainer.page.deferred import PARTS, fill
from explainer.pages import read_page
from explainer.refs import Ref
from explainer.site import Site
from tiny_pages import open_tiny, put, render, render_all


def filled(site: Site, path: str, source: str) -> Any:
    return html.fragment_fromstring(fill(source, site, site.pages[path]), create_parent="div")


def hole(part: str, of: str = "") -> str:
    about = f' data-of="{of}"' if of else ""
    return f'<p>a</p><div data-fill="{part}"{about}></div><p>b</p>'


def test_used_in_names_each_page_and_section_once() -> None:
    site = open_tiny()
    text = "## One\n\nA toll and a toll.[@-]\n\n## Two\n\nNothing.[@-]\n\n## Three\n\nA toll.[@-]"
    render(text, site=site)
    render("A toll.[@-]\n\n## A *ferry*\n\nA toll.[@-]", "topics/cost.md", site)
    tree = filled(site, "glossary.md", hole("used-on", "term toll"))
    assert tree.xpath("//summary/text()") == ["Used in 4 places"]
    assert tree.xpath("//summary/span[@class='visually-hidden']/text()") == [": toll"]
    rows = [
        [(link.text, link.get("href")) for link in row.xpath("a")] for row in tree.xpath("//li")
    ]
    plan, cost = "../topics/plan/", "../topics/cost/"
    assert rows == [
        [("The cost", cost), ("A ferry", f"{cost}#a-ferry")],
        [("The plan", plan), ("One", f"{plan}#one"), ("Three", f"{plan}#three")],
    ]
    assert [part.tag for part in tree] == ["p", "details", "p"]


@pytest.mark.parametrize(("pages", "links_each"), [(20, ["", "#one", "#two"]), (21, ["#one"])])
def test_used_in_names_the_first_section_alone_of_many_pages(
    pages: int, links_each: list[str]
) -> None:
    site = open_tiny()
    front = "---\ntitle: A page\ndescription: One of many.\n---\n"
    site.add_pages(read_page(f"page-{number}.md", front) for number in range(pages))
    for number in range(pages):
        render("## One\n\nA toll.[@-]\n\n## Two\n\nA toll.[@-]", f"page-{number}.md", site)
    tree = filled(site, "glossary.md", hole("used-on", "term toll"))
    found = [
        [a.get("href").partition("/")[2] for a in row.xpath("a")] for row in tree.xpath("//li")
    ]
    assert found == [[f"page-{number}/{end}" for end in links_each] for number in range(pages)]


def test_used_in_counts_what_stands_before_the_first_heading_as_the_page() -> None:
    site = open_tiny()
    render("One.[@leaflet:1.1]", "index.md", site)
    tree = filled(site, "sources.md", hole("used-on", "statement leaflet:1.1"))
    assert tree.xpath("//summary/text()") == ["Used in 1 place"]
    assert tree.xpath("//li//a/@href") == ["../"]


def test_used_in_leads_to_the_mark_where_a_statement_is_cited() -> None:
    site = open_tiny()
    text = "One.[@leaflet:1.1]\n\n## Two\n\nX.[@leaflet:1.2] Y.[@leaflet:1.1] Z.[@leaflet:1.1]"
    render(text, site=site)
    tree = filled(site, "sources.md", hole("used-on", "statement leaflet:1.1"))
    plan = "../topics/plan/"
    assert tree.xpath("//summary/text()") == ["Used in 2 places"]
    assert tree.xpath("//li//a/@href") == [plan, f"{plan}#fnref:note-3"]
    rows = filled(site, "coverage.md", hole("coverage")).xpath("//tr[th='1.1']/td[2]/a/@href")
    assert rows == [f"{plan}#fnref:note-1", f"{plan}#fnref:note-3"]


def test_the_page_that_lists_a_record_is_no_use_of_it() -> None:
    site = open_tiny()
    render("/// glossary\n///\n\n## More\n\nA [toll](term:toll).[@-]", "glossary.md", site)
    assert Ref("term", "toll") in site.uses
    assert fill(hole("used-on", "term toll"), site, site.pages["glossary.md"]) == "<p>a</p><p>b</p>"


def test_what_nothing_uses_has_its_small_print_and_no_list() -> None:
    site = open_tiny()
    page = render("/// whos-who\n///", "whos-who.md", site)
    tree = filled(site, "whos-who.md", page.html)
    (entry,) = tree.xpath("//section[@data-entry='actor quay']")
    facts = entry.xpath("details/*")[-1]
    assert facts.get("class") == "entry-facts"
    assert facts.text_content().startswith("Sources: ")


def test_the_small_print_of_an_entry_is_followed_by_where_it_is_used() -> None:
    site = open_tiny()
    render("A toll.[@-]", site=site)
    page = render("/// glossary\n///", "glossary.md", site)
    (entry,) = filled(site, "glossary.md", page.html).xpath("//*[@data-entry='term toll']")
    facts, used = entry.xpath("details/*")[-2:]
    assert facts.text_content() == "See also: ferry. Sources: The Town Gazette, 3 May 2020."
    assert used.tag == "details"
    assert used.xpath("ul/li/a/@href") == ["../topics/plan/"]


def test_a_page_lists_what_it_names_from_a_to_z_with_each_short_text() -> None:
    site = open_tiny()
    page = render("A toll, a ferry and Quay, and the toll again.[@-]", site=site)
    (folded,) = filled(site, "topics/plan.md", page.html).xpath("//details[@id='terms-and-people']")
    assert folded.xpath("string(summary)") == "Terms and people · 3"
    rows = [(row.get("data-entry"), row.xpath("dt/a/@href")[0]) for row in folded.xpath("dl/div")]
    assert rows == [
        ("term ferry", "../../glossary/#ferry"),
        ("actor quay", "../../whos-who/#quay"),
        ("term toll", "../../glossary/#toll"),
    ]
    assert folded.xpath("dl/div[3]/dd/text()") == ["A sum paid for each crossing."]
    assert folded.xpath(".//*[@class='term' or @class='crosslink']") == []


def test_a_heading_with_markup_is_shown_as_its_words() -> None:
    site = open_tiny()
    render("## A `<b>` & *toll*\n\nA ferry.[@-]", site=site)
    tree = filled(site, "glossary.md", hole("used-on", "term ferry"))
    assert tree.xpath("//li/a[2]/text()") == ["A <b> & toll"]


def test_a_text_of_a_record_is_shown_not_run() -> None:
    site = open_tiny()
    text = "<b>{{ 7 * 6 }}</b> & [x](y)"
    toll = site.content.records["term"]["toll"].model_copy(update={"short": text, "term": text})
    put(site, Ref("term", "toll"), toll)
    page = render("A bridge fee.[@-]", site=site)
    listed = filled(site, "topics/plan.md", page.html)
    (shown,) = listed.xpath("//details[@data-generated='entries']/dl/div/dd")
    assert (shown.text, len(shown)) == (text, 0)
    (used,) = filled(site, "glossary.md", hole("used-on", "term toll")).xpath("//summary/span")
    assert (used.text, len(used)) == (f": {text}", 0)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_part_is_asked_for_by_a_page_or_a_template(part: str) -> None:
    site = open_tiny(name="The Bridge", url="https://site.example/", pdf=1)
    pages = [render(*args, site) for args in PAGES]  # type: ignore[arg-type]
    assert any(f'data-fill="{part}"' in page.html for page in pages)
    for page in pages:
        done = fill(page.html, site, page.page)
        assert "data-fill" not in done
        assert done != page.html or "data-fill" not in page.html
    assert site.problems_found == []


PAGES = [
    ("/// proof\n///\n\n/// topics\n///", "index.md"),
    ("/// coverage\n///", "coverage.md"),
    ("/// public-record\n    class: primary\n///", "sources.md"),
    ("/// data-files\n///", "about.md"),
    ("/// pages\n    of: [about.md]\n///", "print.md"),
    ("/// figure\n    id: three-offers\n///", "questions.md"),
    ("/// filters\n    of: timeline\n///\n\n/// timeline\n///", "timeline.md"),
]


def test_downloads_are_offered_where_they_are_made() -> None:
    site = open_tiny()
    page = render("/// filters\n    of: timeline\n///", "timeline.md", site)
    assert "Download all" in fill(page.html, site, page.page)
    assert "This preview" not in page.html
    site = open_tiny()
    site.whole = False  # as in a preview
    page = render("/// filters\n    of: timeline\n///", "timeline.md", site)
    assert "This preview leaves the filters and the downloads out" in page.html
    assert "Download" not in fill(page.html, site, page.page)


def test_nothing_else_in_a_page_is_touched() -> None:
    site = open_tiny()
    render_all(site)
    text = 'é “x” {{ y }} &lt;div data-fill="used-on"&gt; \r\n<div data-fill></div><div></div>'
    assert fill(text, site, site.pages["index.md"]) == text


@pytest.mark.parametrize(
    ("leads_on", "order"),
    [
        ({"plan": "cost", "cost": None}, ["plan", "cost"]),  # not in the order of the files
        ({"plan": None, "cost": None}, ["cost", "plan"]),
        ({"plan": "cost", "cost": "plan"}, ["cost", "plan"]),  # a circle begins with the first file
        ({"plan": "gone", "cost": "cost"}, ["plan", "cost"]),
    ],
)
def test_topics_come_in_reading_order(leads_on: dict[str, str | None], order: list[str]) -> None:
    site = open_tiny()
    for topic, following in leads_on.items():
        page = site.topics[topic]
        assert page.meta
        page.meta = page.meta.model_copy(update={"read_next": following})
    links = filled(site, "index.md", hole("topics")).xpath("//a/@href")
    assert links == [f"topics/{topic}/" for topic in order]
