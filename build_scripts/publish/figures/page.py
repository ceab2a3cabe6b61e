"""The page of figures over the whole corpus."""

from __future__ import annotations

from build_scripts.model.corpus import Corpus
from build_scripts.publish.figures.heat import heat_map
from build_scripts.publish.figures.network import network
from build_scripts.publish.figures.timeline import timeline
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import join_blocks
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works

PATH = "figures/index.md"


def figures_page(corpus: Corpus, works: Works, uses: Uses, terms: SiteTerms) -> str:
    """Timeline, heat map and network, each with its numbers as a table; what the corpus has no data for is said."""
    here = "figures/"
    head = front_matter({"title": "图谱", "description": "文本、文献与术语的关系", "kind": "figures", "hide": ["toc"]})
    blocks = ["# 图谱", "## 年代 {#timeline}", timeline(corpus, works, uses, here) or "文本与所引文献都没有年份。"]
    blocks += ["## 术语分布 {#heat}", heat_map(corpus, terms, here) or "还没有文本用到术语表里的词。"]
    blocks += ["## 关系 {#network}", network(corpus, works, uses, terms, here) or "还没有两篇文本共引文献或共用术语。"]
    return head + join_blocks(blocks)
