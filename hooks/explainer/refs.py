"""What names a record: its kind and its id together."""

from typing import NamedTuple, Self


class Ref(NamedTuple):
    """The name of a record, or of a page or topic, which can be linked like records.

    Attributes:
        kind: A key of `KINDS`, or `page` or `topic`.
        id: Unique within its kind. A statement's holds its source: `article:7.2`. A page's is its
            file from the root of docs/, a topic's the name of that file without an ending.
    """

    kind: str
    id: str

    def __str__(self) -> str:
        """As attributes of HTML hold it: `term truce`."""
        return f"{self.kind} {self.id}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote."""
        kind, _, name = text.partition(" ")
        return cls(kind, name)
