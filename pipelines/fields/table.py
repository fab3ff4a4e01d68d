"""The table of field readers, field by field, in order of trust. A new reader is a function and a row here.

Rows of one field stand together; a field may use those above it (`known`), so the order of the fields matters too.
Every row has a golden case in `tests/golden/fields`.
"""

from __future__ import annotations

from pipelines.fields import issuer, kind, numbers, published, region, site, source, title
from pipelines.fields.runner import FieldReader

READERS: tuple[FieldReader, ...] = (
    FieldReader(
        "ArticleTitle", "title", title.from_meta, "required by the guidelines of 2017; may be cut or escaped"
    ),
    FieldReader(
        "title heading", "title", title.from_heading, "what people see; sites put their own name in h1 too"
    ),
    FieldReader(
        "line equal to <title>", "title", title.from_title_line, "old templates have no heading element"
    ),
    FieldReader("title label", "title", title.from_label, "信息名称 or 公文名称 of the metadata table"),
    FieldReader(
        "<title>", "title", title.from_page_title, "carries names of site and column, cut at known separators"
    ),
    FieldReader("list title", "title", title.from_list, "lists cut long titles"),
    FieldReader(
        "first lines",
        "title",
        title.from_first_lines,
        "plain text has nothing else; never a sentence",
        last_resort=True,
    ),
    FieldReader(
        "line above the bar",
        "title",
        title.from_line_above_bar,
        "old templates: neither heading nor <title> says it",
        last_resort=True,
    ),
    FieldReader(
        "bare kind",
        "title",
        title.from_bare_kind,
        "公告 is the name of a column, unless nothing better is there",
        last_resort=True,
    ),
    FieldReader(
        "PubDate", "published", published.from_meta, "required by the guidelines; not if generation time"
    ),
    FieldReader(
        "publication label",
        "published",
        published.from_label,
        "发布时间; 成文日期 and 生成日期 are other days",
    ),
    FieldReader(
        "weak date label", "published", published.from_weak_label, "时间：is also the time of a meeting"
    ),
    FieldReader(
        "publication tags of platforms",
        "published",
        published.from_other_meta,
        "firstpublishedtime and others",
    ),
    FieldReader(
        "date in the bar", "published", published.from_bar, "many bars print the date without a label"
    ),
    FieldReader(
        "split date", "published", published.from_split_date, "a calendar leaf: day and month in two boxes"
    ),
    FieldReader(
        "dispatch label", "published", published.from_dispatch_label, "发文日期: near to the publication"
    ),
    FieldReader(
        "date in an attribute",
        "published",
        published.from_attribute,
        "<time datetime>, data-date: what a script prints from",
        last_resort=True,
    ),
    FieldReader(
        "date in a script",
        "published",
        published.from_script,
        "datePublished, var pubdate='…': what a browser would print",
        last_resort=True,
    ),
    FieldReader("list date", "published", published.from_list, "what the list printed beside the link"),
    FieldReader(
        "PubDate at generation",
        "published",
        published.from_generated_meta,
        "reset whenever a page is rebuilt",
    ),
    FieldReader("date in the address", "published", published.from_url, "of creation or migration"),
    FieldReader("closing date", "signed", published.signed_at_end, "the last date line of the body"),
    FieldReader(
        "date under the title", "signed", published.signed_under_title, "（2023年4月12日） on bulletins"
    ),
    FieldReader("成文日期", "signed", published.signed_by_label, "by definition the day of signature"),
    FieldReader(
        "source label", "source", source.from_label, "what is printed; may be empty or filled by a script"
    ),
    FieldReader("ContentSource", "source", source.from_meta, "templates fill in the site's name, or cut it"),
    FieldReader("source at the end", "source", source.from_ending, "（来源：…） closes reprinted news"),
    FieldReader(
        "source in a script",
        "source",
        source.from_script,
        "var wzly='…' fills the bar in a browser",
        last_resort=True,
    ),
    FieldReader("SiteName", "site_name", site.name_from_meta, "required by the guidelines"),
    FieldReader("site file", "site_name", site.name_from_hint, "the site's own declaration"),
    FieldReader("SiteIDCode", "site_id", site.id_from_meta, "may be empty or made up: its form is checked"),
    FieldReader(
        "correction widget", "site_id", site.id_from_widget, "sitecode= of the 找错 button", last_resort=True
    ),
    FieldReader("footer code", "site_id", site.id_from_footer, "网站标识码 in the footer"),
    FieldReader("ColumnName", "column", site.column_from_meta, "required by the guidelines"),
    FieldReader("breadcrumb", "column", site.column_from_breadcrumb, "last step that is not the page"),
    FieldReader("kind by title", "kind", kind.kind_from_title, "reports, plans and website reports say so"),
    FieldReader("news by column", "kind", kind.kind_from_column, "column, source or verb of news"),
    FieldReader(
        "no other kind",
        "kind",
        kind.kind_otherwise,
        "a page with a title is at least a document",
        last_resort=True,
    ),
    FieldReader(
        "year in title", "report_year", kind.year_from_title, "two years occur: the one before 公开 counts"
    ),
    FieldReader("statistics period", "report_year", kind.year_from_period, "统计期限自20XX年1月1日"),
    FieldReader(
        "year in first lines",
        "report_year",
        kind.year_from_headings,
        "when the title has no year",
        last_resort=True,
    ),
    FieldReader("issuer label", "issuer", issuer.from_label, "发布机构 and its like"),
    FieldReader("signature", "issuer", issuer.from_signature, "the name before the closing date"),
    FieldReader("Publisher", "issuer", issuer.from_meta, "tags of platforms; only the name of an authority"),
    FieldReader("organ in title", "issuer", issuer.from_title, "titles of documents begin with their issuer"),
    FieldReader(
        "author of a report", "issuer", issuer.from_author_of_report, "some platforms put the authority there"
    ),
    FieldReader(
        "site of a report",
        "issuer",
        issuer.from_site_of_report,
        "a host may carry reports of others: last",
        last_resort=True,
    ),
    FieldReader(
        "number label", "doc_number", numbers.number_from_label, "文号, 发文字号; 无 and - are no number"
    ),
    FieldReader("number tag", "doc_number", numbers.number_from_meta, "DocumentNumber of some platforms"),
    FieldReader(
        "number alone on a line", "doc_number", numbers.number_under_title, "under or over the title"
    ),
    FieldReader(
        "number in title", "doc_number", numbers.number_in_title, "in brackets at its end, not behind 《…》"
    ),
    FieldReader(
        "index label", "index_number", numbers.index_from_label, "without its label it looks like anything"
    ),
    FieldReader("index tag", "index_number", numbers.index_from_meta, "IndexNumber of some platforms"),
    FieldReader("region of site id", "region", region.from_site_id, "checked against the site's name"),
    FieldReader("region of site file", "region", region.from_hint, "the site's own declaration"),
    FieldReader("region of issuer", "region", region.from_issuer, "longest name, in force in that year"),
    FieldReader(
        "region of site name", "region", region.from_site_name, "a county's page may stand on a city's site"
    ),
    FieldReader("region of title", "region", region.from_title, "only at the title's beginning"),
    FieldReader("township by name", "level", region.level_from_issuer, "towns and streets have no code"),
    FieldReader("level of region", "level", region.level_from_region, "zeros of the code"),
    FieldReader("author label", "author", source.author_from_label, "作者 in the bar"),
    FieldReader("Author", "author", source.author_from_meta, "a person, an authority, or a login name"),
    FieldReader("editor label", "editor", source.editor_from_label, "责任编辑, often under the body"),
)
