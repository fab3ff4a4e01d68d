"""The doubts a document can carry. The list is closed: a flag that is not here cannot be set."""

from __future__ import annotations

from collections.abc import Iterable

FLAGS: dict[str, str] = {
    # encoding
    "mixed_encoding": "parts of the page are in another encoding than the rest; each was read in its own",
    "undecodable_bytes": "some bytes belong to no character; each stands as U+FFFD",
    # capture
    "truncated": "the transfer ended early: the end of the page may be missing",
    # repairs
    "pinyin_gloss": "pinyin in brackets was found, too little of it to be removed safely",
    "origin_suspect": "the page may not come from the authority it names; the signs are kept with the evidence",
    "char_loss_suspected": "single characters were lost before we got the text, and cannot be restored surely",
    "tables_lost": "table separators are left without cells: tables were dropped before we got the text",
    # body
    "embedded_body": "the article stood in a script as data and was read from there",
    "second_opinion": "the labeller was unsure of the body and the second reader was believed",
    "low_confidence": "the choice of the body is doubtful",
    "no_body": "no article was found: every visible character is field, attachment or chrome",
    "short_body": "less than 50 characters of article and no table: the document may be elsewhere",
    "continues": "the article goes on at another address, which was not read with it",
    "pages_missing": "the article goes on at another address, where there was nothing that could be read as its next page",
    "tables_in_attachment": "a report without tables whose tables seem to be in an attached file",
    "figures_doubtful": "a row or column of a statutory table could not be placed with certainty; it gives no figure",
    "figures_not_recoverable": "a statutory table is evidently there, and nothing proves some of its figures any more",
    # attached files
    "recognised_text": "words on pictures were recognised by a program: compare them and the figures with the file",
    "file_doubtful": "something in an attached file was guessed or could not be read",
}


def known(flags: Iterable[str], registered: Iterable[str] = ()) -> tuple[str, ...]:
    """The flags in alphabetical order, each once. Raises ValueError for one that no list describes."""
    found = sorted(set(flags))
    strange = [flag for flag in found if flag not in FLAGS and flag not in set(registered)]
    if strange:
        raise ValueError(f"flags without a description in reading/flags.py: {', '.join(strange)}")
    return tuple(found)
