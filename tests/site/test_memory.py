"""What a build of a generated site needs beside one by Material alone.

The other sizes are measured by `make bench`; memory, unlike time, hardly differs from run to run.
"""

from pathlib import Path

from bench import SIZES, measured
from generated_sites import WAYS, write_site

MOST = 1.3
"""Times the memory of Material alone."""


def test_the_engine_takes_little_more_memory_than_material_alone(tmp_path: Path) -> None:
    peaks = {}
    for way in (WAYS[0], WAYS[-1]):
        project = write_site(way, *SIZES[0], tmp_path / way)
        _, peaks[way] = measured(project, tmp_path / "site")
    assert peaks[WAYS[-1]] <= MOST * peaks[WAYS[0]], peaks
