"""What documents say: words, numbers and tables, before any portal puts them on a page."""
