"""The engine of the explainer.

It depends on records, Markdown and HTML, but neither on MkDocs (`site_events` does) nor on the
subject of the site (`content/` and `docs/`). Imports run in one direction, through the layers
listed in pyproject.toml. The page "How a page is made" for editors says what each package is for
and where to add a field, a kind of record, a rule, a directive or a step.
"""
