"""Pages that are pictures: what is done with what a recogniser sees, and, where the extra is installed, the whole way."""

import io
from importlib.util import find_spec
from typing import Any

import pytest

from pipelines.attachments import pdf, recognise, scanned
from pipelines.attachments.content import UnsupportedFormat, page_of_file
from pipelines.attachments.markup import Grid, GridCell, Words, page
from pipelines.attachments.matrix import UNMOVED
from pipelines.attachments.recognise import SeenLine, letters_of_lines, slope_of
from pipelines.attachments.sheet import Letter, Sheet
from pipelines.attachments.sheet_blocks import blocks_of_sheets

pytest.importorskip("pypdfium2", reason="the docs extra is not installed")
image = pytest.importorskip("PIL.Image")
draw = pytest.importorskip("PIL.ImageDraw")
font = pytest.importorskip("PIL.ImageFont")
needs_ocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the ocr extra is not installed")


def seen(
    text: str, left: float, top: float, height: float = 40, rise: float = 0, sure: float = 0.9
) -> SeenLine:
    """A line whose letters are 30 wide and stand 4 apart, rising by `rise` from one to the next."""

    def box(n: int, m: int) -> list[list[float]]:
        x0, x1, y0, y1 = left + 34 * n, left + 34 * m - 4, top + rise * n, top + rise * m
        return [[x0, y0], [x1, y1], [x1, y1 + height], [x0, y0 + height]]

    chars = tuple((char, sure, box(n, n + 1)) for n, char in enumerate(text))
    return SeenLine(box(0, len(text)), chars)


def scan(*pages: Any) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return out.getvalue()


def picture(*texts: tuple[float, float, str], grid: tuple[range, range] | None = None) -> Any:
    made = image.new("RGB", (1654, 2339), "white")
    pen = draw.Draw(made)
    for x, y, text in texts:
        pen.text((x, y), text, fill="black", font=font.load_default(40))
    xs, ys = grid or (range(0), range(0))
    for x in xs:
        pen.line((x, ys[0], x, ys[-1]), fill="black", width=3)
    for y in ys:
        pen.line((xs[0], y, xs[-1], y), fill="black", width=3)
    return made


# --- without a recogniser ---------------------------------------------------------------------------------------


def test_the_angle_of_a_page_is_that_of_its_long_lines() -> None:
    lines = [seen("政府信息公开工作年度报告数据", 0, y, rise=0.34) for y in (0, 60, 120)]
    assert slope_of([*lines, seen("斜", 0, 300, rise=9)]) == pytest.approx(0.01, abs=0.0005)
    assert slope_of([]) == 0.0


def test_letters_of_one_size_get_one_height_and_stand_shoulder_to_shoulder() -> None:
    lines = [seen("一二三", 0, 0), seen("四五", 0, 60, height=46), seen("题", 0, 200, height=80)]
    made = letters_of_lines(lines, UNMOVED)
    heights = [round(letter.bottom - letter.top, 3) for letter in made]
    assert heights == [36.8] * 5 + [64]
    assert [(letter.left, letter.right) for letter in made[:3]] == [(0, 34), (34, 68), (68, 98)]
    assert {letter.sure for letter in made} == {0.9}


def test_what_was_recognised_is_marked_with_its_confidence_and_never_rounded_up() -> None:
    blocks = [Words("见", sure=0.999), Words("有"), Grid((GridCell(0, 0, 1, 1, "7", sure=1.0),))]
    html = page("", blocks)
    assert '<p data-recognised="0.99">见</p>\n<p>有</p>' in html
    assert '<td data-recognised="1.00">7</td>' in html


def test_a_paragraph_over_a_printed_and_a_recognised_page_is_marked() -> None:
    def line(text: str, y: float, sure: float | None) -> list[Letter]:
        return [Letter(c, 60 + 14 * n, y, 74 + 14 * n, y + 14, sure) for n, c in enumerate(text)]

    full = "本镇全年公开信息的统计期限自一月一日起至十二月三十一日止"
    first = Sheet(595, 842, tuple(line(full, 700, None) + line(full, 720, None)), (), 0)
    second = Sheet(595, 842, tuple(line(full, 90, 0.8) + line("完。", 110, 0.8)), (), 1)
    (block,) = blocks_of_sheets([first, second])
    assert isinstance(block, Words)
    assert block.sure == pytest.approx(0.8)


