"""BagIt (RFC 8493): the manifests that make a directory provable. Written here because the `bagit` library moves
files about in the process's working directory; the tests validate with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class FileDigests:
    """What is said of one file: its size and a digest by each algorithm."""

    bytes: int
    digests: Mapping[str, str]

    @property
    def sha256(self) -> str:
        return self.digests["sha256"]


def digests_of(path: Path) -> FileDigests:
    """Read a file once for all digests."""
    hashes = {name: hashlib.new(name) for name in ALGORITHMS}
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            for each in hashes.values():
                each.update(chunk)
    return FileDigests(size, {name: each.hexdigest() for name, each in hashes.items()})


def write_bag(bag: Path, payload: Mapping[str, FileDigests], info: Iterable[tuple[str, str]]) -> None:
    """Make a bag of a directory whose `data/` holds these files already. `info` becomes bag-info.txt, in its order."""
    size = sum(file.bytes for file in payload.values())
    lines = [*info, ("Payload-Oxum", f"{size}.{len(payload)}")]
    _write(bag / "bagit.txt", _DECLARATION)
    _write(bag / "bag-info.txt", "".join(f"{label}: {value}\n" for label, value in lines))
    tags = ["bag-info.txt", "bagit.txt"]
    for algorithm in ALGORITHMS:
        name = f"manifest-{algorithm}.txt"
        _write(bag / name, _manifest(algorithm, {f"data/{file}": of for file, of in payload.items()}))
        tags.append(name)
    of_tags = {name: digests_of(bag / name) for name in tags}
    for algorithm in ALGORITHMS:
        _write(bag / f"tagmanifest-{algorithm}.txt", _manifest(algorithm, of_tags))


def _manifest(algorithm: str, files: Mapping[str, FileDigests]) -> str:
    return "".join(f"{files[name].digests[algorithm]}  {name}\n" for name in sorted(files))


def read_manifest(bag: Path, algorithm: str = "sha256") -> dict[str, str]:
    """Digests by path. Raises OSError where the bag has no such manifest."""
    lines = (bag / f"manifest-{algorithm}.txt").read_text("utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
