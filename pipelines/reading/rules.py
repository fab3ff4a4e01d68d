"""The name of today's rules: a digest that changes whenever reading could give another result."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from pipelines.reading.profile import Profile

_PACKAGE = Path(__file__).parents[1]
_NOT_RULES = ("archive", "snapshot")
_LIBRARIES = ("selectolax", "trafilatura", "charset-normalizer", "opencc", "pypinyin")
_READERS_OF_FILES = ("pypdfium2", "pdfplumber", "python-calamine", "olefile", "rapidocr", "onnxruntime")
"""May be absent; a file is read differently, or at all, when one is installed."""


def rules_digest(profile: Profile) -> str:
    """`sha256:…` over the reading code, its data, the libraries it leans on, and the site's own profile."""
    return "sha256:" + hashlib.sha256(f"{_code_digest()} {profile!r}".encode()).hexdigest()


def software() -> str:
    """Name and version of what reads, e.g. ``gongkai/0.1.0``."""
    return f"gongkai/{metadata.version('gongkai')}"


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for name in _READERS_OF_FILES:
        digest.update(f"{name} {_version_if_any(name)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        parts = path.relative_to(_PACKAGE).parts
        if path.is_file() and path.suffix != ".pyc" and parts[0] not in _NOT_RULES:
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _version_if_any(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"
