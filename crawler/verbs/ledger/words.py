"""What labels, rules and flags are called and why they are there, for a person who has not read the program."""

from __future__ import annotations

from crawler.verbs.damages import MEANINGS
from pipelines.chrome.table import BY_NAME
from pipelines.evidence import Sums
from pipelines.reading.flags import FLAGS

LABELS = {
    "body": "正文 body: the document's own words",
    "table": "表格 table: cells of a data table",
    "field": "字段 field: title, date, source and the like",
    "attachment": "附件 attachment: a line that leads to a file",
    "chrome": "页面部件 chrome: furniture of the page, with the rule that said so",
    "hidden": "隐藏 hidden: what a reader of the page does not see",
}

_PLACES = {
    "outside_body": "no rule: it stands outside the article",
    "meta_bar": "what is left of the bar with date and source",
    "before_article": "above the bar that opens the article",
    "after_article": "below the mark that ends the article",
    "page_break": "a mark between the pages of the article",
    "bar_line": "a stray bar",
}
_HIDDEN = {
    "head": "the page's head is never shown",
    "style": "an inline style hides it",
    "hidden": "the attribute `hidden`",
    "aria-hidden": "the attribute `aria-hidden`",
    "template": "a template is never shown",
    "noscript": "shown only where scripts are off",
    "embedded": "the inside of a frame",
    "form": "a value of a form",
}


def why(label: str, rule: str) -> str:
    """Why a stretch has its label, '' where the label says it all.

    >>> why("chrome", "outside_body"), why("body", "")
    ('no rule: it stands outside the article', '')
    """
    if label == "hidden":
        return _HIDDEN.get(rule, rule)
    if label != "chrome":
        return ""
    if rule in BY_NAME:
        return BY_NAME[rule].why
    return _PLACES.get(rule, "a rule of this site's file")


def name(label: str, rule: str) -> str:
    """Label and rule as the ledger writes them.

    >>> name("chrome", "print_close"), name("body", "")
    ('chrome:print_close', 'body')
    """
    return f"{label}:{rule}" if rule else label


def flag(word: str) -> str:
    """A flag in words."""
    meaning = MEANINGS.get(word)
    said = FLAGS.get(word) or (meaning.says if meaning else "")
    return f"{said} ({meaning.advice})" if meaning else said


def counted(sums: Sums) -> list[tuple[str, int]]:
    """The label sum as pairs, in the order of the legend."""
    return [(label, int(getattr(sums, label))) for label in LABELS]
