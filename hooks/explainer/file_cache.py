"""What is slow to make and depends on nothing else, kept in files from build to build.

Each is kept under the hash of all that it depends on. A file whose contents do not match its own
hash is made again. Files are renamed into place, so two builds may write the same.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def cached(folder: Path, depends_on: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes, or what it made when all that it depends on was the same.

    A folder that cannot be read or written costs time, no more.
    """
    file = folder / _hash(depends_on).decode()
    with suppress(OSError):
        found, _, content = file.read_bytes().partition(b"\n")
        if found == _hash(content):
            return content
    content = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as new:
            new.write(_hash(content) + b"\n" + content)
        Path(name).replace(file)
    return content


def _hash(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
