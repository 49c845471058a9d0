"""Names: spelling variants, and finding names in text."""
