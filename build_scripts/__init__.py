"""Zhangju (章句): raw Chinese academic and policy texts → a site that can be read, searched and cited.

Start reading at ``__main__.py`` (commands) and ``ingest/pipeline.py`` (the order of conversion).
"""

__version__ = "0.1.0"
