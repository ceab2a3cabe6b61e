"""Several texts in one file: the articles of a newspaper page, the papers of an issue; where each begins and what belongs to it."""
