"""Lists that are made from records, and the views that are parts of them."""
