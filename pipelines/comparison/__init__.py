"""Two readings of one document beside each other: what a portal changed, paragraph by paragraph, cell by cell."""
