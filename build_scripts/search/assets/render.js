// Hits as elements. Words of texts reach the page as text only, never as markup.
(function (zj) {
  "use strict";
  const REASONS = {
    missing: "索引文件不见了：网站可能刚刚更新。请重试；若仍不行，请重新载入本页。",
    broken: "索引文件残缺或版本不符：网站可能刚刚更新。请重试；若仍不行，请重新载入本页。",
    local: "这是从本机文件夹打开的副本，没有带可以离线检索的索引。请到网站上检索；发布时在 mkdocs.yml 写上 extra.search.file: true，副本也能检索。",
    offline: "没有连上网站，索引未能取得。请检查网络后重试。",
  };
  const TYPES = { title: "题名", term: "术语", author: "作者" };

  // An element with attributes and children; strings become text.
  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const marked = (parts) => parts.map(([words, isMarked]) => (isMarked ? el("mark", {}, words) : words));

  // Address of a hit: its page, the words to mark there, its paragraph.
  function hitAddress(root, hit, units) {
    const address = new URL(hit.page.u, root);
    if (!hit.author) for (const unit of units.filter((each) => !each.negative)) address.searchParams.append("hl", unit.text);
    return address.href + (hit.anchor ? `#${encodeURIComponent(hit.anchor)}` : "");
  }

  const nameAddress = (root, url) => new URL(url, root).href;

  const groupKey = (hit) => (hit.page.x >= 0 ? `x${hit.page.x}` : hit.page.u);
  const groupTitle = (hit) => (hit.page.m && hit.page.m[0]) || hit.page.t || hit.page.u || "首页";

  // Hits by text, in the order of the best hit of each.
  function byText(hits) {
    const groups = new Map();
    for (const hit of hits) {
      const key = groupKey(hit);
      if (!groups.has(key)) groups.set(key, { key, title: groupTitle(hit), page: hit.page, hits: [] });
      groups.get(key).hits.push(hit);
    }
    return Array.from(groups.values());
  }

  // Where in its text a hit stands: chapter, heading, kind.
  function place(hit) {
    const chapter = hit.page.m && hit.page.m[0] && hit.page.t !== hit.page.m[0] ? hit.page.t : "";
    const kind = hit.author ? "作者" : zj.KIND_NAMES[zj.KINDS[hit.kind]];
    const head = hit.kind > 1 && hit.head ? hit.head[1] : "";
    return [chapter, head !== chapter ? head : "", hit.kind === 4 ? "" : kind, ["", "同节分见", "同页分见"][hit.wide]].filter(Boolean).join(" · ");
  }

  function byline(page) {
    const [, authors, genre, year] = page.m || [];
    return [(authors || []).slice(0, 3).join("、"), year || "", genre ? zj.genreName(genre) : ""].filter(Boolean).join("，");
  }

  const farText = (found) => `另有约 ${found.far.length} 处，各词在同一节或同一页，但不在同一段`;

  // What is said above the hits.
  function statusText(found) {
    const shown = found.hits.length, far = found.hits.filter((hit) => hit.wide).length;
    const apart = far && far === shown ? "没有一段兼有各词，以下是各词分处同一节或同一页的地方。" : "";
    const said = found.notes.map((note) => ({
      pinyin: `按拼音“${note.text}”检索。`, near: `没有完全相同的，按相近的“${note.text}”检索。`,
      signs: "没有完全相同的，已不计标点。", author: `限于作者“${note.text}”的文本。`,
    })[note.kind]).join("");
    if (!shown) return `${said}没有找到。`;
    const texts = Array.from(found.counts.keys()).filter((text) => text >= 0).length;
    const total = (found.sure ? found.total : Math.max(found.total, shown)) - (apart ? 0 : far), about = found.sure ? "" : "约 ";
    return `${said}${apart}${about}${total} 处${far && !apart ? `，另有 ${far} 处各词不在同一段` : ""}${texts ? `，见于 ${texts} 个文本` : ""}。`;
  }

  Object.assign(zj, { el, marked, hitAddress, nameAddress, byText, place, byline, statusText, farText, REASONS, TYPES });
})(globalThis.zjSearch = globalThis.zjSearch || {});
