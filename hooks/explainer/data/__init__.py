"""Data for other programs: downloads, calendar, feeds, structured data and JSON Schemas."""
