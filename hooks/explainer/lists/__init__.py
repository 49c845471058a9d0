"""Lists generated from records, and the views that show parts of them."""
