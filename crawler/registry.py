"""All site files that can be crawled: the project's own, those of folders the operator names, and single files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from crawler.errors import SiteFileError
from crawler.site import Site, load_site

OWN_SITES = Path(__file__).parent / "sites"
REPLICA_SITES = Path(__file__).parent / "replica" / "sites"


def site_paths(folders: Sequence[Path] = ()) -> dict[str, Path]:
    """Site name -> file, in name order. Raises SiteFileError when a folder is missing or two files share a name."""
    paths: dict[str, Path] = {}
    for folder in (OWN_SITES, *folders):
        if not folder.is_dir():
            raise SiteFileError(f"{folder}: there is no such folder of site files")
        for path in sorted(folder.glob("*.toml")):
            other = paths.setdefault(path.stem, path)
            if not other.samefile(path):
                raise SiteFileError(
                    f"{path}: {other} already declares a site of this name; rename one of the files"
                )
    return dict(sorted(paths.items()))


def find_sites(wanted: Iterable[str], folders: Sequence[Path] = ()) -> list[Site]:
    """The sites called by name or by the path of their file, each once, in the order asked for.

    Raises SiteFileError for an unknown one, and for two files that would share a name in the archive.
    """
    known = site_paths(folders)
    chosen: dict[str, Path] = {}
    for name in wanted:
        path = _path_of(name, known)
        other = chosen.setdefault(path.stem, path)
        if other != path and not (other.exists() and path.exists() and other.samefile(path)):
            raise SiteFileError(f"{path}: {other} is asked for too and declares a site of the same name")
    return [load_site(path) for path in chosen.values()]


def all_sites(folders: Sequence[Path] = ()) -> list[Site]:
    """Every site that `--all` means; replica portals are not among them."""
    return [load_site(path) for path in site_paths(folders).values()]


def _path_of(name: str, paths: dict[str, Path]) -> Path:
    if name.endswith(".toml"):
        return Path(name)
    if name in paths:
        return paths[name]
    near = difflib.get_close_matches(name, paths, n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else "; `gongkai sites list` shows all"
    raise SiteFileError(f"{name}: there is no site of this name{hint}")
