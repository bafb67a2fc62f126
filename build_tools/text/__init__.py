"""The grammar of prose and citations, read and written."""
