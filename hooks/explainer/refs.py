"""References to records: a kind and an id."""

from typing import NamedTuple, Self


class Ref(NamedTuple):
    """Identifies a record, page or topic.

    Attributes:
        kind: A key of `KINDS`, or `page` or `topic`.
        id: Unique within the kind. A statement's id includes its source: `leaflet:7.2`. A page's id
            is its file relative to docs/; a topic's is that file's name without extension.
    """

    kind: str
    id: str

    @property
    def called(self) -> str:
        """What problem messages call it: `term "toll"`."""
        return f'{self.kind} "{self.id}"'

    def __str__(self) -> str:
        """Return the form used in HTML attributes: `term toll`."""
        return f"{self.kind} {self.id}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse the output of `str`."""
        kind, _, name = text.partition(" ")
        return cls(kind, name)
