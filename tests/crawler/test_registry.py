"""Which site files a name means."""

from pathlib import Path

import pytest

from crawler.errors import SiteFileError
from crawler.registry import OWN_SITES, all_sites, find_sites, site_paths

TEXT = (OWN_SITES / "gz_guiyang.toml").read_text("utf-8")


def with_site(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(TEXT, "utf-8")
    return path


def test_own_sites_are_found_and_replica_sites_are_not_among_all() -> None:
    names = [site.name for site in all_sites()]
    assert names == sorted(path.stem for path in OWN_SITES.glob("*.toml"))
    assert not any(name.startswith("replica") for name in names)


def test_further_folders_add_sites_in_name_order(tmp_path: Path) -> None:
    with_site(tmp_path, "aa_first")
    assert next(iter(site_paths([tmp_path]))) == "aa_first"
    assert find_sites(["aa_first"], [tmp_path])[0].name == "aa_first"


def test_single_file_is_called_by_its_path(tmp_path: Path) -> None:
    assert find_sites([str(with_site(tmp_path, "alone"))])[0].name == "alone"


def test_site_asked_for_twice_is_crawled_once(tmp_path: Path) -> None:
    path = with_site(tmp_path, "alone")
    assert len(find_sites(["alone", str(path), "alone"], [tmp_path])) == 1


def test_unknown_name_gets_the_near_ones() -> None:
    with pytest.raises(
        SiteFileError, match="gz_guiyan: there is no site of this name; did you mean gz_guiyang"
    ):
        find_sites(["gz_guiyan"])
    with pytest.raises(SiteFileError, match="`gongkai sites list` shows all"):
        find_sites(["qqq"])


def test_unknown_file_and_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match=r"none\.toml: there is no such file"):
        find_sites([str(tmp_path / "none.toml")])
    with pytest.raises(SiteFileError, match="there is no such folder of site files"):
        site_paths([tmp_path / "none"])


def test_two_folders_with_one_name_are_refused_naming_both(tmp_path: Path) -> None:
    one, two = with_site(tmp_path / "a", "twin"), with_site(tmp_path / "b", "twin")
    with pytest.raises(SiteFileError) as fault:
        site_paths([tmp_path / "a", tmp_path / "b"])
    assert str(fault.value) == f"{two}: {one} already declares a site of this name; rename one of the files"


def test_one_folder_named_twice_is_one_folder(tmp_path: Path) -> None:
    with_site(tmp_path, "alone")
    assert site_paths([tmp_path, tmp_path / "."]) == site_paths([tmp_path])


def test_two_files_of_one_name_are_not_crawled_into_one_site(tmp_path: Path) -> None:
    one, two = with_site(tmp_path / "a", "twin"), with_site(tmp_path / "b", "twin")
    with pytest.raises(SiteFileError, match="is asked for too and declares a site of the same name"):
        find_sites([str(one), str(two)])
