"""What the pages rest on, how they read and how evenly they treat the parties, as tables.

`make report` prints it. The aims beside the figures are those that editors work to; a figure that
misses its aim is marked with "!" and stops nothing: counting words finds where to look, and a
person decides. What is counted as a reason or as a party's view is listed in content/style.yml,
under `parties` and `balance`.
"""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from statistics import mean, pstdev

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from explainer.page.prose import grade
from explainer.pages import PageState
from explainer.records.editorial import Balance, Party
from explainer.records.evidence import PublicRecord, Publisher
from explainer.records.subject import Actor
from explainer.refs import Ref
from explainer.sentences import sentences_of
from explainer.site import Site
from measuring import say, say_table
from project import ROOT

DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?: \d{4})?|\b(?:19|20)\d{2}\b"
)
WORD = re.compile(r"\w[\w’'-]*")

SHARE_OF_DOCUMENTS = 0.5
ABOUT_DOCUMENTS = 0.06
DATES_PER_HUNDRED_WORDS = 1.5
CONNECTIVES = 0.25
WITHIN = 0.2
ONE_COUNTRY = 0.3
"""The aims that no rule of the build holds; the others are read from content/style.yml."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page's own prose.

    Attributes:
        refs: What it rests on.
        last: Whether it is the last of its section.
    """

    text: str
    page: str
    origin: str
    refs: tuple[Ref, ...]
    last: bool = False


@dataclass
class Prose:
    """The sentences of one page, or of all."""

    name: str
    sentences: list[Sentence] = field(default_factory=list)
    notes: int = 0

    @property
    def lengths(self) -> list[int]:
        """Words of each sentence."""
        return [len(WORD.findall(sentence.text)) for sentence in self.sentences]

    def share(self, wanted: Callable[[Sentence], bool]) -> float:
        """Return the share of the sentences of which something is true."""
        return sum(map(wanted, self.sentences)) / max(1, len(self.sentences))


def built_site(project: Path) -> Site:
    """Build a project into a temporary folder and return what the engine knows of it.

    Problems stop the build only after all pages are read, so the report can still be made.
    """
    with tempfile.TemporaryDirectory() as target:
        config = load_config(str(project / "mkdocs.yml"), site_dir=target)
        config.extra["whole_site"] = False
        config.plugins.on_startup(command="build", dirty=False)
        with suppress(Abort):
            build(config)
        config.plugins.on_shutdown()
    site: Site = config.extra["explainer"].site
    return site


def prose_of(page: PageState) -> Prose:
    """Return the sentences of a page that rest on a note, in order, without its summary's."""
    prose = Prose(page.topic or page.path)
    for section in page.sections:
        own = [note for note in section.notes if not note.generated]
        prose.notes += len(own)
        for note in own:
            sentences = sentences_of(note.words)
            for at, text in enumerate(sentences):
                last = note is own[-1] and at == len(sentences) - 1
                prose.sentences.append(Sentence(text, prose.name, note.origin, note.refs, last))
    return prose


def has(text: str, words: Iterable[str]) -> bool:
    """Return whether a text contains one of some words or phrases."""
    pattern = "|".join(re.escape(word) for word in words)
    return bool(pattern) and re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None


def marked(value: str, meets: bool) -> str:
    """Return a figure, marked if it misses its aim."""
    return value if meets else f"{value} !"


def reading(all_prose: list[Prose], site: Site) -> Iterator[list[str]]:
    """Yield a row for each page: how it reads, and what it rests on."""
    style = site.content.style
    balance = style.balance if style else None
    if style is None or balance is None:
        return
    low, high = style.mean_sentence_words
    for prose in all_prose:
        lengths = prose.lengths
        words = sum(lengths)
        texts = [sentence.text for sentence in prose.sentences]
        average, spread = mean(lengths), pstdev(lengths)
        dates = 100 * sum(len(DATE.findall(text)) for text in texts) / words
        notes = 100 * prose.notes / words
        documents = prose.share(lambda s: s.origin != "record")
        about = prose.share(lambda s: has(s.text, balance.documents))
        tied = prose.share(lambda s: has(s.text, balance.connectives))
        level = grade(texts)
        origins = Counter(sentence.origin for sentence in prose.sentences)
        yield [
            prose.name,
            str(words),
            str(len(texts)),
            f"{origins['document']} / {origins['record']} / {origins['both']}",
            marked(f"{documents:.0%}", documents >= SHARE_OF_DOCUMENTS),
            marked(f"{average:.1f}", low <= average <= high),
            marked(f"{spread:.1f}", spread >= style.min_sentence_spread),
            marked(str(max(lengths)), max(lengths) <= style.max_sentence_words),
            marked(f"{level:.1f}", level <= style.max_grade),
            marked(f"{dates:.1f}", dates <= DATES_PER_HUNDRED_WORDS),
            marked(f"{tied:.0%}", tied >= CONNECTIVES),
            marked(f"{notes:.1f}", notes <= style.max_notes),
            marked(f"{about:.0%}", about <= ABOUT_DOCUMENTS),
        ]


