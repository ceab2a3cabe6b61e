"""From staged Markdown to the published HTML, in MkDocs' stead where nobody else has a hand in the pages."""
