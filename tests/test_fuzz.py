"""A few of the damages of `tests/fuzz.py`: each gives problems or a site, and never an error."""

from pathlib import Path

import pytest

from explainer.site import Site
from fuzz import try_one


@pytest.mark.parametrize("number", range(1, 31))
def test_damage_at_random_gives_problems_or_a_site(
    number: int, tmp_path: Path, unharmed: Site
) -> None:
    assert try_one(number, tmp_path, unharmed) in ("problems", "a site")
