"""Figures: their charts, from a record's table to a drawing in the page."""
