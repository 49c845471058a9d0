"""A preview that keeps pages from the build before is the same as one that renders them all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from explainer.page.deferred import fill
from explainer.problems import report
from explainer.refs import Ref
from explainer.site import Site
from preview import Preview
from project import TINY, copy_project, own, rendered

FILES = sorted(file.relative_to(TINY).as_posix() for file in TINY.glob("content/**/*.yml"))
TOPICS = ("topics/plan.md", "topics/cost.md")
FILES.append("docs/topics/plan.md")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(TINY, tmp_path_factory.mktemp("unchanged") / "tiny")


@pytest.fixture(scope="module")
def whole(tiny: Path) -> Site:
    """The site with every page rendered."""
    return rendered(tiny)


def shown(site: Site) -> dict[str, str]:
    """What readers see of each page, and what editors are told."""
    pages = {
        path: fill(page.rendered, site, page) for path, page in site.pages.items() if page.rendered
    }
    return {**pages, "problems": report(site.problems_found)}


def changes_of(text: str) -> Iterator[str]:
    """The text with a word more at its end, with its parts the other way round, and without one."""
    yield f"{text.rstrip().rstrip('.')} more\n"
    parts = text.strip().split("\n\n")
    if len(parts) > 1:
        yield "\n\n".join(reversed(parts))
        yield "\n\n".join(parts[:-1])


def with_other_words(tiny: Path, whole: Site, name: str, was: str, says: str) -> tuple[Site, Site]:
    """The site with other words in a file: with the pages kept that hold, and all made anew."""
    file = tiny / name
    good = file.read_text()
    assert was in good
    file.write_text(good.replace(was, says))
    try:
        return rendered(tiny, whole), rendered(tiny)
    finally:
        file.write_text(good)


@pytest.mark.parametrize("name", FILES)
def test_keeping_pages_changes_nothing(tiny: Path, whole: Site, name: str) -> None:
    file = tiny / name
    good = file.read_text()
    try:
        for text in changes_of(good):
            file.write_text(text)
            assert shown(rendered(tiny, whole)) == shown(rendered(tiny)), text
    finally:
        file.write_text(good)


@pytest.mark.parametrize(
    ("name", "was", "says"),
    [
        ("content/terms.yml", "forms: [bridge fee]", "forms: [bridge fee, cyclists]"),
        ("docs/topics/cost.md", "short_title: ", "short_title: More on "),
    ],
)
def test_what_pages_share_makes_all_anew(
    tiny: Path, whole: Site, name: str, was: str, says: str
) -> None:
    part, fresh = with_other_words(tiny, whole, name, was, says)
    assert shown(part) == shown(fresh) != shown(whole)


def test_an_old_anchor_is_added_to_a_kept_list(tiny: Path, whole: Site) -> None:
    redirect = "- {kind: term, old: fee, new: toll, why: a better word}"
    part, fresh = with_other_words(tiny, whole, "content/redirects.yml", "[]", redirect)
    assert shown(part) == shown(fresh) != shown(whole)


def test_a_field_that_is_null_differs_from_one_that_is_not_there(tiny: Path, whole: Site) -> None:
    file, y = "content/figures/ferry-passengers.yml", "y: {field: adults"
    part, _ = with_other_words(tiny, whole, file, y, f"{y}, axis: null")
    assert Ref("figure", "ferry-passengers") in part.content.changed_since(whole.content)


def kept(tiny: Path, preview: Preview) -> list[str]:
    """The written pages that a preview takes from the build before; it keeps this one."""
    site = rendered(tiny)
    config = load_config(str(tiny / "mkdocs.yml"))
    before = preview.before.pages if preview.before else {}
    preview.reuse(site, get_files(config), config)
    preview.keep(site)
    return [page.path for page in site.written_pages if page is before.get(page.path)]


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "overrides/generated/strip.html", "content/figures/base/harbour.json"]
)
def test_a_file_that_pages_share_makes_all_anew(tiny: Path, name: str) -> None:
    file = own(tiny, name)
    good = file.read_text()
    preview = Preview()
    assert not kept(tiny, preview)
    assert kept(tiny, preview)
    file.write_text(f"{good}\n")
    assert not kept(tiny, preview)
    file.write_text(good)


def test_a_build_with_problems_is_not_kept(tiny: Path, whole: Site) -> None:
    """What a page shows depends on whether there are any, as a figure or an empty list does."""
    actors = tiny / "content/actors.yml"
    good = actors.read_text()
    actors.write_text(f"{good}\n- id: nobody\n")
    broken = rendered(tiny, whole)
    actors.write_text(good)
    assert broken.problems_found
    preview = Preview()
    preview.keep(whole)
    preview.keep(broken)
    assert preview.before is whole


@pytest.mark.parametrize(
    ("name", "was", "says", "anew"),
    [
        # what only the list of whole records shows, the list alone
        ("terms.yml", "in coins", "in notes", {"glossary.md"}),
        ("actors.yml", "She signed", "She has signed", {"whos-who.md"}),
        ("events.yml", "after a debate", "after two debates", {"timeline.md"}),
        # what others show, those that name the record
        ("events.yml", "The council votes", "The council decides", {"timeline.md", *TOPICS}),
        ("figures/piers.yml", "summary: ", "summary: Here ", {"topics/cost.md"}),
        # a record that cannot be read, those that show its kind
        ("questions.yml", "  question: Why", "  qestion: Why", {"questions.md"}),
        (
            "sources/leaflet.yml",
            "two lanes",
            "three lanes",
            {"sources.md", "record.md", "topics/plan.md"},
        ),
    ],
)
def test_only_pages_that_show_a_field_are_made_anew(
    tiny: Path, whole: Site, name: str, was: str, says: str, anew: set[str]
) -> None:
    part, fresh = with_other_words(tiny, whole, f"content/{name}", was, says)
    assert shown(part) == shown(fresh) != shown(whole)
    written = [path for path in part.pages if path not in part.generated]
    assert {path for path in written if part.pages[path] is not whole.pages[path]} == anew


def test_nothing_is_made_anew_without_a_change(tiny: Path, whole: Site) -> None:
    again = rendered(tiny, whole)
    assert all(again.pages[path] is page for path, page in whole.pages.items() if page.rendered)
