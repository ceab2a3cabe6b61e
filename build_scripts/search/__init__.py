"""Static full text search: an index built from the published pages, answered in the browser without a server."""
