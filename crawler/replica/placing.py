"""From an article to its Gold: what the page of a portal shows of it, and under which address."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.replica.article import Article, File
from crawler.replica.gold import Gold, GoldAttachment
from crawler.replica.portal import absolute


@dataclass(frozen=True)
class Placed:
    """An article's page: its address, the address printed for each file, and which facts the page prints."""

    url: str
    host: str
    hrefs: Mapping[str, str]
    published: str
    encoding: str = "utf-8"
    shows_index: bool = False
    shows_source: bool = True
    flags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def href(self, file: File) -> str:
        """The address of `file` as the page prints it."""
        return self.hrefs[file.name]


def gold_of(article: Article, page: Placed) -> Gold:
    """Give the truth about `article` as `page` shows it."""
    return Gold(
        url=page.url,
        host=page.host,
        title=article.title,
        kind=article.kind,
        format=article.format,
        year=article.year,
        text=article.text,
        tables=article.tables,
        figures=article.figures,
        published=page.published,
        source=article.source if page.shows_source else None,
        issuer=article.issuer,
        doc_number=article.doc_number,
        index_number=article.index_number if page.shows_index else None,
        attachments=tuple(
            GoldAttachment(f.name, page.href(f), absolute(page.url, page.href(f))) for f in article.files
        ),
        encoding=page.encoding,
        flags=page.flags,
        failing_checks=article.failing_checks,
        aliases=page.aliases,
    )


def to_minute(article: Article) -> str:
    """The publication as printed to the minute, in the form of Gold."""
    return f"{article.date}T{article.clock[0]:02d}:{article.clock[1]:02d}+08:00"


def to_second(article: Article) -> str:
    """The publication as printed to the second, in the form of Gold."""
    return f"{article.date}T{article.clock[0]:02d}:{article.clock[1]:02d}:{article.clock[2]:02d}+08:00"
