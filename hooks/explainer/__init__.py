"""The engine of the explainer.

It knows records, Markdown and HTML. It knows neither MkDocs (that is `site_events`) nor the
subject of the site (that is `content/` and `docs/`). Imports run one way: events, then the
Markdown extension, then features, then records; `tests/unit/test_architecture.py` holds it.
"""
