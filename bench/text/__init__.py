"""Decoding and repair beside their peers: `make bench-text`."""
