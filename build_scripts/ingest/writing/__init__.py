"""From recognized blocks to the document that is written: genre, front matter, inlines, anchors, Markdown."""
