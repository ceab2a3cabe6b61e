// What a plain answer of a question does without: words that stand apart, and the texts of an author.
(function (zj) {
  "use strict";
  Object.assign(zj.Found.prototype, {
    hold(at) {
      this.held.section.add(at.section);
      this.held.page.add(at.page);
    },

    // Places that hold every word, though no paragraph does: sections, then pages of which no section does. They come behind
    // all paragraphs, and unasked only where paragraphs of few pages hold every word.
    async findFar() {
      if (!this.far) {
        await Promise.all(this.all.map((ids) => this.engine.table.load(ids)));
        this.held = { section: new Set(), page: new Set() };
        for (const id of this.near) this.hold(this.engine.table.at(id));
        this.far = this.all.length ? [...this.farIn("section", 1), ...this.farIn("page", 2)] : [];
      }
      return this.far.length;
    },

    async listFar() {
      if (!(await this.findFar())) return false;
      for (const { pieces } of this.far) this.count(this.engine.table.at(pieces[0][0]).text);
      this.sure = false;
      this.queue.push(...this.far);
      this.far = [];
      return true;
    },

    farIn(unit, wide) {
      const { all, test } = this;
      const byPlace = all.map((ids) => {
        const places = new Map();
        for (const id of ids) {
          const at = this.engine.table.at(id);
          if (this.held[unit].has(at[unit]) || !test(at)) continue;
          if (!places.has(at[unit])) places.set(at[unit], []);
          places.get(at[unit]).push(id);
        }
        return places;
      });
      const hits = [];
      for (const [place, first] of byPlace[0]) {
        if (!byPlace.every((places) => places.has(place))) continue;
        const groups = [first, ...byPlace.slice(1).map((places) => places.get(place))];
        // Of each word the places nearest to the rarest.
        const rare = groups.reduce((a, b) => (b.length < a.length ? b : a))[0];
        const near = groups.map((ids) => ids.slice().sort((a, b) => Math.abs(a - rare) - Math.abs(b - rare)).slice(0, 4));
        const reach = Math.max(...near.map((ids) => ids[0])) - Math.min(...near.map((ids) => ids[0]));
        hits.push({ pieces: near, wide, reach });
        this.hold(this.engine.table.at(rare));
      }
      return hits.sort((a, b) => a.reach - b.reach);
    },

    // The texts of an author whose name was typed.
    async addAuthors(test) {
      const [, , authors] = this.engine.manifest.names, unit = this.wanted[0];
      if (this.wanted.length !== 1 || Array.from(unit.needle).length < 2) return;
      const ids = this.sets[0].ids.filter((id) => id >= authors);
      if (!ids.length) return;
      await zj.loadExtra();
      const names = (await zj.readNames(this.engine, ids, 12)).filter((name) => zj.findNeedle(zj.normalize(name.text), unit.needle).length);
      for (const name of names) {
        for (const [number, title, url, year] of name.targets) {
          if (!test({ kind: -1, text: number })) continue;
          const text = `作者：${name.text}`, page = { u: url, t: title, x: number, m: [title, [name.text], "", year] };
          const hit = { page, kind: 0, anchor: "", head: ["", ""], text, wide: 0, author: true, extra: [] };
          Object.assign(hit, zj.findAll(text, this.wanted));
          hit.score = zj.normalize(name.text) === unit.needle ? 500 : 120;
          this.authors = (this.authors || []).concat(hit);
          this.count(number);
        }
      }
    },
  });
})(globalThis.zjSearch = globalThis.zjSearch || {});
