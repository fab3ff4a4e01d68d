"""Site files: what they may say, how their faults are named, and that docs/sites.md tells all of it."""

import json
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crawler.errors import SiteFileError
from crawler.registry import OWN_SITES, REPLICA_SITES
from crawler.site import Expect, Fetch, Range, Reading, Site, load_site
from crawler.spiders.families import FAMILIES
from crawler.spiders.keys import checked_keys

DOCS = Path(__file__).parents[2] / "docs" / "sites.md"
GOOD = """title = "示范市人民政府"
region = "990100"
level = "city"
family = "trs"
verified = false
source = "an example"
start = ["http://www.shifan.example/zwgk/nb/"]
"""


def site_file(folder: Path, text: str, name: str = "shifan") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def refused(folder: Path, text: str, name: str = "shifan") -> str:
    """The sentences with which a file is refused, without the folder."""
    with pytest.raises(SiteFileError) as fault:
        checked_keys(load_site(site_file(folder, text, name)))
    return str(fault.value).replace(f"{folder}/", "")


def test_site_is_called_by_its_file_and_knows_its_hosts(tmp_path: Path) -> None:
    text = GOOD.replace("http://www.shifan.example/zwgk/nb/", "http://WWW.Shifan.example:8080")
    site = load_site(site_file(tmp_path, text + '[fetch]\nhosts = ["Img.shifan.example"]\n', "A-b_3"))
    assert site.name == "A-b_3"
    assert site.hosts == {"www.shifan.example", "img.shifan.example"}
    assert site.start == ("http://WWW.Shifan.example:8080/",)


@pytest.mark.parametrize(
    "path", [*OWN_SITES.glob("*.toml"), *REPLICA_SITES.glob("*.toml")], ids=lambda p: p.stem
)
def test_every_site_file_holds(path: Path) -> None:
    site = load_site(path)
    checked_keys(site)
    assert site.source and site.start


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"990100"', "990100", "shifan.toml, line 2: region: should be a valid string; found 990100"),
        ('"990100"', '"9901"', "shifan.toml, line 2: region: '9901' is not a GB/T 2260 code of six digits"),
        (
            '"city"',
            '"town"',
            "shifan.toml, line 3: level: should be 'central', 'province', 'department-province', 'city', ",
        ),
        (
            '"trs"',
            '"tsr"',
            "shifan.toml, line 4: family: 'tsr' is unknown; known are gkmlpt, hanweb, links, trs, ucap",
        ),
        ("false", '"no"', "shifan.toml, line 5: verified: should be a valid boolean; found 'no'"),
        (
            '"an example"',
            '""',
            "shifan.toml, line 6: source: string should have at least 1 character; found ''",
        ),
        ('source = "an example"\n', "", "shifan.toml: source: is missing, and has no default"),
        ('["http://www.shifan.example/zwgk/nb/"]', "[]", "shifan.toml, line 7: start: "),
        (
            '"http://www',
            '"www',
            "shifan.toml, line 7: start: 'www.shifan.example/zwgk/nb/' is not a web address: ",
        ),
        (
            "nb/",
            "nb/#2629",
            "shifan.toml, line 7: start: 'http://www.shifan.example/zwgk/nb/#2629' has a part after #",
        ),
        (
            "nb/",
            "年报/",
            "shifan.toml, line 7: start: 'http://www.shifan.example/zwgk/年报/' holds characters that are never",
        ),
        (
            ".example/",
            ".example:8x/",
            "shifan.toml, line 7: start: 'http://www.shifan.example:8x/zwgk/nb/' is not a web address: ",
        ),
    ],
)
def test_fault_names_file_line_and_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert refused(tmp_path, GOOD.replace(old, new)).startswith(sentence)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "colour = 1",
            "line 8: colour: unknown key; known here: expect, family, fetch, level, listing, note, ",
        ),
        (
            "[fetch]\nnigth = true",
            "line 9: fetch.nigth: unknown key; did you mean night? known here: conditional, connect, ",
        ),
        ("[fetch]\ndelay = -1", "line 9: fetch.delay: should be greater than or equal to 0; found -1"),
        (
            '[fetch]\nhosts = ["http://a.example/"]',
            "line 9: fetch.hosts: 'http://a.example/' is not a host name: no scheme",
        ),
        (
            '[fetch]\nconnect = { "a.example" = "127.0.0.1" }',
            "line 9: fetch.connect: 'a.example' is mapped to '127.0.0.1', which names no port; write address:port",
        ),
        (
            '[fetch]\nconnect = { "a.example" = "localhost:80" }',
            "line 9: fetch.connect: 'a.example' is mapped to 'localhost:80'; 'localhost' is a name, not an address like",
        ),
        (
            '[fetch.connect]\n"a.example" = "127.0.0.1:99999"',
            "line 8: fetch.connect: 'a.example' is mapped to ",
        ),
        ('[listing]\nitem = "li["', "line 9: listing.item: 'li[' is not a CSS selector: "),
        (
            '[listing]\nitems = "li a"',
            "line 9: listing.items: unknown key; did you mean item? known here: item",
        ),
        ('[reading]\nbody = "div >"', "line 9: reading.body: 'div >' is not a CSS selector: "),
        ('[reading.chrome]\na = ".x"\nb = "("', "line 10: reading.chrome.b: '(' is not a CSS selector: "),
        (
            '[reading]\nencoding = "gb99"',
            "line 9: reading.encoding: 'gb99' is no encoding that is known here",
        ),
        (
            "[expect]\ndocuments = { min = 4, max = 3 }",
            "line 9: expect.documents.max: 3 is less than min, which is 4",
        ),
        (
            "[expect]\ndocuments = { least = 4 }",
            "line 9: expect.documents.least: unknown key; known here: max, min",
        ),
    ],
)
def test_fault_in_a_table_names_its_line(tmp_path: Path, table: str, sentence: str) -> None:
    assert refused(tmp_path, f"{GOOD}{table}\n").startswith(f"shifan.toml, {sentence}")


