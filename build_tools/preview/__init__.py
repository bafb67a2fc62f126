"""A live preview: the project as it is while somebody works on it, shown in an open browser."""
