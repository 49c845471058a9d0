"""Asks whether what the site links to still answers: `python tests/check_outside_links.py FOLDER`.

For a scheduled run, since it needs the network and depends on other people's servers. linkchecker
does the asking; this serves the built site to it, sorts the answers, and writes a report on
standard output, in Markdown.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import html

from project import Served

SECONDS = 30
"""How long an answer may take."""


class Link(NamedTuple):
    """An address, the page where it stands first, and what linkchecker says of it."""

    address: str
    page: str
    answer: str
    answers: bool


def ask(site: Path, served: Served, seconds: int = SECONDS) -> Iterator[Link]:
    """Ask for every page and every link of a built site, while it is served.

    linkchecker gives up the rights of root when it starts, so its report comes by a pipe.
    """
    (own,) = html.parse(site / "index.html").xpath('//link[@rel="canonical"]/@href')
    command = [
        *(str(Path(sys.executable).with_name("linkchecker")), "--check-extern", "--no-status"),
        *(f"--timeout={seconds}", "--threads=8", "--verbose", "--output=csv/utf-8"),
        f"--ignore-url=^{re.escape(own)}",  # what the site says of its own address
        served.url,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    if done.returncode not in (0, 1) or not lines:
        raise RuntimeError(f"linkchecker stopped: {done.stderr[-2000:]}")
    for row in csv.DictReader(lines, delimiter=";"):
        page = row["parentname"].removeprefix(served.url)
        if row["result"] == "filtered":
            continue  # the site's own address
        yield Link(row["url"], f"/{page}", row["result"], row["valid"] == "True")


def is_gone(link: Link) -> bool:
    """Return whether the server says that there is no such page, or there is no such server."""
    no_host = "NameResolutionError" in link.answer and "[Errno -3]" not in link.answer
    return no_host or re.match(r"(404|410)\b", link.answer) is not None


def is_refused(link: Link) -> bool:
    """Return whether nothing is known: no answer, a refusal, or a fault that may pass."""
    return not is_gone(link) and (not link.answers or not re.match(r"[23]\d\d\b", link.answer))


def nothing_answers(links: Iterable[Link], own: str) -> bool:
    """Return whether there are links to other sites, and not one server said anything."""
    outside = [link for link in links if not link.address.startswith(own)]
    return bool(outside) and not any(link.answer[:3].isdigit() for link in outside)


def report(links: Iterable[Link], own: str, records: list[dict[str, Any]]) -> tuple[str, bool]:
    """Return the report, and whether an editor has something to do.

    Args:
        links: What linkchecker says.
        own: The address at which the site was served.
        records: The public record as `sources.json` gives it.
    """
    asked = {link.address: link for link in links}.values()
    cited = {record["URL"]: record for record in records}
    inside = [link for link in asked if link.address.startswith(own) and not link.answers]
    outside = [link for link in asked if not link.address.startswith(own)]
    gone = [link for link in outside if is_gone(link)]
    kept = [link for link in gone if cited.get(link.address, {}).get("archive_location")]
    lost = [link for link in gone if link not in kept]
    refused = [link for link in outside if is_refused(link)]
    answered = len(outside) - len(gone) - len(refused)
    without = sum("archive_location" not in record for record in records)
    parts = [
        f"{len(outside)} addresses of other sites: {answered} answer, {len(gone)} are gone, "
        f"{len(refused)} refused or did not answer. "
        f"{without} of {len(records)} entries of the public record name no archived copy.",
        *_table("Gone, without an archived copy", lost, cited),
        *_table("Missing on the site itself", inside, cited),
        *_table("Gone; an archived copy is named", kept, cited),
        *_table("Refused, or no answer: look only if this persists", refused, cited),
    ]
    return "\n".join(parts) + "\n", bool(lost or inside)


def _table(title: str, links: list[Link], cited: dict[str, dict[str, Any]]) -> Iterator[str]:
    if not links:
        return
    yield f"\n## {title}\n\n| Address | Answer | Entry, or first page |\n| --- | --- | --- |"
    for link in sorted(links, key=lambda link: urlsplit(link.address)[1:]):
        entry = cited.get(link.address, {}).get("id")
        answer = link.answer.partition(":")[0] if not link.answer[:3].isdigit() else link.answer
        cells = (f"<{link.address}>", answer, f"`{entry}`" if entry else link.page)
        yield f"| {' | '.join(cell.replace('|', '%7C') for cell in cells)} |"


def main(arguments: list[str]) -> int:
    """Serve a built site, ask for its links and print the report.

    Returns:
        0 if nothing is gone without an archived copy, 1 if something is, 2 for wrong usage or if
        no other site can be reached; then there is no report.
    """
    if len(arguments) != 1 or not (Path(arguments[0]) / "index.html").is_file():
        sys.stderr.write("usage: python tests/check_outside_links.py FOLDER\n")
        return 2
    site = Path(arguments[0])
    (canonical,) = html.parse(site / "index.html").xpath('//link[@rel="canonical"]/@href')
    served = Served(site, urlsplit(canonical).path)
    with served.running():
        links = list(ask(site, served))
    if nothing_answers(links, served.url):
        sys.stderr.write("no other site can be reached; is there a network?\n")
        return 2
    records = json.loads((site / "data/sources.json").read_text(encoding="utf-8"))
    text, to_do = report(links, served.url, records)
    sys.stdout.write(text)
    return 1 if to_do else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
