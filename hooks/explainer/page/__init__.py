"""Processing of a page, during and after Markdown rendering."""
