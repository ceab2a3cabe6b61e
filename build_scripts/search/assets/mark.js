// Marks, on the page that a hit leads to, the words that were searched for.
(function (zj) {
  "use strict";
  const SKIP = ".page-meta, .cite-this, .backlinks, .headerlink, .footnote-ref, .footnote-backref, script, style, template, [hidden], [aria-hidden=true]";
  const HEADS = /^H[1-6]$/;
  const MOST = 200;

  // The text of some elements with the node behind each letter; a sign that is no letter parts the blocks.
  function gather(roots) {
    const nodes = [];
    let text = "", block = null;
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(SKIP)) continue;
        const parent = node.parentElement.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, figcaption, caption, dt, dd, div");
        if (block && parent !== block) text += "\u0001";
        block = parent;
        nodes.push([text.length, node]);
        text += node.data;
      }
    }
    return { text, nodes };
  }

  function wrap({ nodes }, spans) {
    const marks = [];
    for (const [start, end] of spans.slice().reverse()) {
      for (let i = nodes.length - 1; i >= 0; i--) {
        const [at, node] = nodes[i], from = Math.max(start - at, 0), to = Math.min(end - at, node.data.length);
        if (at >= end || from >= to) continue;
        const range = document.createRange(), mark = document.createElement("mark");
        range.setStart(node, from);
        range.setEnd(node, to);
        mark.className = "zj-hit";
        range.surroundContents(mark);
        marks.unshift(mark);
      }
    }
    return marks;
  }

  // What follows an element up to the next heading: where a heading is the only anchor of its paragraphs.
  function sectionOf(element) {
    const roots = [element];
    for (let next = element.nextElementSibling; next && !HEADS.test(next.tagName); next = next.nextElementSibling) roots.push(next);
    return roots;
  }

  function scopes(hash) {
    let target = null;
    try {
      target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      target = null;
    }
    const content = document.querySelector(".md-content__inner") || document.body;
    if (!target) return [Array.from(content.querySelectorAll("h1")).slice(0, 1), [content]];
    return [[target], sectionOf(target), [content]];
  }

  // Marks the needles within the target of the address (or its section, or the page) and shows the first.
  function markArrival(needles, hash) {
    clearMarks();
    const units = needles.map((text) => ({ needle: zj.normalize(text) })).filter((unit) => unit.needle);
    for (const roots of scopes(hash)) {
      const gathered = gather(roots), { spans } = zj.findAll(gathered.text, units);
      if (!spans.length) continue;
      const apart = spans.slice(0, MOST).filter((span, i) => i === 0 || span[0] >= spans[i - 1][1]);
      const marks = wrap(gathered, apart);
      if (marks.length) marks[0].scrollIntoView({ block: "center" });
      return marks.length;
    }
    return 0;
  }

  function clearMarks() {
    for (const mark of document.querySelectorAll("mark.zj-hit")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  if (typeof document !== "undefined") {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) clearMarks();
    });
  }
  Object.assign(zj, { markArrival, clearMarks });
})(globalThis.zjSearch = globalThis.zjSearch || {});
