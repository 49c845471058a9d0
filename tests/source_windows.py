"""Runs of eight words of the source documents, as hashes, to find any that the site repeats.

The documents are not ours to reprint, so the repository holds only the first twelve hexadecimal
digits of the SHA-256 of each run. Words count without capitals, punctuation and apostrophes.
`tests/site/test_own_words.py` makes the runs of the site's text in the same way.

To remake `tests/fixtures/source-windows.txt` from the documents, which are text files with one
paragraph a line:

    python tests/source_windows.py FOLDER
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).parent / "fixtures" / "source-windows.txt"
WIDTH = 8
"""How many consecutive words may not be a document's."""
DIGITS = 12

_APOSTROPHE = re.compile("['’‘ʼ`´\u00ad]")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|\S*/\S*/\S*|\b[a-z0-9]+(?:[-_:.][a-z0-9]+){7,}\b")
"""Addresses and ids, which are no text; a new run begins after one."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, as they are compared."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W_]+", _APOSTROPHE.sub("", plain))


def windows_of(text: str) -> Iterator[str]:
    """Yield every run of eight words of a text."""
    words = words_of(text)
    for start in range(len(words) - WIDTH + 1):
        yield " ".join(words[start : start + WIDTH])


def windows_of_site(text: str) -> Iterator[str]:
    """Yield every run of eight words between the addresses and ids of a text."""
    for part in _ADDRESS.split(text):
        yield from windows_of(part)


def hash_of(window: str) -> str:
    """Return what the file holds of a run."""
    return sha256(window.encode()).hexdigest()[:DIGITS]


def hashes_of(paragraphs: Iterable[str]) -> list[str]:
    """Return the hashes of all runs within paragraphs, each once, sorted."""
    return sorted({hash_of(window) for text in paragraphs for window in windows_of(text)})


def read_hashes(file: Path = FILE) -> set[str]:
    """Return the hashes of the documents."""
    return set(file.read_text(encoding="ascii").split())


def repeated(texts: Iterable[tuple[str, str]], hashes: set[str]) -> list[tuple[str, str]]:
    """Return what texts share with the documents: where, and the longest runs of shared words."""
    found: list[tuple[str, str]] = []
    for where, text in texts:
        last: list[str] | None = None
        for window in windows_of_site(text):
            if hash_of(window) not in hashes:
                last = None
                continue
            words = window.split()
            if last is not None and last[-WIDTH + 1 :] == words[:-1]:
                last.append(words[-1])
                found[-1] = where, " ".join(last)
            else:
                last = words
                found.append((where, window))
    return list(dict.fromkeys(found))


def main() -> None:
    """Write the hashes of the documents in a folder."""
    (folder,) = sys.argv[1:]
    documents = sorted(Path(folder).glob("*.txt"))
    if not documents:
        raise SystemExit(f"there is no document in {folder}")
    lines = (line for file in documents for line in file.read_text("utf-8").splitlines())
    hashes = hashes_of(lines)
    rows = (" ".join(hashes[at : at + 7]) for at in range(0, len(hashes), 7))
    FILE.write_text("\n".join(rows) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
