"""Bytes to text: `decode` in `pipelines.decoding.court` hears every witness and gives a `Decoded`."""

from pipelines.decoding.court import Decoded, decode

__all__ = ["Decoded", "decode"]
