// The search box: a modal dialog with a combobox and the list of hits.
(function (zj) {
  "use strict";
  const { el } = zj;
  const FIRST = 3, PAGE = 18, WAIT = 60, PAINT = 30, RECENT = "zj-search-recent", MOST_RECENT = 8;

  const recent = {
    read() {
      try {
        const held = JSON.parse(localStorage.getItem(RECENT) || "[]");
        return Array.isArray(held) ? held.filter((each) => typeof each === "string").slice(0, MOST_RECENT) : [];
      } catch {
        return [];
      }
    },
    write(items) {
      try {
        localStorage.setItem(RECENT, JSON.stringify(items.slice(0, MOST_RECENT)));
      } catch { /* private window: nothing is kept */ }
    },
    add(text) {
      if (text) this.write([text, ...this.read().filter((each) => each !== text)]);
    },
  };

  class Dialog {
    constructor(folder) {
      this.folder = folder;
      this.root = new URL("..", folder).href;
      this.engine = zj.sharedEngine(folder);
      this.turn = 0;
      this.active = -1;
      this.build();
      this.listen();
    }

    build() {
      this.input = el("input", {
        type: "text", inputmode: "search", class: "zj-search__input", role: "combobox", "aria-expanded": "false", "aria-controls": "zj-search-list",
        "aria-autocomplete": "list", "aria-label": "检索全文", placeholder: "检索全文、术语、题名、作者", autocomplete: "off",
        autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "400",
      });
      this.closer = el("button", { type: "button", class: "zj-search__close", "aria-label": "关闭检索" }, "×");
      this.status = el("p", { class: "zj-search__status", role: "status", "aria-live": "polite" });
      this.fault = el("p", { class: "zj-search__fault", role: "alert", hidden: true });
      this.list = el("div", { class: "zj-search__list", id: "zj-search-list", role: "listbox", "aria-label": "检索结果", hidden: true });
      this.full = el("a", { class: "zj-search__full", href: this.root }, "在检索页打开：排序、筛选、导出");
      this.forget = el("button", { type: "button", class: "zj-search__forget", hidden: true }, "清除检索记录");
      const help = el("p", { class: "zj-search__help" }, "“原样词组” · -排除 · 作者:  年:2020-2024  体裁:  部分:注释");
      this.box = el("dialog", { class: "zj-search", "aria-label": "检索" },
        el("form", { class: "zj-search__bar", role: "search", "aria-label": "检索框" }, this.input, this.closer),
        this.status, this.fault, this.list, el("div", { class: "zj-search__foot" }, help, this.forget, this.full));
      document.body.append(this.box);
    }

    listen() {
      this.input.addEventListener("input", (event) => event.isComposing || this.composing || this.later());
      this.input.addEventListener("compositionstart", () => { this.composing = true; });
      this.input.addEventListener("compositionend", () => {
        this.composing = false;
        this.later();
      });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
      this.closer.addEventListener("click", () => this.box.close());
      this.box.addEventListener("click", (event) => event.target === this.box && this.box.close());
      this.box.addEventListener("close", () => this.opener && this.opener.isConnected && this.opener.focus());
      this.list.addEventListener("click", (event) => this.pick(event));
      this.full.addEventListener("click", () => recent.add(this.input.value.trim()));
      this.forget.addEventListener("click", () => {
        recent.write([]);
        this.idle();
        this.input.focus();
      });
    }

    open(text) {
      if (!this.box.open) {
        this.opener = document.activeElement;
        this.box.showModal();
      }
      if (text !== undefined) this.input.value = text;
      this.input.focus();
      this.input.select();
      this.engine.warm().catch((error) => this.fail(error));
      if (this.input.value.trim()) this.run();
      else this.idle();
    }

    // A key after a pause is answered at once; of keys that follow closely only the last.
    later() {
      clearTimeout(this.timer);
      const now = performance.now(), wait = now - (this.last || 0) > 2 * WAIT ? 0 : WAIT;
      this.last = now;
      if (wait) this.timer = setTimeout(() => this.run(), wait);
      else this.run();
    }

    // Nothing typed: what was searched for on this device before.
    idle() {
      this.turn++;
      this.found = null;
      this.fault.hidden = true;
      const items = recent.read();
      this.status.textContent = items.length ? "最近的检索" : "";
      this.show(items.length ? [["最近的检索", items.map((text) => this.option({ "data-again": text, class: "zj-search__name" }, text))]] : []);
      this.forget.hidden = !items.length;
      this.link();
    }

    link() {
      const address = new URL(this.folder), asked = this.input.value.trim();
      if (asked) address.searchParams.set("q", asked);
      this.full.href = address.href;
    }

    async run() {
      const turn = ++this.turn, asked = this.input.value.trim();
      if (!asked) return this.idle();
      this.forget.hidden = true;
      this.link();
      const slow = setTimeout(() => turn === this.turn && (this.status.textContent = "正在检索……"), 300);
      try {
        const found = await this.engine.search(asked, FIRST);
        if (turn !== this.turn) return undefined;
        this.found = found;
        this.names = [];
        this.draw();
        // The first hits are shown before anything else is fetched.
        await new Promise((done) => { setTimeout(done, PAINT); });
        if (turn !== this.turn) return undefined;
        if (found.hits.length < PAGE && !found.done) await found.more(PAGE - found.hits.length);
        await zj.loadExtra();
        const [names] = await Promise.all([zj.suggest(this.engine, asked), found.findFar()]);
        if (turn !== this.turn) return undefined;
        this.names = names;
        this.draw();
      } catch (error) {
        if (turn === this.turn) this.fail(error);
      } finally {
        clearTimeout(slow);
      }
      return undefined;
    }

    fail(error) {
      const again = el("button", { type: "button" }, "重试");
      again.addEventListener("click", async () => {
        this.fault.hidden = true;
        await this.engine.store.renew().catch(() => {});
        this.open();
      });
      this.fault.replaceChildren(zj.REASONS[error.reason] || `检索出错：${error.message}`, " ", again);
      this.fault.hidden = false;
      this.status.textContent = "";
      this.show([]);
    }

    option(attributes, ...children) {
      return el(attributes.href ? "a" : "div", { role: "option", "aria-selected": "false", tabindex: "-1", ...attributes }, ...children);
    }

    draw() {
      const { found } = this, groups = [];
      this.fault.hidden = true;
      const kept = this.active >= 0 && this.options[this.active] ? this.options[this.active].dataset.at : null;
      this.status.textContent = zj.statusText(found);
      if (this.names.length) groups.push(["题名、术语、作者", this.names.map((name) => this.nameOption(name))]);
      const near = found.hits.filter((hit) => !hit.wide), far = found.hits.filter((hit) => hit.wide);
      for (const group of zj.byText(near)) {
        const total = found.counts.get(group.page.x), count = group.page.x >= 0 && total && !far.length ? `${found.sure ? "" : "约 "}${total} 处` : "";
        groups.push([group.title, group.hits.map((hit) => this.hitOption(hit)), count, zj.byline(group.page)]);
      }
      for (const group of zj.byText(far)) groups.push([`各词分处 · ${group.title}`, group.hits.map((hit) => this.hitOption(hit)), "", zj.byline(group.page)]);
      if (!found.hits.length && found.nearest.length) groups.push(["最相近的词", found.nearest.map((name) => this.nameOption(name))]);
      if (found.also) groups.push(["也可能是", found.also.map((text) => this.option({ "data-again": text, class: "zj-search__name" }, text))]);
      if (!found.done) groups.push(["更多", [this.option({ "data-more": "yes", class: "zj-search__more" }, "显示更多")]]);
      else if (found.far && found.far.length) groups.push(["各词分处", [this.option({ "data-far": "yes", class: "zj-search__more" }, zj.farText(found))]]);
      this.show(groups);
      const at = this.options.findIndex((option) => option.dataset.at !== undefined && option.dataset.at === kept);
      const firstHit = this.options.findIndex((option) => option.classList.contains("zj-search__hit"));
      this.activate(at >= 0 ? at : firstHit, false);
    }

    nameOption(name) {
      const attributes = name.url ? { href: zj.nameAddress(this.root, name.url) } : { "data-again": name.text };
      return this.option({ ...attributes, class: "zj-search__name", "data-at": `n${name.text}` }, name.text, el("small", {}, zj.TYPES[name.type]));
    }

    hitOption(hit) {
      const units = this.found.wanted, where = zj.place(hit);
      const lines = [[hit.text, hit.spans], ...hit.extra.map((line) => [line.words.text, line.all.spans])];
      return this.option({
        href: zj.hitAddress(this.root, hit, units), class: "zj-search__hit", "data-at": `${hit.piece}`,
      }, ...lines.map(([text, spans]) => el("span", { class: "zj-search__line" }, ...zj.marked(zj.snippet(text, spans, hit.wide ? 1 : units.length, 20, 44)))),
      where ? el("small", {}, where) : null);
    }

    show(groups) {
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.list.replaceChildren(...groups.map(([title, options, count, by], index) => {
        const head = el("div", { class: "zj-search__group-head", id: `zj-search-group-${index}`, role: "presentation" },
          el("span", { class: "zj-search__group-title" }, title), by ? el("small", {}, by) : null, count ? el("small", { class: "zj-search__count" }, count) : null);
        return el("div", { role: "group", class: "zj-search__group", "aria-labelledby": `zj-search-group-${index}` }, head, ...options);
      }));
      this.options = Array.from(this.list.querySelectorAll("[role=option]"));
      this.options.forEach((option, index) => { option.id = `zj-search-option-${index}`; });
      this.list.hidden = !this.options.length;
      this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    }

    activate(index, reveal = true) {
      if (this.options[this.active]) this.options[this.active].setAttribute("aria-selected", "false");
      this.active = index;
      const option = this.options[index];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      if (reveal) option.scrollIntoView({ block: "nearest" });
      return undefined;
    }

    key(event) {
      if (event.isComposing || this.composing) return;
      const count = this.options.length;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.activate((this.active < 0 && step < 0 ? count - 1 : this.active + step + count) % count);
      } else if (event.key === "PageDown" || event.key === "PageUp") {
        event.preventDefault();
        if (count) this.activate(Math.min(count - 1, Math.max(0, this.active + (event.key === "PageDown" ? 8 : -8))));
      } else if (event.key === "Enter") {
        event.preventDefault();
        const option = this.options[this.active];
        if (option) option.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
        else if (this.input.value.trim()) this.run();
      } else if (event.key === "Escape" && this.input.value) {
        event.preventDefault();
        this.input.value = "";
        this.idle();
      }
    }

    pick(event) {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      if (option.dataset.again !== undefined) {
        this.input.value = option.dataset.again;
        this.run();
        this.input.focus();
      } else if (option.dataset.more || option.dataset.far) {
        this.more(option.dataset.far);
      } else {
        recent.add(this.input.value.trim());
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.leave(option);
      }
    }

    // A hit on the page that is open only moves within it: the box must close, and the marks be set anew.
    leave(option) {
      const here = location.href.split(/[?#]/)[0];
      this.opener = null;
      this.box.close();
      if (option.href.split(/[?#]/)[0] === here && new URL(option.href).search === location.search) {
        const address = new URL(option.href);
        setTimeout(() => zj.loadExtra().then(() => zj.markArrival(address.searchParams.getAll("hl"), address.hash), () => {}), 0);
      }
    }

    async more(far) {
      const turn = this.turn, { found } = this;
      const at = found.hits.length;
      try {
        if (far) await found.listFar();
        await found.more(2 * PAGE);
        if (turn !== this.turn) return;
        this.draw();
        const next = found.hits[at] && this.options.findIndex((option) => option.dataset.at === `${found.hits[at].piece}`);
        if (next >= 0) this.activate(next);
      } catch (error) {
        if (turn === this.turn) this.fail(error);
      }
    }
  }

  let dialog = null, engine = null;
  zj.sharedEngine = (folder) => {
    engine = engine || new zj.Engine(new zj.Store(folder));
    return engine;
  };
  zj.openDialog = (folder, text) => {
    if (!dialog || !dialog.box.isConnected) dialog = new Dialog(folder);
    dialog.open(text);
    return dialog;
  };
  zj.recentSearches = recent;
})(globalThis.zjSearch = globalThis.zjSearch || {});
