"""Files for programs: downloads, calendar, feeds, structured data, schemas."""
