"""Names: how they are written, and finding them in text."""