def test_a_scanned_file_is_refused_with_the_way_to_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(UnsupportedFormat, match=r"scanned: .* pip install 'gongkai\[docs,ocr\]'\.$"):
        page_of_file(scan(picture((200, 200, "TEXT"))))


def test_pages_beyond_the_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = scan(picture(), picture(), picture())
    sheets = [Sheet(595, 842, (), (), 1) for _ in range(3)]
    monkeypatch.setattr(scanned, "_recognised", lambda _page, sheet: sheet)
    monkeypatch.setattr(scanned, "PAGES", 2)
    assert scanned.with_recognised(data, sheets)[1] == [
        "Pages that are pictures and were not recognised, being too many: 3."
    ]
    monkeypatch.setattr(scanned, "SECONDS", -1.0)
    assert scanned.with_recognised(data, sheets)[1] == [
        "Pages that are pictures and were not recognised, being too many: 1, 2, 3."
    ]


class Seen:
    """What the recogniser answers: two lines, of the second of which it does not place every letter."""

    boxes = (((0, 0), (90, 0), (90, 30), (0, 30)), ((0, 50), (60, 50), (60, 80), (0, 80)))
    txts = ("a b 度", "件数")
    scores = (0.9, 0.6)
    word_results = (
        (
            ("a", 0.8, [[0, 0], [20, 0], [20, 30], [0, 30]]),
            ("b", 1.0, [[40, 0], [60, 0], [60, 30], [40, 30]]),
            ("度", 1.0, [[70, 0], [90, 0], [90, 30], [70, 30]]),
        ),
        (("件", 0.7, [[0, 50], [30, 50], [30, 80], [0, 80]]),),
    )


def test_no_letter_of_a_recognised_text_is_lost_nor_a_space_between_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognise, "_recogniser", lambda: lambda _picture, **_options: Seen)
    first, second = recognise.lines_in(None)
    assert [(char, at[0][0], at[1][0]) for char, _, at in first.chars] == [
        ("a", 0, 20), (" ", 20, 40), ("b", 40, 60), ("度", 70, 90)
    ]  # fmt: skip
    assert [(char, sure, at[0][0], at[2][0]) for char, sure, at in second.chars] == [
        ("件", 0.6, 0, 30), ("数", 0.6, 30, 60)
    ]  # fmt: skip


def test_a_page_the_recogniser_stumbles_over_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_page: Any, _sheet: Sheet) -> Sheet:
        raise ArithmeticError

    monkeypatch.setattr(scanned, "_recognised", stumble)
    made, doubts = scanned.with_recognised(scan(picture()), [Sheet(595, 842, (), (), 1)])
    assert made[0].letters == ()
    assert doubts == ["Pages that are pictures and that the recogniser could not work on: 1."]


# --- with one ---------------------------------------------------------------------------------------------------


@needs_ocr
def test_a_scanned_table_is_read_cell_by_cell_though_the_page_lies_askew() -> None:
    texts = [
        (320, 410, "Item"),
        (820, 410, "Number"),
        (320, 510, "Roads"),
        (820, 510, "1,204"),
        (320, 610, "Parks"),
        (820, 610, "37"),
    ]
    made = picture(
        (300, 200, "Report of the year 2023"), *texts, grid=(range(300, 1301, 500), range(400, 701, 100))
    )
    askew = made.rotate(0.5, resample=image.Resampling.BICUBIC, fillcolor="white")
    file = page_of_file(scan(askew))
    plain = file.html
    for cut in range(90, 101):
        plain = plain.replace(f' data-recognised="{cut / 100:.2f}"', "")
    assert (
        "<tr><td>Item</td><td>Number</td></tr>\n<tr><td>Roads</td><td>1,204</td></tr>\n<tr><td>Parks</td><td>37</td></tr>"
        in plain
    )
    assert file.recognised is not None
    assert 0.9 < file.recognised <= 1
    assert file.doubts[0].startswith("Text on pictures was recognised: 7 ")


@needs_ocr
def test_a_scan_without_text_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="no text was recognised"):
        page_of_file(scan(picture()))


def test_the_recogniser_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("pipelines.attachments.unsupported.import_module", missing)
    recognise._recogniser.cache_clear()
    with pytest.raises(UnsupportedFormat, match=r"rapidocr .* pip install 'gongkai\[docs,ocr\]'"):
        recognise.lines_in(None)
