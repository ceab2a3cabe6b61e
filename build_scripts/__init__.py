"""Zhangju (章句): raw Chinese academic and policy texts → a site that can be read, searched and cited.

Start reading at ``__main__.py`` (commands) and ``ingest/pipeline.py`` (the order of conversion).
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy is loaded for sorting alone: threads for algebra would cost half its start

__version__ = "0.1.0"
