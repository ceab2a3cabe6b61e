"""How tables are printed: rows with signs between the cells, HTML, one cell a line; and where a head ends."""
