"""The built site, read as HTML: what every page must keep, whatever its subject."""

import copy
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement

from built_notes import curved, opened_by

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def test_every_page_that_people_wrote_has_its_address(
    pages: dict[str, HtmlElement], front_matter: dict[str, dict[str, Any]], topics: list[str]
) -> None:
    assert [address for address in front_matter if address not in pages] == []
    for address, meta in front_matter.items():
        headings = [h.text_content().removesuffix("¶") for h in pages[address].iter("h1")]
        assert headings == [curved(meta["title"])], address
    assert {f"topics/{topic}/" for topic in topics} <= front_matter.keys()


def test_no_link_stands_in_a_link(site: Path) -> None:
    # lxml's HTML parser would repair nested links, so the text is read tag by tag
    for file in site.rglob("*.html"):
        depth = 0
        for tag in re.findall(r"<(/?)a[\s>]", file.read_text(encoding="utf-8")):
            depth += -1 if tag else 1
            assert depth in (0, 1), file


def test_one_h1_and_no_skipped_heading(articles: dict[str, HtmlElement]) -> None:
    for address, article in articles.items():
        levels = [int(h.tag[1]) for h in article.iter(*HEADINGS)]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(b - a <= 1 for a, b in pairwise(levels)), (address, levels)


def test_each_topic_leads_to_its_parts_and_to_the_other_topics(
    pages: dict[str, HtmlElement], topics: list[str]
) -> None:
    for topic in topics:
        page = pages[f"topics/{topic}/"]
        parts = page.xpath("//nav[@aria-labelledby='way-page']//a/@href")
        assert parts == [f"#{name}" for name in page.xpath("//article//h2[@id]/@id")], topic
        others = page.xpath("//nav[@aria-labelledby='way-section']//a/@href")
        assert len(others) == len(topics), topic


def test_every_page_has_its_own_title_and_description(pages: dict[str, HtmlElement]) -> None:
    for what in ("title/text()", 'meta[@name="description"]/@content'):
        holders: dict[str, list[str]] = {}
        for address, tree in pages.items():
            texts = tree.xpath(f"//head/{what}")
            assert len(texts) == 1, address
            holders.setdefault(texts[0], []).append(address)
        assert {text: held for text, held in holders.items() if len(held) > 1} == {}


def test_no_mark_is_left_over(
    articles: dict[str, HtmlElement], front_matter: dict[str, dict[str, Any]]
) -> None:
    for address, article in articles.items():
        if front_matter.get(address, {}).get("annotate") == "false":
            continue  # such a page may show how marks are written
        text = article.text_content()
        for mark in ("[@", "[^", "///", "data-fill", "\ue000", "\ue001", "]["):
            assert mark not in text, (address, mark)
        marked = article.xpath(".//*[@data-fill or @data-directive or @data-self or @data-prose]")
        assert marked == [], address


def test_nothing_private_is_left(site: Path, pages: dict[str, HtmlElement]) -> None:
    """Marks and places to fill are for the build alone."""
    written = [f for f in site.rglob("*") if f.suffix in (".html", ".json", ".xml", ".csv", ".ics")]
    assert len(written) > len(pages)
    assert [f for f in written if re.search(rb"[\x02\x03]", f.read_bytes())] == []
    assert [address for address, tree in pages.items() if tree.xpath("//*[@data-fill]")] == []


def test_nothing_is_loaded_from_elsewhere(documents: dict[str, HtmlElement], site: Path) -> None:
    for path, tree in documents.items():
        loaded = tree.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src")
        loaded += tree.xpath('//link[@rel="stylesheet" or @rel="icon" or @rel="preload"]/@href')
        assert loaded, path
        assert [link for link in loaded if re.match(r"(https?:)?//", link)] == [], path
    own = [*(site / "assets").glob("*.css"), *(site / "assets").glob("*.js")]
    assert own
    for file in own:
        assert not re.search(r"https?://(?!www\.w3\.org)", file.read_text(encoding="utf-8")), file


