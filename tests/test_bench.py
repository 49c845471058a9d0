"""The sites that are measured can be built, so that `make bench` runs when somebody needs it."""

from pathlib import Path

import pytest

from generated_sites import WAYS, write_site
from measuring import run_build


@pytest.mark.parametrize("way", WAYS)
def test_a_generated_site_builds(way: str, tmp_path: Path) -> None:
    project = write_site(way, 2, 10, tmp_path / "project")
    run_build(project, tmp_path / "site")
    assert (tmp_path / "site/part-000/page-0001/index.html").is_file()
