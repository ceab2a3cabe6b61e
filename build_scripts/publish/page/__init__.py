"""One page of a text or of the site: its Markdown with citations, notes, panel and head; its raw lines, and what can be taken away."""