def test_every_page_runs_and_loads_only_what_is_the_sites_own(
    documents: dict[str, HtmlElement],
) -> None:
    for path, tree in documents.items():
        policy = tree.xpath("string(//head/meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy, path
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert not tree.xpath("//script[not(@src) and not(@type='application/ld+json')]"), path
        assert rules["default-src"] == rules["base-uri"] == "'none'", path
        assert rules["script-src"] == rules["style-src"] == "'self'", path
        loads = "//*[@src or self::link[@rel='stylesheet']]"
        first = tree.xpath(f"//meta[@http-equiv]|{loads}")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", (path, "it comes first")


def test_no_script_keeps_anything_and_nothing_moves_by_itself(site: Path) -> None:
    """Nothing is stored on a reader's device, and less motion than none cannot be asked for."""
    keeps = r"localStorage|sessionStorage|indexedDB|cookie|serviceWorker|\bcaches\b"
    scripts, styles = list(site.rglob("*.js")), list(site.glob("assets/*.css"))
    assert scripts
    assert styles
    assert [f.name for f in scripts if re.search(keeps, f.read_text(encoding="utf-8"))] == []
    moves = r"transition|animation|scroll-behavior: smooth"
    assert [f.name for f in styles if re.search(moves, f.read_text(encoding="utf-8"))] == []


IN_A_LINE = "self::p or self::span or self::b or self::small or self::time or self::code"
TITLES = "self::h1 or self::h2 or self::h3 or self::h4 or self::dt or self::caption"
BLOCKS = "self::p or self::div or self::ul or self::ol or self::dl or self::table or self::section"
NOT_ALLOWED = {
    "a block in a line of text": f"//*[{IN_A_LINE} or {TITLES}]/*[{BLOCKS}]",
    "an item outside a list": "//li[not(parent::ul or parent::ol)]",
    "a list of something else than items": "//*[self::ul or self::ol]/*[not(self::li)]",
    "something else in a list of terms": "//dl/*[not(self::div or self::dt or self::dd)]",
    "a term outside a list of terms": "//*[self::dt or self::dd][not(ancestor::dl)]",
    "a name for what has no role": """//*[@aria-label or @aria-labelledby][not(@role)]
        [self::div or self::p or self::span or self::li or self::dd or self::b or self::small]""",
    "a button in a link, or the other way round": "//a//button | //button//a",
    "a summary that opens nothing": "//summary[not(parent::details)]",
    "folded text without a summary": "//details[not(*[1][self::summary])]",
    "a picture without a text": "//img[not(@alt)]",
}
"""What the W3C's checker found once, or is likely to find (`make valid` runs it)."""


def test_markup_is_what_the_standard_allows(site: Path) -> None:
    faults = []
    for file in sorted(site.rglob("*.html")):
        parser = etree.HTMLParser(encoding="utf-8")
        tree = etree.parse(str(file), parser)
        name = file.relative_to(site).as_posix()
        # This parser does not know the elements of HTML 5.
        errors = [e for e in parser.error_log if e.type_name != "HTML_UNKNOWN_TAG"]
        faults += [f"{name}:{error.line} {error.message}" for error in errors]
        faults += [f"{name}: {what}" for what, path in NOT_ALLOWED.items() if tree.xpath(path)]
    assert not faults, "\n".join(faults[:20])


def test_topic_pages_have_what_the_build_adds(
    topics: list[str], articles: dict[str, HtmlElement], front_matter: dict[str, dict[str, Any]]
) -> None:
    added = ["notes", "terms-and-people", "how-made"]
    for topic in topics:
        article = articles[f"topics/{topic}/"]
        standfirst = article.xpath('string(.//p[@class="standfirst"])')
        assert standfirst == front_matter[f"topics/{topic}/"]["standfirst"], topic
        assert article.xpath('.//p[@class="facts"]//time'), topic
        assert article.xpath(".//details[contains(@class, 'apparatus')]/@id") == added, topic


def test_every_citation_names_what_it_opens(pages: dict[str, HtmlElement]) -> None:
    cited = 0
    for address, tree in pages.items():
        notes = {note.get("id"): note for note in tree.xpath('//*[starts-with(@id, "fn:")]')}
        for mark in tree.xpath('//a[contains(@class, "footnote-ref")]'):
            cited += 1
            note = unquote(mark.get("href")[1:])
            assert mark.get("aria-label", "").startswith(f"Note {mark.text}"), address
            entries = notes[note].xpath('.//div[@class="note"]/div[@class="note-entry"]')
            assert entries, (address, note)
            record = [not entry.xpath("p[@class='note-place']") for entry in entries]
            origin = "both" if len(set(record)) > 1 else "record" if record[0] else "document"
            assert mark.get("class") == f"footnote-ref from-{origin}", (address, note)
            spans = tree.xpath(f'//span[@class="rests"][@data-note="{note}"]')
            assert spans, (address, note)
            assert {span.get("data-origin") for span in spans} == {origin}, (address, note)
            assert mark.getparent().getprevious() is spans[-1], (address, note)
    assert cited


def test_terms_are_marked_once_in_a_section_and_never_in_headings(
    topics: list[str], articles: dict[str, HtmlElement]
) -> None:
    marked = 0
    for topic in topics:
        article = articles[f"topics/{topic}/"]
        assert not article.xpath('.//*[self::h1 or self::h2 or self::h3]//a[@class="term"]'), topic
        seen: set[str] = set()
        for element in article.iter("h2", "a"):
            if element.tag == "h2":
                seen = set()
            elif element.get("class") == "term":
                entry = element.get("data-entry")
                assert entry not in seen, (topic, entry)
                seen.add(entry)
                marked += 1
    assert marked


def test_each_term_on_a_page_is_defined_on_that_page(pages: dict[str, HtmlElement]) -> None:
    for address, tree in pages.items():
        marked = set(tree.xpath('//a[@class="term" or @class="crosslink"]/@data-entry'))
        defined = tree.xpath('//*[contains(@class, "entry")]/@data-entry')
        assert marked <= set(defined), address
        assert len(defined) == len(set(defined)), address


def test_every_sentence_of_the_sources_is_accounted_for(
    sentences: dict[str, set[str]],
    claims: dict[str, int],
    topics: list[str],
    pages: dict[str, HtmlElement],
    articles: dict[str, HtmlElement],
) -> None:
    """Counted on the pages themselves, not by the engine, and held against the sources' files."""
    cited: set[str] = set()
    for topic in topics:
        article = articles[f"topics/{topic}/"]
        opened = opened_by(article)
        for link in article.xpath(".//sup[not(ancestor::*[@data-generated])]/a/@href"):
            cited |= set(opened[link[1:]])
    listed = set(articles["sources/"].xpath('.//li[contains(@class, "statement")]/@id'))
    left_out = set(articles["sources/"].xpath('.//li[contains(@class, "left-out")]/@id'))
    assert not cited & left_out
    assert cited & listed == listed - left_out
    known = {re.sub(r"^(.+)-(\d+)-(\d+)[a-z]?$", r"\1:\2.\3", name) for name in listed}
    assert known == set().union(*sentences.values())
    assert len(listed) == sum(claims.values())
    proof = f"{len(known)} of {len(known)}"
    shown = {
        address: tree.xpath('string(//div[@class="trust"])') for address, tree in pages.items()
    }
    assert any(shown.values())
    assert [address for address, text in shown.items() if text and proof not in text] == []


def test_questions_link_to_their_topics(
    content: Callable[[str], Any], articles: dict[str, HtmlElement]
) -> None:
    answers = {
        section.xpath("string(h2/@id)"): section.xpath("p[@class='more']/a/@href")
        for section in articles["questions/"].xpath(".//div[@class='questions']/section")
    }
    assert answers == {
        question["id"]: [f"../topics/{topic}/" for topic in question["topics"]]
        for question in content("questions")
    }


INLINE = ("a", "code", "em", "span", "strong", "sub", "sup", "time")


def words_in(element: HtmlElement) -> set[str]:
    """What readers see as words, without notes: elements that are not within a line part them."""
    tree = copy.deepcopy(element)
    for mark in tree.xpath(".//sup[a]"):
        mark.drop_tree()
    for part in tree.iter():
        if part.tag not in INLINE:
            part.text, part.tail = f" {part.text or ''}", f" {part.tail or ''}"
    return set(tree.text_content().split())


def test_search_finds_the_words_of_pages(
    load: Callable[[str], Any],
    articles: dict[str, HtmlElement],
    front_matter: dict[str, dict[str, Any]],
) -> None:
    """No word of the index is made of two that stand in different cells, entries or lines."""
    index = load("search/search_index")["docs"]
    found = {entry["location"].partition("#")[0] for entry in index}
    wanted = {a for a, meta in front_matter.items() if "exclude" not in meta.get("search", {})}
    assert found == wanted
    shown = {address: words_in(articles[address]) for address in found}
    joined = {
        (entry["location"], word)
        for entry in index
        for word in words_in(html.fragment_fromstring(entry["text"], create_parent="div"))
        if word not in shown[entry["location"].partition("#")[0]]
    }
    assert joined == set()


def test_search_knows_entries_by_all_their_names_and_finds_no_small_print(
    load: Callable[[str], Any], content: Callable[[str], Any]
) -> None:
    index = load("search/search_index")["docs"]
    texts = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index}
    for term in content("terms"):
        entry = texts["glossary/#" + term["id"]]
        text = html.fragment_fromstring(entry, create_parent="div").text_content()
        names = (term["term"], *term.get("forms", ()), *term.get("exact", ()))
        assert [name for name in names if name not in text] == [], term["id"]
    lists = {where: t for where, t in texts.items() if where.startswith(("glossary/", "whos-who/"))}
    assert lists
    assert [where for where, t in lists.items() if re.search("Sources:|Used in", t)] == []
    assert [where for where in texts if where.endswith("#terms-and-people")] == []
