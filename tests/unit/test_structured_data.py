"""Structured data: it says what the page says, only from records, and cannot end its script."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.data.structured import structured_data
from explainer.lists import figures
from explainer.pages import WrittenDirective, read_page
from explainer.records.editorial import Change
from explainer.records.figures import Figure
from explainer.records.subject import Event, Term
from explainer.refs import Ref
from explainer.site import Site
from tiny_pages import open_tiny, put, put_all, render

URL = "https://site.example/"
LICENCE = "https://licence.example/"
ORGANIZATION = {"@type": "Organization", "name": "The Bridge", "url": URL}


def site_of(url: str = URL) -> Site:
    about = {"description": "About a bridge.", "url": url, "locale": "en-GB"}
    return open_tiny(name="The Bridge", licence={"name": "Licence", "url": LICENCE}, **about)


def data(path: str, markdown: str = "", site: Site | None = None) -> Any:
    rendered = render(markdown, path, site or site_of())
    text = structured_data(rendered.site, rendered.page)
    return json.loads(text) if text else None


def test_the_page_of_a_figure_is_a_data_set() -> None:
    site = site_of()
    path = "figures/ferry-passengers.md"
    text = figures.pages(site)[path]
    site.add_generated([], [read_page(path, text)])
    found = data(path, text.split("---\n", 2)[2], site)
    files = found.pop("distribution")
    figure = site.content.all(Figure)["ferry-passengers"]
    assert found.pop("abstract") == figure.summary
    assert found == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": figure.title,
        "description": figure.summary,
        "inLanguage": "en-GB",
        "url": f"{URL}figures/ferry-passengers/",
        "license": LICENCE,
        "creator": ORGANIZATION,
        "variableMeasured": figure.unit,
        "measurementTechnique": figure.counted_by,
        "isAccessibleForFree": True,
    }
    base = f"{URL}figures/ferry-passengers/ferry-passengers"
    assert [file["contentUrl"] for file in files] == [f"{base}.csv", f"{base}.svg"]
    # Where it is shown on another page, that page is what it was.
    assert (
        data("topics/plan.md", "/// figure\n    id: three-offers\n///", site)["@type"] == "Article"
    )


def test_a_topic_page_is_an_article() -> None:
    site = site_of()
    meta = site.pages["topics/plan.md"].meta
    assert meta is not None
    assert data("topics/plan.md", "One.[@gazette-2020]", site) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": meta.title,
        "description": meta.description,
        "inLanguage": "en-GB",
        "url": f"{URL}topics/plan/",
        "mainEntityOfPage": f"{URL}topics/plan/",
        "license": LICENCE,
        "dateModified": "2020-06-01",
        "publisher": ORGANIZATION,
    }


def test_home_is_the_site() -> None:
    found = data("index.md")
    assert found["@type"] == "WebSite"
    assert (found["name"], found["url"], found["license"]) == ("The Bridge", URL, LICENCE)


def test_the_glossary_is_a_set_of_its_terms() -> None:
    site = site_of()
    found = data("glossary.md", "/// glossary\n///", site)
    assert (found["@type"], found["@id"]) == ("DefinedTermSet", f"{URL}glossary/")
    assert [term["termCode"] for term in found["hasDefinedTerm"]] == sorted(site.content.all(Term))
    assert found["hasDefinedTerm"][1] == {
        "@type": "DefinedTerm",
        "name": "toll",
        "termCode": "toll",
        "description": "A sum paid for each crossing.",
        "url": f"{URL}glossary/#toll",
        "inDefinedTermSet": f"{URL}glossary/",
    }


def test_the_timeline_is_a_list_of_its_events_with_whole_days_only() -> None:
    found = data("timeline.md", "/// timeline\n///")
    assert (found["@type"], found["numberOfItems"]) == ("ItemList", 2)
    vote, opening = found["itemListElement"]
    assert (vote["@type"], vote["position"], opening["position"]) == ("ListItem", 1, 2)
    assert vote["item"] == {
        "@type": "Event",
        "name": "The council votes",
        "startDate": "2020-05-03",
        "url": f"{URL}timeline/#vote",
    }
    assert "startDate" not in opening["item"]
    assert "endDate" not in opening["item"]
    assert opening["item"]["location"] == {"@type": "Place", "name": "The harbour"}


@pytest.mark.parametrize(
    ("first", "last", "dates"),
    [
        ("2020-05-03", "2020-05-04", {"startDate": "2020-05-03", "endDate": "2020-05-04"}),
        ("2020-05-03", "2020-06", {"startDate": "2020-05-03"}),
        ("undated", None, {}),
    ],
)
def test_dates_of_events(first: str, last: str | None, dates: dict[str, str]) -> None:
    site = site_of()
    fields = {"title": "x", "summary": "x", "topics": ["plan"], "sources": ["gazette-2020"]}
    event = Event.model_validate({"id": "it", "date": first, "end": last, **fields})
    put_all(site, "event", event)
    (row,) = data("timeline.md", "/// timeline\n///", site)["itemListElement"]
    assert {key: value for key, value in row["item"].items() if "Date" in key} == dates


@pytest.mark.parametrize(
    "markdown",
    [
        "Text.",
        "/// timeline | Some\n///",
        "/// timeline\n    topic: plan\n///",
        "/// figure\n    id: [ferry-passengers, piers]\n///",
    ],
)
def test_a_page_without_a_whole_list_has_no_structured_data(markdown: str) -> None:
    assert data("about.md", markdown) is None


def test_the_page_of_downloads_is_a_dataset() -> None:
    site = site_of()
    (change,) = site.content.all(Change).values()
    newer = Change.model_validate(change.model_dump() | {"id": "b", "date": "2021-02-03"})
    put_all(site, "change", newer, change)
    found = data("about.md", "/// data-files\n///", site)
    assert found["@type"] == "Dataset"
    assert found["dateModified"] == "2021-02-03"
    assert found["creator"] == ORGANIZATION
    assert found["license"] == LICENCE
    downloads = {d["contentUrl"]: d["encodingFormat"] for d in found["distribution"]}
    assert downloads[f"{URL}data/events.json"] == "application/json"
    assert downloads[f"{URL}data/events.csv"] == "text/csv"
    assert downloads[f"{URL}data/events.ics"] == "text/calendar"


PAGES = (
    ("topics/plan.md", "One."),
    ("index.md", ""),
    ("glossary.md", "/// glossary\n///"),
    ("timeline.md", "/// timeline\n///"),
    ("about.md", "/// data-files\n///"),
)


def properties(found: Any) -> list[tuple[str, Any]]:
    """Every property of a value and of the values inside it."""
    if isinstance(found, list):
        return [pair for value in found for pair in properties(value)]
    if isinstance(found, dict):
        inner = [pair for value in found.values() for pair in properties(value)]
        return [*found.items(), *inner]
    return []


@pytest.mark.parametrize(("path", "markdown"), PAGES)
def test_what_is_not_known_is_left_out(path: str, markdown: str) -> None:
    found = properties(data(path, markdown, open_tiny(name="The Bridge", url=URL)))
    assert ("@type", "Organization") in found or path in ("glossary.md", "timeline.md")
    assert "license" not in {key for key, _ in found}
    assert not [key for key, value in found if value in (None, "", [])]
    assert (
        "license" in {key for key, _ in properties(data(path, markdown))} or path == "timeline.md"
    )


EVIL = '</script><script>alert(1)</script><!-- & \u2028\u2029 ]]> " \\ 🕊️'


def with_term(text: str) -> Site:
    site = site_of()
    toll = site.content.all(Term)["toll"].model_copy(update={"short": text})
    put(site, Ref("term", "toll"), toll)
    return site


def test_a_record_cannot_end_the_script() -> None:
    site = with_term(EVIL)
    rendered = render("/// glossary\n///", "glossary.md", site)
    text = structured_data(site, rendered.page)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["hasDefinedTerm"][1]["description"] == EVIL


def test_apostrophes_are_curved_and_addresses_are_not() -> None:
    site = site_of("https://site.example/it's/")
    toll = site.content.all(Term)["toll"].model_copy(update={"short": "The town's 'toll'."})
    put(site, Ref("term", "toll"), toll)
    found = data("glossary.md", "/// glossary\n///", site)["hasDefinedTerm"][1]
    assert found["description"] == "The town\u2019s \u2018toll\u2019."
    assert found["url"] == "https://site.example/it's/glossary/#toll"


@given(st.text(st.characters(codec="utf-8", exclude_characters="'")))
def test_any_text_comes_through_unchanged(text: str) -> None:
    site = with_term("x")
    toll = site.content.all(Term)["toll"]
    put_all(site, "term", toll.model_copy(update={"short": text, "term": f"x{text}"}))
    page = site.pages["glossary.md"]
    page.directives = [WrittenDirective("glossary", {}, "")]
    found = structured_data(site, page)
    assert not set("<>&\u2028\u2029") & set(found)
    (term,) = json.loads(found)["hasDefinedTerm"]
    assert term["name"] == f"x{text}"
    assert term.get("description", "") == text
