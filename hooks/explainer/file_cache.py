"""A cache in files, which outlives a build, for what is slow to make.

A file is named by the hash of everything that its contents depend on, and begins with the hash of
its contents, so that a damaged file is made again. Files are renamed into place, so that two builds
may write the same one.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


def cached(folder: Path, depends_on: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, or what it returned earlier for the same `depends_on`.

    If the folder cannot be read or written, nothing is cached.
    """
    file = folder / _hash(depends_on).decode()
    with suppress(OSError):
        found, _, content = file.read_bytes().partition(b"\n")
        if found == _hash(content):
            return content
    content = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as new:
            new.write(_hash(content) + b"\n" + content)
        Path(new.name).replace(file)
    return content


def _hash(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
