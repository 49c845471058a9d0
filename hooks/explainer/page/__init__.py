"""A page: what the engine does to it while Markdown renders it, and after."""
