"""The way back to the editors: links that edit a page and report a fault, where the site says where it is kept."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from build_scripts.model.corpus import Config
from build_scripts.model.glossary import PATH as GLOSSARY
from build_scripts.model.page import Page, page_url
from build_scripts.publish.markup import element

_FORMS = {
    "github": "/issues/new?title={title}&body={body}",
    "gitlab": "/-/issues/new?issue[title]={title}&issue[description]={body}",
    "codeberg": "/issues/new?title={title}&body={body}",
}
"""Where a host takes a new report, by a part of its name; of another host only the list of reports is known."""


def edit_url(config: Config, path: str) -> str:
    """Where the page at ``path`` (below ``docs/``) is edited, as MkDocs reads ``edit_uri``; empty where it is not set."""
    if not config.edit_uri:
        return ""
    if config.edit_uri.startswith(("?", "#")):
        return f"{config.repo_url}{config.edit_uri}{quote(path)}"
    base = f"{config.repo_url.rstrip('/')}/" if config.repo_url else ""
    return urljoin(urljoin(base, f"{config.edit_uri.rstrip('/')}/"), quote(path))


def made_from(path: str) -> str:
    """The file that people edit to change a page that is made; empty where no single file says what the page says."""
    top = path.split("/")[0]
    if top == "glossary":
        return GLOSSARY
    return "references/library.bib" if top == "bibliography" and path != "bibliography/charts.md" else ""


def source_url(config: Config, path: str) -> str:
    """Where the page at ``path`` is changed that is made from another file; empty where it is not known.

    ``edit_uri`` leads to ``docs/``, beside which ``references/`` lies; an address with a query cannot go up.
    """
    made = made_from(path)
    if not made or not config.edit_uri or "?" in config.edit_uri or "#" in config.edit_uri:
        return ""
    url = edit_url(config, f"../{made}")
    return url if url.startswith(("http://", "https://")) else ""


def report_url(config: Config, page: Page) -> str:
    """Where a fault of the page is reported: ``extra.report_url``, else the repository's form; empty where neither is set."""
    own = config.extra.get("report_url")
    if isinstance(own, str) and own:
        return own
    if not config.repo_url:
        return ""
    host = urlsplit(config.repo_url).hostname or ""
    form = next((form for name, form in _FORMS.items() if name in host), "/issues")
    place = f"{config.site_url.rstrip('/')}/{page_url(page.path)}" if config.site_url else f"docs/{page.path}"
    return config.repo_url.rstrip("/") + form.format(title=quote(f"《{page.title}》有误"), body=quote(f"{place}\n\n"))


def contribute(config: Config, page: Page) -> str:
    """The line under a page that people own; empty where the site names no repository."""
    ways = (("修改本页", edit_url(config, page.path)), ("报告错误", report_url(config, page)))
    links = [element("a", words, href=href, rel="noopener") for words, href in ways if href.startswith(("http://", "https://"))]
    return element("p", "　".join(links), class_="page-meta page-actions") if links else ""
