"""The sites that are measured can be built, so that `make bench` runs when somebody needs it."""

from dataclasses import replace
from pathlib import Path

import pytest

from generated_records import Counts, write_records_site
from generated_sites import WAYS, write_site
from measuring import run_build


@pytest.mark.parametrize("way", WAYS)
def test_a_generated_site_builds(way: str, tmp_path: Path) -> None:
    project = write_site(way, 2, 10, tmp_path / "project")
    run_build(project, tmp_path / "site")
    assert (tmp_path / "site/part-000/page-0001/index.html").is_file()


@pytest.mark.parametrize("fewest", ["terms", "actors"])
def test_a_site_of_records_builds(fewest: str, tmp_path: Path) -> None:
    counts = Counts().scaled(0.01)
    counts = replace(counts, **{fewest: counts.least(fewest)})
    project = write_records_site(counts, tmp_path / "project")
    run_build(project, tmp_path / "site")
    assert (tmp_path / "site/timeline/index.html").is_file()
