"""How generated cases are run: no test here depends on how fast the machine is."""

from hypothesis import settings

# Half of what is usual: many tests, each of a rule that a few dozen cases break if it is broken.
settings.register_profile("unit", deadline=None, max_examples=50)
settings.load_profile("unit")
