"""A few of the damages of `tests/fuzz.py`: each gives problems or a site, and never an error."""

from pathlib import Path

import pytest

from fuzz import try_one


@pytest.mark.parametrize("number", range(1, 31))
def test_damage_at_random_gives_problems_or_a_site(number: int, tmp_path: Path) -> None:
    assert try_one(number, tmp_path) in ("problems", "a site")
