"""What rests on what: the ledger of statements, coverage, and doubt that travels."""