@pytest.mark.parametrize("name", ["示范", "a b", "-a", "a.b"])
def test_name_of_the_file_is_plain(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, GOOD, name).endswith(
        "a site is called by its file name: ASCII letters, digits, _ and - only"
    )


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("http://127.0.0.1:8000/", 'connect = { "127.0.0.1:8000" = "127.0.0.1:8000" }'),
        ("http://localhost:8000/", 'connect = { "localhost:8000" = "127.0.0.1:8000" }'),
        ("https://10.1.2.3/", 'connect = { "10.1.2.3:443" = "10.1.2.3:443" }'),
        ("http://192.168.1.1", 'connect = { "192.168.1.1:80" = "192.168.1.1:80" }'),
        ("http://[::1]:8000/", 'connect = { "::1" = "[::1]:8000" }'),
    ],
)
def test_address_of_this_machine_is_asked_only_when_the_file_says_so(
    tmp_path: Path, address: str, line: str
) -> None:
    text = GOOD.replace("http://www.shifan.example/zwgk/nb/", address)
    sentence = refused(tmp_path, text)
    assert sentence.startswith("shifan.toml, line 7: start: ") and sentence.endswith(
        f"add under [fetch]: {line}"
    )
    load_site(site_file(tmp_path, f"{text}[fetch]\n{line}\n"))


def test_connection_of_another_port_does_not_count(tmp_path: Path) -> None:
    text = GOOD.replace("http://www.shifan.example/zwgk/nb/", "http://127.0.0.1:8000/")
    wrong = text + '[fetch]\nconnect = { "127.0.0.1:9000" = "127.0.0.1:9000" }\n'
    assert "line 7: start" in refused(tmp_path, wrong)
    load_site(site_file(tmp_path, text + '[fetch]\nconnect = { "127.0.0.1" = "127.0.0.1:8000" }\n'))


WORDS = {str: "string", bool: "true or false", int: "integer", float: "number"}


def type_word(info: FieldInfo) -> str:
    """The type of a key in the words of the documentation."""
    annotation: Any = info.annotation
    if get_origin(annotation) in (types.UnionType, Union):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    if origin is Literal:
        return "one of " + ", ".join(f'`"{value}"`' for value in get_args(annotation))
    if origin is tuple:
        return "list of strings"
    if origin is dict or issubclass(annotation, BaseModel):
        return "table"
    return WORDS[annotation]


def default_word(info: FieldInfo) -> str:
    default = info.default
    if info.is_required():
        return "needed"
    if default is None:
        return "none"
    if info.default_factory or isinstance(default, BaseModel) or default in ("", ()):
        return "empty"
    return f"`{json.dumps(default, ensure_ascii=False)}`"


def rows(model: type[BaseModel]) -> list[str]:
    """The table rows that document a model."""
    return [
        f"| `{name}` | {type_word(info)} | {default_word(info)} | {info.description} |"
        for name, info in model.model_fields.items()
    ]


@pytest.mark.parametrize("model", [Site, Fetch, Reading, Expect, Range])
def test_every_key_is_documented(model: type[BaseModel]) -> None:
    text = DOCS.read_text("utf-8")
    assert all(info.description for info in model.model_fields.values())
    assert [row for row in rows(model) if row not in text] == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_and_its_keys_are_documented(family: str) -> None:
    text = DOCS.read_text("utf-8")
    _, found, section = text.partition(f"\n### `{family}`\n")
    assert found, f"docs/sites.md has no section for {family}"
    section = section.partition("\n##")[0]
    assert [row for row in rows(FAMILIES[family].keys_type) if row not in section] == []


def test_examples_of_the_documentation_are_site_files_that_hold(tmp_path: Path) -> None:
    examples = [block.partition("```")[0] for block in DOCS.read_text("utf-8").split("```toml\n")[1:]]
    whole = [example for example in examples if "title" in example]
    assert len(whole) >= 2
    for number, example in enumerate(whole):
        checked_keys(load_site(site_file(tmp_path, example, f"example{number}")))
