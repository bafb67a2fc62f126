"""From a library to pages: what templates can ask for, pictures, citations, search, the print edition."""
