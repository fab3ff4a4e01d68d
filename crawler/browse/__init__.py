"""The archive in a browser: Datasette, with pages of our own over it. Nothing here writes."""
