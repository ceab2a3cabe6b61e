"""What a page or a converter prints around the text: page numbers, running heads, contents lists, imprints. Set aside, never dropped."""
