"""How documents are written as HTML, and what portals put around them."""
