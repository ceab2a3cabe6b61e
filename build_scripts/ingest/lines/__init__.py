"""Lines of print: cut, cleaned, measured, their note marks mended; where one goes on in the next, and where a paragraph begins."""