def words_for(party: Party, site: Site) -> list[str]:
    """Return every word that stands for a party: names of its people and bodies, and others."""
    actors = (a for a in site.content.all(Actor).values() if a.side in party.sides)
    names = [name for actor in actors for name in (actor.name, *actor.forms, *actor.exact)]
    return [*party.words, *names]


def views(prose: Iterable[Sentence], names: list[str], balance: Balance) -> Iterator[Sentence]:
    """Yield the sentences that attribute something to a party: its name, then a verb."""
    verbs = "|".join(map(re.escape, balance.attribution))
    who = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"\b(?:{who})\b(?:\W+\w+){{0,4}}?\W+({verbs})\b")
    for sentence in prose:
        if pattern.search(sentence.text):
            yield sentence


def parties(
    sentences: list[Sentence], site: Site, of: Sequence[Party], balance: Balance
) -> Iterator[list[str]]:
    """Yield a row for each party: how much of its view is told, with what verbs and reasons."""
    named = {party.name: words_for(party, site) for party in of}
    told = {name: list(views(sentences, words, balance)) for name, words in named.items()}
    most = len(told[of[0].name])
    for at, party in enumerate(of):
        own = told[party.name]
        verbs = Counter(
            verb.lower()
            for sentence in own
            for verb in balance.attribution
            if has(sentence.text, [verb])
        )
        on_page = [sentence for sentence in sentences if sentence.page == party.page]
        others = [word for name, words in named.items() if name != party.name for word in words]
        against = [s for s in on_page if has(s.text, balance.rebuttals) and has(s.text, others)]
        near = abs(len(own) - most) <= WITHIN * max(len(own), most)
        yield [
            party.name,
            marked(str(len(own)), at != 1 or near),
            marked(str(reasons := sum(has(s.text, balance.reasons) for s in own)), reasons > 0),
            ", ".join(f"{verb} {count}" for verb, count in verbs.most_common(6)),
            str(sum(s.last for s in own)),
            f"{len(against)} of {len(on_page)}",
        ]


def publishers(sentences: list[Sentence], site: Site) -> tuple[list[list[str]], list[str]]:
    """Return citations by country and by class, and the entries that retell another."""
    entries = site.content.all(PublicRecord)
    cited = Counter(r.id for s in sentences for r in set(s.refs) if r.kind == "record")
    countries: Counter[str] = Counter()
    ranks: Counter[str] = Counter()
    for name, count in cited.items():
        entry = entries[entries[name].origin or name]
        publisher = site.content.all(Publisher).get(entry.publisher)
        countries[(publisher.country if publisher else None) or "international"] += count
        ranks[publisher.rank if publisher else "weak"] += count
    total = max(1, sum(cited.values()))
    rows = [
        [name, str(count), marked(f"{count / total:.0%}", count / total <= ONE_COUNTRY)]
        for name, count in countries.most_common(8)
    ]
    rows += [[name, str(count), f"{count / total:.0%}"] for name, count in ranks.most_common()]
    return rows, sorted(name for name in cited if entries[name].origin)


def repeated(sentences: list[Sentence]) -> Iterator[list[str]]:
    """Yield pairs of sentences on two pages that share an entry and half of their longer words."""
    content = [
        ({w.casefold() for w in WORD.findall(s.text) if len(w) > 4}, set(s.refs), s)
        for s in sentences
    ]
    for (a, refs_a, one), (b, refs_b, other) in combinations(content, 2):
        if one.page == other.page or not refs_a & refs_b:
            continue
        if len(a & b) >= 0.5 * min(len(a), len(b)) > 0:
            yield [one.page, one.text[:90], other.page, other.text[:90]]


def main() -> None:
    """Print the report on this project."""
    site = built_site(ROOT)
    style = site.content.style
    balance = style.balance if style else None
    if style is None or balance is None or not style.parties:
        sys.exit("content/style.yml has no parties or no balance: say there what to count")
    pages = [prose_of(page) for page in site.topics.values()]
    sentences = [sentence for prose in pages for sentence in prose.sentences]
    everything = Prose("all", sentences, sum(prose.notes for prose in pages))
    say("## How it reads, and what it rests on\n")
    columns = [
        "page",
        "words",
        "sentences",
        "document / record / both",
        "on documents (50 % or more)",
    ]
    columns += ["mean", "spread", "longest", "grade", "dates in 100 words (1.5)"]
    columns += ["tied (25 % or more)", "notes in 100 words", "about documents (6 %)"]
    say_table(columns, reading([*pages, everything], site))
    say("## How the parties are treated\n")
    columns = ["party", "sentences with its view", "with a reason", "verbs"]
    columns += ["last words of sections", "rebuttals on its own page"]
    say_table(columns, parties(sentences, site, style.parties, balance))
    rows, copies = publishers(sentences, site)
    say("## Who is cited (no country above 30 %)\n")
    say_table(["country or class", "citations", "share"], rows)
    say(f"Entries that retell another: {', '.join(copies) or 'none'}.\n")
    say("## Told twice?\n")
    say_table(["page", "sentence", "page", "sentence"], repeated(sentences))


if __name__ == "__main__":
    main()
