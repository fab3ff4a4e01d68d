"""From bytes to a page whose text is mended: decode, page repairs, parse, run repairs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from pipelines.attachments.content import page_of_file
from pipelines.attachments.unsupported import NotAFile, UnsupportedFormat
from pipelines.body.embedded import expand
from pipelines.capture import Capture, TooLarge
from pipelines.decoding.court import decode
from pipelines.document import Unreadable
from pipelines.evidence import AppliedRepair, Level, Verdict
from pipelines.reading.limits import refusal
from pipelines.reading.profile import Profile
from pipelines.reading.sniff import binary_kind, is_noise, is_plain_text
from pipelines.repairs.runner import Repaired, repair_page, repair_runs
from pipelines.tree.flat import Tree, parse, plain
from pipelines.tree.page import Line, Page, page_of


@dataclass(frozen=True)
class Source:
    """A page ready to be labelled, and how its text came to be what it is."""

    page: Page
    html: str = field(repr=False)
    """The string that was parsed; '' for plain text."""
    form: str
    """`page`, or what is body from end to end: `plain text`, `pdf`, `docx`, `doc`, `xlsx`, `xls`."""
    decoded: str
    """SHA-256 of the text as decoded, in UTF-8; '' for an attached file, which has none."""
    visible: int
    """Visible characters, counted without the walk and before run repairs."""
    verdict: Verdict
    repairs: tuple[AppliedRepair, ...]
    flags: tuple[str, ...]
    embedded: str
    """The family whose embedded article was written into the page; '' when none."""
    replaced: dict[int, tuple[tuple[int, int, str], ...]]
    """By run ordinal, what run repairs changed, in offsets of the run as parsed."""
    blanked: tuple[int, ...]
    """Runs that had characters and have none after repair."""


def source_of(capture: Capture, profile: Profile) -> Source:
    """Everything before labelling. Raises Unreadable when the body holds no text."""
    data = _entity(capture)
    if binary_kind(data):
        return _source_of_file(capture, data, profile)
    decoded = decode(data, capture.header("content-type"), profile.encoding)
    if is_noise(decoded.text):
        return _source_of_file(capture, data, profile)
    mended = repair_page(decoded.text)
    digest = _digest(decoded.text)
    if is_plain_text(capture, mended.text):
        return _source(capture.url, "", plain(mended.text), "plain text", decoded.verdict, mended, digest)
    html, embedded = expand(mended.text)
    return _source(capture.url, html, _parsed(html), "page", decoded.verdict, mended, digest, embedded)


def _parsed(html: str) -> Tree:
    if why := refusal(html):
        raise Unreadable(why)
    return parse(html)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _source_of_file(capture: Capture, data: bytes, profile: Profile) -> Source:
    """An attached file, made into a page: its text needs no decoding and has no damage of the wire."""
    name = dict(profile.fields).get("list_title") or unquote(urlsplit(capture.url).path.rsplit("/", 1)[-1])
    try:
        file = page_of_file(data, name)
    except UnsupportedFormat as fault:
        raise Unreadable(f"unsupported_format: {fault}") from fault
    except NotAFile as fault:
        raise Unreadable("the body is binary data and not a page.") from fault
    sure = file.recognised
    verdict = (
        Verdict(file.kind, "file format", (), 0)
        if sure is None
        else Verdict(file.kind, "recogniser", (), 0, round(sure, 3))
    )
    doubts = {"file_doubtful": bool(file.doubts), "recognised_text": sure is not None}
    flags = tuple(flag for flag, true in doubts.items() if true)
    return _source(
        capture.url, file.html, parse(file.html), file.kind, verdict, Repaired(file.html, (), flags)
    )


def _source(
    url: str,
    html: str,
    tree: Tree,
    form: str,
    verdict: Verdict,
    mended: Repaired,
    decoded: str = "",
    embedded: str = "",
) -> Source:
    visible = tree.count_visible() if html else sum(map(len, mended.text.split()))
    if not visible:
        raise Unreadable("the page shows no text: it may be filled by a script, or be a frame or a redirect")
    level: Level = "extract" if form == "plain text" else "cell"
    page, applied, flags, replaced, blanked = _mend_runs(url, tree, level)
    return Source(
        page=page,
        html=html,
        form=form,
        decoded=decoded,
        visible=visible,
        verdict=verdict,
        repairs=mended.applied + applied,
        flags=mended.flags + flags,
        embedded=embedded,
        replaced=replaced,
        blanked=blanked,
    )


def _entity(capture: Capture) -> bytes:
    try:
        data = capture.entity
    except TooLarge as error:
        raise Unreadable(f"{error}.") from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("the body is empty.")
    return data


def _mend_runs(
    url: str, tree: Tree, level: Level
) -> tuple[
    Page,
    tuple[AppliedRepair, ...],
    tuple[str, ...],
    dict[int, tuple[tuple[int, int, str], ...]],
    tuple[int, ...],
]:
    """Run repairs over the visible lines; the page with the mended texts."""
    page = page_of(url, tree, tree.texts)
    runs = [run for line in page.lines for run in line.runs]
    joints = [joint for line in page.lines for joint in ("",) * (len(line.runs) - 1) + ("\n",)]
    mended = repair_runs([tree.texts[run] for run in runs], joints, level)
    if not mended.replaced:
        return page, mended.applied, mended.flags, {}, ()
    texts = list(tree.texts)
    replaced: dict[int, tuple[tuple[int, int, str], ...]] = {}
    for number, changes in mended.replaced.items():
        texts[runs[number]] = mended.runs[number]
        replaced[runs[number]] = tuple((change.start, change.end, change.text) for change in changes)
    lines, blanked = _relined(page.lines, texts, replaced)
    return Page(url, tree, texts, lines), mended.applied, mended.flags, replaced, blanked


def _relined(
    lines: Sequence[Line], texts: Sequence[str], changed: dict[int, tuple[tuple[int, int, str], ...]]
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """The same lines with mended text; a line with nothing left is dropped and its runs are named."""
    kept: list[Line] = []
    blanked: list[int] = []
    for line in lines:
        if not any(run in changed for run in line.runs):
            kept.append(line)
            continue
        text = "".join(texts[run] for run in line.runs)
        if text.strip():
            kept.append(line._replace(text=text))
        else:
            blanked += line.runs
    return tuple(kept), tuple(blanked)
