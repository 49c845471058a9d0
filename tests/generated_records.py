"""Sites with thousands of records of all kinds, to see which kind costs more than its share.

Each kind has a number of its own. Two sites that differ in one number differ in the records of that
kind, and in what has to name them: pages cite every statement and every entry of the public record
once, and use every term and every actor once.
"""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generated_sites import ENGINE, SEED, configure, names_from, sentences_of, words_from
from project import ROOT, TINY

ISSUES = 10
GROUPS = 8
"""Groups of terms, and sides of actors."""
STATEMENTS_A_PARAGRAPH = 5
STATEMENTS_A_SOURCE = 50
FIRST_YEAR, YEARS = 1960, 60
"""The years of the events, however many there are."""

SENTENCES_A_PARAGRAPH = 4
PARAGRAPHS_A_SECTION = 5

VERDICTS = ("confirmed", "nuance", "differs", "not-found")
STANCES = ("supports", "supports-with-conditions", "ambiguous", "opposes", "not-stated")

Values = list[dict[str, Any]]
"""Records as they stand in a file."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind a site has; `pages` are its topic pages."""

    pages: int = 100
    statements: int = 2_000
    record: int = 1_800
    publishers: int = 200
    terms: int = 1_500
    actors: int = 400
    events: int = 1_000
    positions: int = 400
    open_questions: int = 400
    questions: int = 300
    changes: int = 300
    redirects: int = 200
    published: int = 1_500

    @property
    def records(self) -> int:
        """All records together."""
        numbers: dict[str, int] = asdict(self)
        return sum(numbers.values()) - self.pages

    def scaled(self, factor: float) -> "Counts":
        """As many times as many of each kind."""
        return Counts(**{kind: max(4, round(n * factor)) for kind, n in asdict(self).items()})

    def least(self, kind: str) -> int:
        """The fewest records of a kind with which the others can stand as they are."""
        needed = {
            "pages": 2,
            "statements": 1,
            "record": self.publishers,
            "publishers": 1,
            "terms": 1,
            "actors": max(1, -(-self.positions // ISSUES)),
            "events": self.pages,
            "open_questions": self.pages,
        }
        return needed.get(kind, 0)


def write_records_site(counts: Counts, folder: Path) -> Path:
    """Write a project of the engine that builds without a problem.

    Args:
        counts: How many records of each kind.
        folder: The folder, which is made.

    Returns:
        The folder.
    """
    left_out = shutil.ignore_patterns("topics", "print.md")  # which names the topics
    shutil.copytree(TINY / "docs", folder / "docs", ignore=left_out)
    configure(folder, theme=", custom_dir: overrides", more=ENGINE)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    _Writer(counts, folder).write()
    return folder


class _Writer:
    """Writes the records and the pages of one site.

    Args:
        counts: How many records of each kind.
        folder: The project's folder, in which `docs` is there already.
    """

    def __init__(self, counts: Counts, folder: Path) -> None:
        self.counts = counts
        self.folder = folder
        self.vocabulary = words_from(_random("vocabulary"), 2_000)
        self.terms = names_from(_random("terms"), counts.terms)
        self.aliases = names_from(_random("aliases"), counts.terms, prefix="xx")
        actors = names_from(_random("actors"), counts.actors, prefix="qq")
        self.actors = [name.title() for name in actors]
        self.topics = [f"subject-{number:04}" for number in range(counts.pages)]
        self.statements = [_statement_key(number) for number in range(counts.statements)]

    def write(self) -> None:
        """Write every file."""
        lists = {
            "publishers": self._publishers(),
            "record": self._record(),
            "terms": self._terms(),
            "actors": self._actors(),
            "events": self._events(),
            "open-questions": self._open_questions(),
            "questions": self._questions(),
            "changes": self._changes(),
        }
        for name, values in lists.items():
            self._dump(f"{name}.yml", values)
        self._dump("redirects.yml", self._redirects())
        self._dump("positions.yml", {"issues": _issues(), "positions": self._positions()})
        self._dump("style.yml", _style(self.counts))
        self._dump("published.yml", self._published(lists))
        self._write_sources()
        random = _random("pages")
        for number, topic in enumerate(self.topics):
            path = self.folder / "docs" / "topics" / f"{topic}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(self._page(random, number, topic), encoding="utf-8")
        front = "---\ntitle: Start\ndescription: A site for measuring.\n---\n\n/// proof\n///\n"
        (self.folder / "docs" / "index.md").write_text(front, encoding="utf-8")

    def _dump(self, name: str, values: Any) -> None:
        path = self.folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            yaml.dump(values, file, Dumper=yaml.CSafeDumper, sort_keys=False)

    def _words(self, random: Random, number: int) -> str:
        return " ".join(random.choices(self.vocabulary, k=number))

    def _sentence(self, random: Random, number: int) -> str:
        return sentences_of(random.choices(self.vocabulary, k=number))

    def _entry(self, number: int) -> str:
        """An entry of the public record."""
        return f"entry-{number % self.counts.record:05}"

    def _publishers(self) -> Values:
        random = _random("publishers")
        return [
            {
                "id": f"publisher-{number:04}",
                "name": self._words(random, 3).title(),
                "class": ("primary", "established")[number % 2],
            }
            for number in range(self.counts.publishers)
        ]

    def _record(self) -> Values:
        random = _random("record")
        return [
            {
                "id": self._entry(number),
                "publisher": f"publisher-{number % self.counts.publishers:04}",
                "title": self._words(random, 8).capitalize(),
                "url": f"https://gazette.example/{number}",
                "issued": _day(number),
            }
            for number in range(self.counts.record)
        ]

    def _terms(self) -> Values:
        random = _random("texts of terms")
        return [
            {
                "id": name.replace(" ", "-"),
                "term": name,
                "forms": [self.aliases[number]],
                "group": f"group-{number % GROUPS}",
                "short": self._sentence(random, 12),
                # Entries mention each other, as they do on the real site.
                "long": f"It is like {self.terms[number - 1]}. {self._sentence(random, 25)}",
                "see_also": [self.terms[number - 1].replace(" ", "-")] if number else [],
                "sources": [self._entry(number), self._entry(number + 1)],
            }
            for number, name in enumerate(self.terms)
        ]

    def _actors(self) -> Values:
        random = _random("texts of actors")
        return [
            {
                "id": name.lower().replace(" ", "-"),
                "kind": "person",
                "name": name,
                "side": f"group-{number % GROUPS}",
                "short": self._sentence(random, 10),
                "long": self._sentence(random, 30),
                "posts": [{"title": self._words(random, 3).capitalize(), "from": "2019"}],
                "sources": [self._entry(number)],
            }
            for number, name in enumerate(self.actors)
        ]

    def _events(self) -> Values:
        random = _random("events")
        count = self.counts.events
        events = []
        for number in range(count):
            name = self.actors[number % len(self.actors)]
            month = number // YEARS % 12 + 1
            event = {
                "id": f"event-{number:05}",
                "date": _day(number),
                "title": self._words(random, 5).capitalize(),
                "summary": f"There {name} spoke. {self._sentence(random, 20)}",
                "actors": [name.lower().replace(" ", "-")],
                "topics": [self.topics[number % len(self.topics)]],
                "sources": [self._entry(number), self._entry(number + 1)],
            }
            if month < 12 and number + YEARS < count:  # a month later in the same year
                event["led_to"] = [f"event-{number + YEARS:05}"]
            events.append(event)
        return events

    def _positions(self) -> Values:
        random = _random("positions")
        return [
            {
                "actor": self.actors[number // ISSUES].lower().replace(" ", "-"),
                "issue": f"issue-{number % ISSUES}",
                "stance": STANCES[number % len(STANCES)],
                "summary": self._sentence(random, 15),
                "as_of": _day(number),
                "sources": [self._entry(number)],
            }
            for number in range(self.counts.positions)
        ]

    def _open_questions(self) -> Values:
        random = _random("open questions")
        return [
            {
                "id": f"open-{number:05}",
                "topics": [self.topics[number % len(self.topics)]],
                "question": f"{self._words(random, 8).capitalize()}?",
                "answer": self._sentence(random, 20),
                "statements": [self.statements[number % len(self.statements)]],
                "record": [self._entry(number)],
            }
            for number in range(self.counts.open_questions)
        ]

    def _questions(self) -> Values:
        random = _random("questions")
        return [
            {
                "id": f"question-{number:05}",
                "question": f"{self._words(random, 8).capitalize()}?",
                "answer": f"{self._sentence(random, 14)}"
                f"[@{self.statements[number % len(self.statements)]}]",
                "topics": [self.topics[number % len(self.topics)]],
            }
            for number in range(self.counts.questions)
        ]

    def _changes(self) -> Values:
        random = _random("changes")
        return [
            {
                "id": f"change-{number:05}",
                "date": f"2024-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
                "kind": "correction",
                "summary": self._sentence(random, 8),
                "was": self._sentence(random, 8),
                "says": self._sentence(random, 8),
                "why": self._sentence(random, 6),
                "pages": [f"/topics/{self.topics[number % len(self.topics)]}/"],
            }
            for number in range(self.counts.changes)
        ]

    def _redirects(self) -> Values:
        return [
            {
                "kind": "term",
                "old": f"gone-{number:05}",
                "new": self.terms[number % len(self.terms)].replace(" ", "-"),
                "why": "Two entries said the same.",
            }
            for number in range(self.counts.redirects)
        ]

    def _published(self, lists: dict[str, Values]) -> dict[str, list[str]]:
        """Ids of records that are there, kind by kind, until there are enough."""
        files = {"record": "record", "term": "terms", "event": "events", "question": "questions"}
        ids = {kind: [value["id"] for value in lists[file]] for kind, file in files.items()}
        found: dict[str, list[str]] = {}
        wanted = self.counts.published
        for kind, names in {"statement": self.statements, **ids}.items():
            found[kind] = sorted(names[:wanted])
            wanted -= len(found[kind])
        return found

    def _write_sources(self) -> None:
        random = _random("statements")
        for first in range(0, self.counts.statements, STATEMENTS_A_SOURCE):
            keys = self.statements[first : first + STATEMENTS_A_SOURCE]
            name = keys[0].partition(":")[0]
            paragraphs = [
                {
                    "topic": self._words(random, 3).capitalize(),
                    "claims": [1] * len(keys[at : at + STATEMENTS_A_PARAGRAPH]),
                    "statements": [
                        self._statement(random, first + at + place, key)
                        for place, key in enumerate(keys[at : at + STATEMENTS_A_PARAGRAPH])
                    ],
                }
                for at in range(0, len(keys), STATEMENTS_A_PARAGRAPH)
            ]
            source = {
                "id": name,
                "title": f"The {name.replace('-', ' ')}",
                "kind": "A leaflet",
                "file": f"{name}.txt",
                "voice": "Cheerful.",
                "dating": "It carries no date.",
                "limits": "It names no price.",
                "paragraphs": paragraphs,
            }
            self._dump(f"sources/{name}.yml", source)

    def _statement(self, random: Random, number: int, key: str) -> dict[str, Any]:
        """Every second one is held against the public record."""
        common = {
            "id": key.partition(":")[2],
            "text": self._sentence(random, 12),
            "as_of": "2020-04",
        }
        if number % 2:
            return {**common, "not_checked": "general"}
        check = {
            "verdict": VERDICTS[number // 2 % len(VERDICTS)],
            "note": self._sentence(random, 14),
            "aside": self._sentence(random, 12),
            "record": [self._entry(number), self._entry(number + 1)],
        }
        return {**common, "check": check}

    def _page(self, random: Random, number: int, topic: str) -> str:
        """A topic page with its share of what pages cite and mention."""
        step = len(self.topics)
        entries = [self._entry(place) for place in range(self.counts.record)]
        sentences = [
            f"{self._sentence(random, 10)}[@{key}]"
            for key in [*self.statements[number::step], *entries[number::step]]
        ]
        sentences += [
            f"{self._words(random, 4).capitalize()} {name} {self._words(random, 4)}.[@-]"
            for name in [*self.terms[number::step], *self.actors[number::step]]
        ]
        if not sentences:
            sentences = [f"{self._sentence(random, 10)}[@-]"]
        random.shuffle(sentences)
        following = self.topics[(number + 1) % step]
        lines = [
            *("---", f"title: What is {topic}?", f"short_title: {topic}"),
            *(f"description: About {topic}.", f"standfirst: All about {topic}."),
            *("as_of: 2020", "reviewed: 2020-06-01", f"read_next: {following}"),
            *(f"related: [{following}]", "---", ""),
        ]
        section = SENTENCES_A_PARAGRAPH * PARAGRAPHS_A_SECTION
        for at, sentence in enumerate(sentences):
            if at % section == 0:
                lines += [f"## {self._words(random, 4).capitalize()}", ""]
            lines.append(sentence)
            if (at + 1) % SENTENCES_A_PARAGRAPH == 0 or at + 1 == len(sentences):
                lines.append("")
        lines += [f"/// timeline | The steps\n    topic: {topic}\n///", ""]
        heading = self._words(random, 4).capitalize()
        lines += [f"## {heading}", "", "/// open-questions\n///", ""]
        return "\n".join(lines)


def _random(what: str) -> Random:
    """Chance of its own for each kind, so that one kind changes nothing in the others."""
    return Random(f"{SEED} {what}")  # noqa: S311 - the same site every time


def _statement_key(number: int) -> str:
    source, place = divmod(number, STATEMENTS_A_SOURCE)
    paragraph, sentence = divmod(place, STATEMENTS_A_PARAGRAPH)
    return f"leaflet-{source:04}:{paragraph + 1}.{sentence + 1}"


def _day(number: int) -> str:
    """A day for a record: the year moves first, then the month, then the day."""
    year, month = FIRST_YEAR + number % YEARS, number // YEARS % 12 + 1
    return f"{year}-{month:02}-{number // (YEARS * 12) % 28 + 1:02}"


def _issues() -> Values:
    return [
        {"id": f"issue-{number}", "label": f"Issue {number}", "about": f"the issue {number}"}
        for number in range(ISSUES)
    ]


def _style(counts: Counts) -> dict[str, Any]:
    """Limits so wide that no generated text breaks them, and a label for each group and side."""
    groups = (f"group-{number}" for number in range(min(GROUPS, counts.terms)))
    sides = (f"side-group-{number}" for number in range(min(GROUPS, counts.actors)))
    return {
        "max_sentence_words": 1_000,
        "mean_sentence_words": [0, 1_000],
        "max_grade": 1_000,
        "page_words": [0, 1_000_000],
        "max_notes": 100,
        "max_definition_words": 30,
        "relative_time": ["recently", "this week"],
        "figure_words": ["per cent"],
        "parties": [{"id": "town", "name": "Town", "sides": ["group-0"]}],  # the lanes name it
        "labels": {name: name.replace("-", " ").capitalize() for name in (*groups, *sides)},
    }
