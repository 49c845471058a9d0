"""The built site, read as HTML: what every page must keep."""

import copy
import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

TOPICS = (
    *("background", "russias-view", "us-role", "european-perspectives"),
    *("nato-politics", "paris-talks"),
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ADDRESSES = (
    *("", "timeline/", "positions/", "glossary/", "whos-who/", "questions/", "sources/", "record/"),
    *("coverage/", "changes/", "about/", "accessibility/", "data/", "editors/", "editors/rules/"),
    *(f"topics/{topic}/" for topic in TOPICS),
)


def page(site: Path, address: str) -> HtmlElement:
    file = site / address / "index.html"
    return html.document_fromstring(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, HtmlElement]:
    """Every built page by its address."""
    return {
        f.parent.relative_to(site).as_posix().removeprefix(".").rstrip("/")
        + ("/" if f.parent != site else ""): html.document_fromstring(f.read_text(encoding="utf-8"))
        for f in sorted(site.rglob("index.html"))
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_fixed_addresses_exist(site: Path, address: str) -> None:
    assert (site / address / "index.html").is_file()


def test_every_internal_link_and_fragment_resolves(
    pages: dict[str, HtmlElement], site: Path
) -> None:
    base = "http://site.invalid/"
    ids = {address: set(tree.xpath("//@id")) for address, tree in pages.items()}
    broken = []
    count = 0
    for address, tree in pages.items():
        for attribute in ("href", "src"):
            for link in tree.xpath(f"//@{attribute}"):
                target = urlsplit(urljoin(base + address, link))
                if target.netloc != "site.invalid":
                    continue
                count += 1
                path = unquote(target.path).lstrip("/")
                if path in ids:
                    if target.fragment and unquote(target.fragment) not in ids[path]:
                        broken.append(f"{address}: {link} (no such id)")
                elif not (site / path).is_file():
                    broken.append(f"{address}: {link} (no such page)")
    assert count > 5000
    assert not broken


def test_no_link_stands_in_a_link(site: Path) -> None:
    # lxml's HTML parser would repair nested links, so the text is read tag by tag
    for file in site.rglob("index.html"):
        depth = 0
        for tag in re.findall(r"<(/?)a[\s>]", file.read_text(encoding="utf-8")):
            depth += -1 if tag else 1
            assert depth in (0, 1), file


def test_ids_are_unique(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), (address, sorted(i for i in ids if ids.count(i) > 1)[:5])


def test_one_h1_and_no_skipped_heading(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        levels = [int(h.tag[1]) for h in tree.xpath("//article//*") if h.tag in HEADINGS]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(b - a <= 1 for a, b in pairwise(levels)), (address, levels)


def test_every_page_has_its_own_title_and_description(pages: dict[str, HtmlElement]) -> None:
    for what in ("//title/text()", '//meta[@name="description"]/@content'):
        texts = [tree.xpath(what)[0] for tree in pages.values()]
        assert len(texts) == len(set(texts))


def test_no_mark_is_left_over(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        if address.startswith("editors/"):
            continue
        text = tree.xpath("//article")[0].text_content()
        for mark in ("[@", "[^", "///", "data-fill", "\ue000", "\ue001", "]["):
            assert mark not in text, (address, mark)
        assert not tree.xpath("//*[@data-fill or @data-directive or @data-self or @data-prose]")


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, HtmlElement], site: Path) -> None:
    for address, tree in pages.items():
        loaded = tree.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src")
        loaded += tree.xpath('//link[@rel="stylesheet" or @rel="icon" or @rel="preload"]/@href')
        assert not [link for link in loaded if re.match(r"(https?:)?//", link)], address
    own = [*(site / "assets").glob("*.css"), *(site / "assets").glob("*.js")]
    assert own
    for file in own:
        assert not re.search(r"https?://(?!www\.w3\.org)", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_page_follows_the_template(site: Path, topic: str) -> None:
    article = page(site, f"topics/{topic}/").xpath("//article")[0]
    headings = [re.sub("¶", "", h.text_content()).strip() for h in article.xpath(".//h2")]
    order = [
        "In short",
        "Where the sources and the record differ",
        "What the sources do not say",
        "Terms and people on this page",
        "Sources of this page",
        "How this page was made",
    ]
    assert [h for h in headings if h in order] == order
    questions = headings[1 : headings.index(order[1])]
    assert 2 <= len(questions) <= 5
    assert all(question.endswith("?") for question in questions)
    assert article.xpath('.//p[@class="standfirst"]')
    assert article.xpath('.//p[@class="facts"]//time')
    bullets = article.xpath('.//h2[@id="in-short"]/following-sibling::ul[1]/li')
    assert 3 <= len(bullets) <= 5
    words = sum(len(re.findall(r"[A-Za-z’'-]{1,}|\d+", words_without_marks(b))) for b in bullets)
    assert 55 <= words <= 95, words
    assert 3 <= len(article.xpath('.//figure[contains(@class, "strip")]//li[@class="event"]')) <= 8
    assert article.xpath('.//*[@data-generated="differences"]//li')
    assert article.xpath('.//*[@data-generated="open-questions"]//dt')


def words_without_marks(element: HtmlElement) -> str:
    return "".join(element.xpath(".//text()[not(ancestor::sup)]"))


def test_every_citation_names_what_it_opens(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        for mark in tree.xpath('//a[contains(@class, "footnote-ref")]'):
            assert mark.get("aria-label", "").startswith("Source "), address
            note = tree.get_element_by_id(unquote(mark.get("href")[1:]))
            assert note.xpath('.//div[@class="note"]'), (address, mark.get("href"))


def test_terms_are_marked_once_in_a_section_and_never_in_headings(
    pages: dict[str, HtmlElement],
) -> None:
    for topic in TOPICS:
        article = pages[f"topics/{topic}/"].xpath("//article")[0]
        assert len(article.xpath('.//a[@class="term"]')) >= 8
        assert not article.xpath('.//*[self::h1 or self::h2 or self::h3]//a[@class="term"]')
        seen: set[str] = set()
        for element in article.iter():
            if element.tag == "h2":
                seen = set()
            if element.tag == "a" and element.get("class") == "term":
                assert element.get("data-entry") not in seen
                seen.add(element.get("data-entry"))


def test_each_term_on_a_page_is_defined_on_that_page(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        marked = set(tree.xpath('//a[@class="term" or @class="crosslink"]/@data-entry'))
        defined = tree.xpath('//*[contains(@class, "entry")]/@data-entry')
        assert marked <= set(defined), address
        assert len(defined) == len(set(defined)), address


def test_there_are_enough_terms_and_events(pages: dict[str, HtmlElement]) -> None:
    assert len(pages["glossary/"].xpath('//section[@class="entry"]')) >= 60
    assert len(pages["timeline/"].xpath('//li[@class="event"]')) >= 60


def test_all_82_sentences_are_accounted_for(pages: dict[str, HtmlElement]) -> None:
    """Counted on the topic pages themselves, not by the engine."""
    cited: set[str] = set()
    for topic in TOPICS:
        tree = pages[f"topics/{topic}/"]
        prose = tree.xpath("//article//sup[not(ancestor::*[@data-generated])]/a/@href")
        cited |= set(re.findall(r"#fn:([\w-]+:\d+\.\d+)", " ".join(prose)))
    listed = pages["sources/"].xpath('//li[contains(@class, "statement")]')
    left_out = {
        re.sub(r"^(\w+)-(\d+)-(\d+)\w?$", r"\1:\2.\3", item.get("id"))
        for item in listed
        if "left-out" in item.get("class")
    }
    assert not cited & left_out
    sentences = {
        (f"{s}:{p}.{n}")
        for s, p, n in re.findall(
            r"(\w+)-(\d+)-(\d+)[a-z]?\b", " ".join(item.get("id") for item in listed)
        )
    }
    assert len(sentences) == 82
    assert cited | left_out == sentences
    assert "82 of 82" in pages[""].xpath('//p[@class="proof"]')[0].text_content()


def test_questions_and_topics_link_to_each_other(site: Path) -> None:
    questions = html.parse(str(site / "questions/index.html"))
    answers = {
        section.xpath("string(h2/@id)"): section.xpath("p[@class='more']/a/@href")
        for section in questions.xpath("//div[@class='questions']/section")
    }
    assert len(answers) == 12
    for topic in (site / "topics").iterdir():
        page = html.parse(str(topic / "index.html"))
        links = page.xpath("//section[@aria-labelledby='short-answers']//li/a/@href")
        there = {name for name, topics in answers.items() if f"../topics/{topic.name}/" in topics}
        assert there, topic.name
        assert {link.rpartition("#")[2] for link in links} == there


def test_answers_are_short(site: Path) -> None:
    for answer in html.parse(str(site / "questions/index.html")).xpath(
        "//h2/following-sibling::p[1]"
    ):
        for mark in answer.xpath("sup"):
            mark.drop_tree()
        assert 40 <= len(answer.text_content().split()) <= 80, answer.text_content()


def test_nothing_private_is_left(site: Path, pages: dict[str, HtmlElement]) -> None:
    """Marks and places to fill are for the build alone."""
    written = [f for f in site.rglob("*") if f.suffix in (".html", ".json", ".xml", ".csv", ".ics")]
    assert len(written) > len(pages)
    assert [f for f in written if re.search(rb"[\x02\x03]", f.read_bytes())] == []
    assert [address for address, tree in pages.items() if tree.xpath("//*[@data-fill]")] == []


INLINE = ("a", "code", "em", "span", "strong", "sub", "sup", "time")


def words_in(element: HtmlElement) -> set[str]:
    """What readers see as words: other elements than those within a line part them."""
    tree = copy.deepcopy(element)
    for part in tree.iter():
        if part.tag not in INLINE:
            part.text, part.tail = f" {part.text or ''}", f" {part.tail or ''}"
    return set(tree.text_content().split())


def test_search_finds_the_words_of_pages(site: Path, pages: dict[str, HtmlElement]) -> None:
    """No word of the index is made of two that stand in different cells, entries or lines."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert {entry["location"].partition("#")[0] for entry in index} >= set(ADDRESSES[:8])
    shown = {address: words_in(tree.xpath("//article")[0]) for address, tree in pages.items()}
    joined = {
        (entry["location"], word)
        for entry in index
        for word in words_in(html.fragment_fromstring(entry["text"], create_parent="div"))
        if word not in shown[entry["location"].partition("#")[0]]
    }
    assert joined == set()


def test_search_knows_entries_by_all_their_names_and_finds_no_small_print(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    texts = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index}
    terms = json.loads((site / "data" / "terms.json").read_text(encoding="utf-8"))
    assert len(terms) > 60
    for term in terms:
        entry = texts["glossary/#" + term["id"]]
        text = html.fragment_fromstring(entry, create_parent="div").text_content()
        assert [name for name in (term["term"], *term["forms"]) if name not in text] == []
    lists = [text for where, text in texts.items() if where.startswith(("glossary/", "whos-who/"))]
    assert [text for text in lists if re.search("Sources:|Used in", text)] == []
    assert [where for where in texts if where.endswith("#terms-and-people")] == []


def test_every_page_runs_and_loads_only_what_is_the_sites_own(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert site / "404.html" in files
    for file in files:
        tree = html.document_fromstring(file.read_text(encoding="utf-8"))
        policy = tree.xpath("string(//head/meta[@http-equiv='Content-Security-Policy']/@content)")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        inline = [
            script.text
            for script in tree.xpath("//script[not(@src) and not(@type)]")
            if script.text
        ]
        hashes = {
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline
        }
        assert len(hashes) > 1, file
        assert rules["default-src"] == rules["base-uri"] == "'none'", file
        assert set(rules["script-src"].split()) == {"'self'", *hashes}, file
        assert rules["style-src"] == "'self'", file
        loads = "//*[@src or self::link[@rel='stylesheet']]"
        first = tree.xpath(f"//meta[@http-equiv]|{loads}")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", (file, "it comes first")
