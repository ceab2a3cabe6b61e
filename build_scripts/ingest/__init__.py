"""From a raw text to the pages, the library and the glossary that people then own: `pipeline.py` says in which order."""
