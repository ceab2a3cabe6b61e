// The search page: an address that can be shared (?q=), filters, sorting, counts by text, export of the concordance.
(function (zj) {
  "use strict";
  const { el } = zj;
  const PAGE = 50, FIRST = 12, MOST_SORTED = 2000, MOST_SAVED = 20000, WAIT = 250;

  class Page {
    constructor(container, folder) {
      this.container = container;
      this.folder = folder;
      this.root = new URL("..", folder).href;
      this.engine = zj.sharedEngine(folder);
      this.turn = 0;
      this.shown = PAGE;
      this.build();
      this.listen();
      this.fromAddress();
    }

    build() {
      const select = (label, name, options) => el("label", {}, label, el("select", { name },
        ...options.map(([value, text]) => el("option", { value }, text))));
      this.input = el("input", { type: "search", name: "q", "aria-label": "检索全文", placeholder: "检索全文", maxlength: "400", autocomplete: "off", spellcheck: "false" });
      this.form = el("form", { class: "zj-find__form", role: "search", "aria-label": "检索页" }, this.input, el("button", { type: "submit", class: "zj-find__button" }, "检索"),
        el("div", { class: "zj-find__tools" },
          select("排序 ", "sort", Object.entries(zj.SORTS).map(([value, [text]]) => [value, text])),
          select("部分 ", "kind", [["", "全部"], ...zj.KINDS.map((kind) => [kind, zj.KIND_NAMES[kind]])]),
          select("体裁 ", "genre", [["", "全部"]]), select("年份 ", "year", [["", "全部"]])));
      this.status = el("p", { class: "zj-find__status", role: "status", "aria-live": "polite" });
      this.fault = el("p", { class: "zj-search__fault", role: "alert", hidden: true });
      this.save = el("button", { type: "button", class: "zj-find__button zj-find__save", hidden: true }, "导出 CSV");
      this.counts = el("ul", { class: "zj-find__counts", "aria-label": "各文本的处数" });
      this.lines = el("ol", { class: "zj-find__lines", "aria-label": "检索结果" });
      this.next = el("button", { type: "button", class: "zj-find__button zj-find__more", hidden: true }, "显示更多");
      this.apart = el("button", { type: "button", class: "zj-find__button zj-find__more", hidden: true });
      this.container.replaceChildren(el("div", { class: "zj-find" }, this.form, this.status, this.fault, this.save, this.counts, this.lines, this.next, this.apart));
    }

    listen() {
      this.input.addEventListener("input", (event) => event.isComposing || this.composing || this.later());
      this.input.addEventListener("compositionstart", () => { this.composing = true; });
      this.input.addEventListener("compositionend", () => {
        this.composing = false;
        this.later();
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.composing) return;
        zj.recentSearches.add(this.input.value.trim());
        this.run();
      });
      this.form.addEventListener("change", (event) => event.target.tagName === "SELECT" && (event.target.name === "sort" && this.found ? this.sorted() : this.run()));
      this.next.addEventListener("click", () => this.more());
      this.apart.addEventListener("click", () => this.more(true));
      this.save.addEventListener("click", () => this.download());
      this.counts.addEventListener("click", (event) => this.only(event));
      globalThis.addEventListener("popstate", () => this.fromAddress());
      this.fillFacets().catch(() => {});
    }

    async fillFacets() {
      await this.engine.ready();
      const facets = JSON.parse(await this.engine.store.extra("facets"));
      const fill = (name, values, nameOf) => {
        const select = this.form.elements[name], wanted = nameOf(new URLSearchParams(location.search).get(name) || select.value);
        select.append(...values.map((value) => el("option", { value }, value)));
        select.value = wanted;
        select.parentElement.hidden = values.length < 2;
      };
      fill("genre", Array.from(new Set(facets.genres.filter(Boolean).map(zj.genreName))), zj.genreName);
      const years = Array.from(new Set(facets.texts.map((row) => row[1]).filter(Boolean))).sort((a, b) => b - a);
      fill("year", years.map(String), String);
      if (new URLSearchParams(location.search).get("genre") || new URLSearchParams(location.search).get("year")) this.run();
    }

    fromAddress() {
      const asked = new URLSearchParams(location.search);
      this.input.value = asked.get("q") || "";
      for (const name of ["sort", "kind", "genre", "year"]) {
        const select = this.form.elements[name], value = asked.get(name) || "";
        select.value = value || (name === "sort" ? "rank" : "");
        if (select.selectedIndex < 0) select.selectedIndex = 0;
      }
      this.run(false);
    }

    toAddress() {
      const address = new URL(location.href);
      address.hash = "";
      for (const name of ["q", "sort", "kind", "genre", "year"]) {
        const value = this.form.elements[name].value.trim();
        if (value && value !== "rank") address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      if (address.href !== location.href) history.replaceState(null, "", address);
    }

    question() {
      const filters = ["kind", "genre", "year"].filter((name) => this.form.elements[name].value)
        .map((name) => ` ${name}:"${this.form.elements[name].value}"`);
      return this.input.value.trim() + filters.join("");
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), WAIT);
    }

    async run(remember = true) {
      clearTimeout(this.timer);
      if (remember) this.toAddress();
      const turn = ++this.turn, asked = this.question();
      this.fault.hidden = true;
      this.shown = PAGE;
      if (!asked.trim()) {
        this.found = null;
        this.status.textContent = "";
        return this.draw([]);
      }
      this.status.textContent = "正在检索……";
      try {
        const found = await this.engine.search(asked, FIRST);
        if (turn !== this.turn) return undefined;
        this.found = found;
        await this.sorted();
      } catch (error) {
        if (turn === this.turn) this.fail(error);
      }
      return undefined;
    }

    // Any order but the engine's own needs all hits (up to a bound) before the first line is right.
    async sorted() {
      this.toAddress();
      const { found, turn } = this, by = this.form.elements.sort.value;
      try {
        const wanted = by === "rank" ? this.shown : MOST_SORTED;
        if (found.hits.length < wanted && !found.done) await found.more(wanted - found.hits.length);
        if (found.done) await found.findFar();
        if (turn !== this.turn) return;
        this.all = zj.sortLines(zj.toLines(found.hits, found.wanted), by);
        this.status.textContent = zj.statusText(found) + (by !== "rank" && !found.done ? `排序限于前 ${found.hits.length} 处。` : "");
        this.draw(this.all);
      } catch (error) {
        if (turn === this.turn) this.fail(error);
      }
    }

    draw(lines) {
      const { found } = this;
      this.save.hidden = !lines.length;
      this.next.hidden = !found || (lines.length <= this.shown && found.done);
      this.apart.hidden = !found || !found.hits.length || !this.next.hidden || !found.far || !found.far.length;
      if (!this.apart.hidden) this.apart.textContent = zj.farText(found);
      this.lines.replaceChildren(...lines.slice(0, this.shown).map((line) => this.row(line)));
      this.lines.hidden = !lines.length;
      this.drawCounts();
      if (found && !lines.length) {
        this.lines.hidden = !found.nearest.length;
        this.lines.replaceChildren(...found.nearest.map((name) => el("li", { class: "zj-find__near" },
          el("a", { href: name.url ? zj.nameAddress(this.root, name.url) : `?q=${encodeURIComponent(name.text)}` }, name.text), ` ${zj.TYPES[name.type]}`)));
      }
    }

    drawCounts() {
      const { found } = this, groups = found ? zj.byText(found.hits).filter((group) => group.page.x >= 0) : [];
      const items = groups.map((group) => {
        const count = found.counts.get(group.page.x) || group.hits.length;
        return el("li", {}, el("button", { type: "button", "data-text": group.page.m[4] || "" }, group.title), ` ${found.sure ? "" : "约 "}${count}`);
      });
      this.counts.replaceChildren(...items);
      this.counts.hidden = items.length < 2;
    }

    row(line) {
      const { hit } = line, { page } = hit, where = zj.place(hit);
      const title = (page.m && page.m[0]) || page.t;
      return el("li", { class: "zj-find__row" },
        el("a", { class: "zj-find__line", href: zj.hitAddress(this.root, hit, this.found.wanted) },
          el("span", { class: "zj-find__left" }, zj.shortLeft(line.left)), el("mark", {}, line.match), el("span", { class: "zj-find__right" }, zj.shortRight(line.right))),
        ...hit.extra.map((other) => el("p", { class: "zj-find__extra" }, ...zj.marked(zj.snippet(other.words.text, other.all.spans, 1, 20, 40)))),
        el("p", { class: "zj-find__place" }, [title, zj.byline(page), where].filter(Boolean).join(" · ")));
    }

    async more(far) {
      const at = far ? this.all.length : this.shown;
      this.shown += PAGE;
      if (far) await this.found.listFar();
      await this.sorted();
      const row = this.lines.children[at];
      if (row) row.querySelector("a").focus();
    }

    only(event) {
      const button = event.target.closest("[data-text]");
      if (!button) return;
      const rest = this.input.value.replace(/\s*text:\S+/g, "").trim();
      this.input.value = `${rest} text:${button.dataset.text}`;
      this.run();
    }

    async download() {
      const { found, turn } = this;
      this.save.disabled = true;
      try {
        if (!found.done) {
          this.status.textContent = "正在收集全部结果……";
          await found.more(MOST_SAVED);
        }
        if (turn !== this.turn) return;
        const lines = zj.sortLines(zj.toLines(found.hits, found.wanted), this.form.elements.sort.value);
        const address = URL.createObjectURL(new Blob([zj.toCsv(lines, this.root)], { type: "text/csv;charset=utf-8" }));
        el("a", { href: address, download: `检索-${this.input.value.trim().replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 40)}.csv` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
        this.status.textContent = `${zj.statusText(found)}已导出 ${lines.length} 行。`;
      } catch (error) {
        this.fail(error);
      } finally {
        this.save.disabled = false;
      }
    }

    fail(error) {
      const again = el("button", { type: "button" }, "重试");
      again.addEventListener("click", async () => {
        await this.engine.store.renew().catch(() => {});
        this.run();
      });
      this.found = null;
      this.fault.replaceChildren(zj.REASONS[error.reason] || `检索出错：${error.message}`, " ", again);
      this.fault.hidden = false;
      this.status.textContent = "";
      this.draw([]);
    }
  }

  zj.mountPage = (container, folder) => new Page(container, folder);
})(globalThis.zjSearch = globalThis.zjSearch || {});
