"""gongkai.toml: defaults, file, environment, and where each value comes from."""

from pathlib import Path

import pytest

from crawler import config
from crawler.errors import ConfigError

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"


def setting(found: config.InForce, key: str) -> tuple[object, str]:
    return next((s.value, s.origin) for s in found.settings if s.key == key)


def written(folder: Path, text: str) -> Path:
    path = folder / "gongkai.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    found = config.load(tmp_path, {})
    assert found.config == config.Config()
    assert {s.origin for s in found.settings} == {"default"}


def test_file_overrides_the_default_and_the_environment_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'archive = "here"\n[limits]\nreaders = 2\nbody_mib = 8\n')
    found = config.load(tmp_path, {"GONGKAI_LIMITS_READERS": "4", "GONGKAI_LIMITS_DELAY_SECONDS": "0.5"})
    assert setting(found, "archive") == ("here", str(path))
    assert setting(found, "limits.body_mib") == (8, str(path))
    assert setting(found, "limits.readers") == (4, "GONGKAI_LIMITS_READERS")
    assert setting(found, "limits.delay_seconds") == (0.5, "GONGKAI_LIMITS_DELAY_SECONDS")
    assert setting(found, "contact") == ("", "default")
    assert found.config.limits.readers == 4


def test_lists_in_the_environment_are_parted_as_search_paths_are(tmp_path: Path) -> None:
    assert config.load(tmp_path, {"GONGKAI_SITES": "a:b c::"}).config.sites == ["a", "b c"]


def test_named_file_is_read_wherever_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, 'contact = "archive@shifan.example"\n')
    found = config.load(tmp_path / "elsewhere", {"GONGKAI_CONFIG": str(path)})
    assert setting(found, "contact") == ("archive@shifan.example", str(path))


def test_named_file_that_is_missing_is_said_with_who_named_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such file, but GONGKAI_CONFIG names it"):
        config.load(tmp_path, {"GONGKAI_CONFIG": str(tmp_path / "none.toml")})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("archive = \n", "line 1, column 11: not valid TOML: Invalid value"),
        (
            "archiv = 'x'\n",
            "line 1: archiv: unknown key; did you mean archive? known here: archive, contact, limits, night, report, sites",
        ),
        ("archive = ''\n", "line 1: archive: string should have at least 1 character; found ''"),
        ("[limits]\nreaders = '2'\n", "line 2: limits.readers: should be a valid integer; found '2'"),
        ("[limits]\nreaders = 0\n", "line 2: limits.readers: should be greater than or equal to 1; found 0"),
        ("[night]\nstart = '24:00'\n", "line 2: night.start: '24:00' is not a time of day like 00:30"),
        (
            "contact = '示范'\n",
            "line 1: contact: must be a web address or a mail address, in ASCII, without blanks and brackets",
        ),
        ("sites = [\n 'a',\n 3]\n", "line 3: sites.1: should be a valid string; found 3"),
    ],
)
def test_fault_in_the_file_names_line_and_key(tmp_path: Path, text: str, sentence: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as fault:
        config.load(tmp_path, {})
    assert str(fault.value) == f"{path}, {sentence}"


def test_fault_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    wrong = {"GONGKAI_LIMITS_READERS": "many", "GONGKAI_NIGHT_END": "6"}
    with pytest.raises(ConfigError) as fault:
        config.load(tmp_path, wrong)
    first, second = str(fault.value).splitlines()
    assert first == "GONGKAI_NIGHT_END: night.end: '6' is not a time of day like 00:30; found '6'"
    assert second.startswith("GONGKAI_LIMITS_READERS: limits.readers: ") and second.endswith("found 'many'")


def test_every_setting_is_documented_with_variable_default_and_meaning(tmp_path: Path) -> None:
    text = DOCS.read_text("utf-8")
    rows = [
        f"| `{s.key}` | `{config.variable_of(s.key)}` | {f'`{s.value}`' if s.value not in ('', []) else 'empty'} | {s.meaning} |"
        for s in config.load(tmp_path, {}).settings
    ]
    assert [row for row in rows if row not in text] == []


def test_example_of_the_documentation_is_a_file_that_holds(tmp_path: Path) -> None:
    example = DOCS.read_text("utf-8").split("```toml\n")[1].partition("```")[0]
    written(tmp_path, example)
    config.load(tmp_path, {})
