"""What authors are given: new files, one form for all, schemas for editors, reference pages."""
