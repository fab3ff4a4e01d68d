"""Reading of pages beside its peers: `make bench-pages`."""
