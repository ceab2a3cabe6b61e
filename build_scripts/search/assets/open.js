// The part of the search that every page loads: it waits for the reader to ask, and only then fetches the rest.
(function (zj) {
  "use strict";
  const APP = "app.js", EXTRA = "extra.js";
  const script = document.currentScript;
  const folderOf = (address) => new URL(".", new URL(address, document.baseURI)).href;

  // The folder of the index: told by <meta name="zj-search" content="…/manifest.json">, or data-index of the script.
  function indexFolder() {
    const meta = document.querySelector('meta[name="zj-search"]');
    const told = (meta && meta.content) || (script && script.dataset.index);
    return folderOf(told || (script && script.src) || "search/manifest.json");
  }
  const scriptFolder = script && script.src ? folderOf(script.src) : null;

  const loading = {};
  function loadScript(name) {
    loading[name] = loading[name] || new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = (scriptFolder || indexFolder()) + name;
      element.onload = () => resolve(zj);
      element.onerror = () => {
        delete loading[name];
        element.remove();
        reject(new Error("search script"));
      };
      document.head.append(element);
    });
    return loading[name];
  }
  const load = () => loadScript(APP);
  zj.loadExtra = () => load().then(() => loadScript(EXTRA));

  function sayBroken() {
    const old = document.querySelector(".zj-search-fault");
    if (old) old.remove();
    const note = document.createElement("p");
    note.className = "zj-search-fault";
    note.setAttribute("role", "alert");
    note.textContent = "检索程序没有载入，可能是网络中断或网站刚刚更新。请重新载入本页后再试。";
    document.body.append(note);
    setTimeout(() => note.remove(), 8000);
  }

  const open = (text) => load().then(() => zj.openDialog(indexFolder(), text), sayBroken);

  function isTyping(target) {
    return target instanceof Element && (target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null);
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-search-open]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(button.getAttribute("data-search-open") || undefined);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const combined = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
    if (!combined && !slash) return;
    event.preventDefault();
    open();
  });

  // What the address asks for: marks of the words that led here, the search page, or an open box.
  function start() {
    const asked = new URLSearchParams(location.search), page = document.getElementById("zj-search-page");
    if (page && !page.dataset.ready) {
      page.dataset.ready = "yes";
      zj.loadExtra().then(() => zj.mountPage(page, indexFolder()), sayBroken);
    } else if (!page && asked.get("q")) {
      open(asked.get("q"));
    }
    if (asked.has("hl")) zj.loadExtra().then(() => zj.markArrival(asked.getAll("hl"), location.hash), () => {});
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis.zjSearch = globalThis.zjSearch || {});
