"""Whose page is it? Signs for and against the authority a page names, each kept with the words it was read from.

Mirror kits copy portals under foreign hosts and disguise the copy: traditional script, pinyin in brackets, a title of betting
words, a script that sends visitors from search engines elsewhere. Mending the text does not make such a copy trustworthy,
so the evidence is stored beside it. A host outside .gov.cn alone proves nothing: some authorities have none.

>>> found = origin_evidence("https://wjw.shifan.gov.cn/a.html", ["3504000012"])
>>> found.suspect, [sign.name for sign in found.signs]
(False, ['gov_host', 'site_id'])
>>> origin_evidence("https://hats.example/wjw/a.html", flags=["origin_suspect"]).suspect
True
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from pipelines.document import Field
from pipelines.evidence import OriginSign, Weight
from pipelines.fields.clues import Clues
from pipelines.fields.regions import level_of, region_of_code
from pipelines.fields.words import simplified
from pipelines.tree.page import Page

ENOUGH = 2
"""So many signs against a page make it suspect; a strong one does it alone."""


@dataclass(frozen=True)
class OriginEvidence:
    """All signs found, in the order of the table, and whether they make the page suspect."""

    signs: tuple[OriginSign, ...]
    suspect: bool


@dataclass(frozen=True)
class Copy:
    """What the signs are read from: one copy of a page, as it was fetched."""

    url: str = ""
    site_ids: Sequence[str] = ()
    """SiteIDCode first, then 网站标识码 of the footer and what other places of the page say; blank ones left out."""
    flags: Sequence[str] = ()
    """Flags of the repairs (`pipelines.repairs.damage`)."""
    title: str = ""
    heading: str = ""
    text: str = ""
    """What a reader of the page sees."""
    hidden: str = ""
    """Text that a reader of the page does not see."""
    scripts: Sequence[str] = ()

    @property
    def host(self) -> str:
        return _host(self.url)


_BETTING = re.compile(
    "博彩|娱乐城|娱乐场|真人荷官|百家乐|体育投注|网上投注|足球投注|棋牌|老虎机|时时彩|六合彩|赌场|赌博网|威尼斯人|新葡京|"
    "澳门银河|皇冠体育|亚博|华体会|开云体育|送彩金|注册送|(?<![a-z])bet ?(?:365|way|victor)",
    re.I,
)
_REFERRER = re.compile(r"document\s*\.\s*referrer", re.I)
_SEARCH_ENGINE = re.compile(r"baidu|sogou|haosou|\bso\.com|\bsm\.cn|google|bing\.|yahoo", re.I)
_LEADS_AWAY = re.compile(r"location\s*(?:\.\s*(?:href|replace|assign)|=)|document\s*\.\s*write|<iframe", re.I)
_REGISTRATION = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕甘陇青宁新]ICP[备证]\s*\d{5,}号"
)
_POLICE = re.compile(r"公网安备\s*(?P<code>\d{14})号?")
_HAN_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
LEAST_TITLE = 8
"""Han that a title needs before it means something that the page has none of it."""


def origin_evidence(
    url: str,
    site_ids: Sequence[str] = (),
    flags: Sequence[str] = (),
    title: str = "",
    heading: str = "",
    text: str = "",
    hidden: str = "",
    scripts: Sequence[str] = (),
) -> OriginEvidence:
    """The evidence of one copy; see `Copy` for what goes in. Raises nothing: what is absent says nothing."""
    copy = Copy(url, tuple(filter(None, site_ids)), flags, title, heading, text, hidden, scripts)
    signs = tuple(
        OriginSign(name, says, words) for name, says, look in _TABLE if (words := look(copy)) is not None
    )
    strong = any(sign.says == "strongly against" for sign in signs)
    return OriginEvidence(signs, strong or sum(sign.says == "against" for sign in signs) >= ENOUGH)


def read_origin(page: Page, fields: Iterable[Field], flags: Sequence[str]) -> OriginEvidence:
    """The evidence of a parsed page, its fields as read and the flags of its repairs."""
    clues = Clues(page, (0, len(page.tree.tags)), {})
    raw = clues.meta("siteidcode")
    ids = [raw.value] if raw else []
    for field in fields:
        if field.name == "site_id":
            ids += [field.value, *(value for _, value in field.disagreed)]
    heading = next((page.text_within(node) for node in page.tree.select("h1, ucaptitle")), "")
    unseen = ("style", "hidden")
    return origin_evidence(
        page.url,
        list(dict.fromkeys(one.lower() for one in ids)),
        flags,
        clues.page_title,
        heading,
        "\n".join(line.text for line in page.lines),
        "\n".join(page.texts[run] for run in page.tree.runs if page.tree.hidden[run] in unseen),
        [text for _, text in clues.scripts if "referrer" in text],
    )


def possible_origin(url: str, known_parents: Iterable[str]) -> tuple[str, ...]:
    """Addresses at which the original of a mirror's page may be, the likeliest first.

    Mirror kits make the sub-domain the first segment of the path: hc.shifan.gov.cn/a is copied to hats.example/hc/a. So
    a host we know that begins with the segment comes first, then the segment before every parent domain. Empty for an
    address under .gov.cn and for a path without such a segment. It is for one try, and to be preferred if it answers.

    >>> possible_origin("https://hats.example/hc/202101/a.shtml", ["shifan.gov.cn"])
    ('https://hc.shifan.gov.cn/202101/a.shtml',)
    >>> possible_origin("https://hc.shifan.gov.cn/202101/a.shtml", ["shifan.gov.cn"])
    ()
    """
    parts = urlsplit(url)
    segment, _, rest = parts.path.lstrip("/").partition("/")
    if (
        not rest
        or not parts.hostname
        or _is_gov(_host(url))
        or not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", segment)
    ):
        return ()
    parents = [parent.lower().strip(".") for parent in known_parents]
    whole = [parent for parent in parents if parent.partition(".")[0] == segment]
    hosts = whole + [f"{segment}.{parent}" for parent in parents if parent not in whole]
    return tuple(
        urlunsplit((parts.scheme or "http", host, f"/{rest}", parts.query, ""))
        for host in dict.fromkeys(hosts)
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_gov(host: str) -> bool:
    return host == "gov.cn" or host.endswith(".gov.cn")


def _gov_host(copy: Copy) -> str | None:
    return copy.host if _is_gov(copy.host) else None


def _other_host(copy: Copy) -> str | None:
    return copy.host if copy.host and not _is_gov(copy.host) else None


def _is_site_id(code: str) -> bool:
    """Ten digits, the first of which name a division, or `bm` and eight for a central body."""
    return bool(re.fullmatch(r"(?!00)\d{10}|bm\d{8}", code))


def _site_id(copy: Copy) -> str | None:
    """A code whose first digits are a division of GB/T 2260; one of a division we do not know says nothing."""
    known = [
        (code, region) for code in copy.site_ids if _is_site_id(code) and (region := region_of_code(code))
    ]
    return f"{known[0][0]} ({level_of(known[0][1])})" if known else None


def _unsound_site_id(copy: Copy) -> str | None:
    return next((code for code in copy.site_ids if not _is_site_id(code)), None)


def _site_ids_differ(copy: Copy) -> str | None:
    codes = {code for code in copy.site_ids if _is_site_id(code)}
    return ", ".join(sorted(codes)) if len(codes) > 1 else None


def _registration(copy: Copy) -> str | None:
    found = _REGISTRATION.search(copy.text)
    return found[0] if found else None


def _police(copy: Copy) -> str | None:
    found = _POLICE.search(copy.text)
    return found[0] if found and region_of_code(found["code"]) else None


def _mirror_damage(copy: Copy) -> str | None:
    return "pinyin in brackets, traditional script" if "origin_suspect" in copy.flags else None


def _torn_pairs(copy: Copy) -> str | None:
    return "gbk_desync" if "gbk_desync" in copy.flags else None


def _betting_title(copy: Copy) -> str | None:
    found = _BETTING.search(copy.title)
    shown = found and (found[0] in copy.heading or found[0] in copy.text)
    return copy.title if found and not shown else None


def _betting_hidden(copy: Copy) -> str | None:
    found = sorted(set(_BETTING.findall(copy.hidden)))
    return ", ".join(found) if len(found) >= ENOUGH else None


def _referrer_script(copy: Copy) -> str | None:
    for script in copy.scripts:
        found = _REFERRER.search(script)
        if found and _SEARCH_ENGINE.search(script) and _LEADS_AWAY.search(script):
            return " ".join(script[found.start() : found.start() + 80].split())
    return None


def _strange_title(copy: Copy) -> str | None:
    """A title of which no two characters in a row stand anywhere on the page."""
    pairs = _HAN_PAIR.findall(copy.title)
    if len(pairs) < LEAST_TITLE - 1 or not copy.text:
        return None
    if any(pair in copy.text or pair in copy.heading for pair in pairs):
        return None
    text, pairs = simplified(copy.text), _HAN_PAIR.findall(simplified(copy.title))
    return None if any(pair in text for pair in pairs) else copy.title


_TABLE: tuple[tuple[str, Weight, Callable[[Copy], str | None]], ...] = (
    ("gov_host", "for", _gov_host),
    ("site_id", "for", _site_id),
    ("registration", "for", _registration),
    ("police_registration", "for", _police),
    ("other_host", "against", _other_host),
    ("unsound_site_id", "against", _unsound_site_id),
    ("site_ids_differ", "against", _site_ids_differ),
    ("strange_title", "against", _strange_title),
    ("torn_pairs", "against", _torn_pairs),
    ("mirror_damage", "strongly against", _mirror_damage),
    ("betting_title", "strongly against", _betting_title),
    ("betting_hidden", "strongly against", _betting_hidden),
    # Counters read the referrer too, so that this proves nothing alone.
    ("referrer_script", "against", _referrer_script),
)
"""Name of the sign, what it says, and how it is looked for: the words it rests on, or None."""
