// One search under way: its candidates in their order, verified against the text in portions as more are asked for.
(function (zj) {
  "use strict";
  const PORTION = 12, PORTION_OF_MANY = 16, MOST_MISSES = 400, FEW_PAGES = 3;

  class Found {
    constructor(engine, query) {
      this.engine = engine;
      this.query = query;
      this.wanted = query.units.filter((unit) => !unit.negative);
      this.unwanted = query.units.filter((unit) => unit.negative);
      this.hits = [];
      this.queue = [];
      this.ranked = this.near = new Uint32Array(0);
      this.taken = 0;
      this.all = [];
      this.notes = [];
      this.nearest = [];
      this.counts = new Map();
      this.total = 0;
      this.sure = true;
    }

    // Finds and orders the candidates. `test(at)` says whether a filter lets a piece pass.
    async prepare(test) {
      const { store, table, manifest } = this.engine;
      const [sets, out, joints] = await Promise.all([
        Promise.all(this.wanted.map((unit) => unit.loose ? zj.nearly(store, unit.bare) : zj.candidates(store, unit.needle))),
        Promise.all(this.unwanted.map((unit) => zj.candidates(store, unit.needle))),
        Promise.all(this.jointKeys().map((key) => zj.exactKey(store, key))),
      ]);
      this.sets = sets;
      this.sure = sets.every((set) => set.sure) && out.every((set) => set.sure) && !this.wanted.some((unit) => unit.loose);
      const end = manifest.names[0];
      const pieces = sets.length ? sets.slice().sort((a, b) => a.ids.length - b.ids.length).reduce(zj.intersect) : null;
      const sizeOf = (set) => set.ids.findLastIndex ? set.ids.findLastIndex((id) => id < end) + 1
        : set.ids.filter((id) => id < end).length;
      const count = pieces ? sizeOf(pieces) : 0;
      this.all = sets.length > 1 ? sets.map((set) => set.ids.subarray(0, sizeOf(set))) : [];
      this.test = test;
      await table.load(pieces ? pieces.ids.subarray(0, count) : []);
      this.rankPieces(pieces, count, zj.union(out.filter((set) => set.sure)).ids, zj.union(joints).ids, test);
      // The texts of an author whose name was typed.
      const [, , authors] = manifest.names;
      if (this.wanted.length === 1 && this.sets[0].ids.some((id) => id >= authors)) {
        await zj.loadExtra();
        await this.addAuthors(test);
      }
    }

    // Pairs of letters where one word would go on into the next: who types words apart may mean one string.
    jointKeys() {
      const keys = [];
      for (let i = 0; i + 1 < this.wanted.length && i < 2; i++) {
        const last = Array.from(this.wanted[i].needle).pop(), first = Array.from(this.wanted[i + 1].needle)[0];
        if (zj.isCjk(last) && zj.isCjk(first)) keys.push(last.slice(-1) + first[0]);
      }
      return keys;
    }

    // A question of frequent letters has tens of thousands of candidates: they are kept as numbers, in the order of their scores.
    rankPieces(pieces, count, gone, joined, test) {
      const { table } = this.engine, ids = new Uint32Array(count), scores = new Int16Array(count);
      let size = 0, g = 0, j = 0;
      for (let i = 0; i < count; i++) {
        const id = pieces.ids[i];
        while (gone[g] < id) g++;
        while (joined[j] < id) j++;
        if (gone[g] === id) continue;
        const { kind, length, text } = table.brief(id);
        if (!test({ kind, text })) continue;
        ids[size] = id;
        scores[size++] = zj.prior(kind, pieces.flags[i], length, joined[j] === id);
        this.count(text);
      }
      this.near = ids.subarray(0, size);
      this.ranked = zj.byScore(scores.subarray(0, size)).map((i) => ids[i]);
      this.taken = 0;
    }

    // Candidates not looked at yet.
    get left() {
      return this.ranked.length - this.taken + this.queue.length;
    }

    take(size) {
      const ids = Array.from(this.ranked.subarray(this.taken, this.taken + size));
      this.taken += ids.length;
      return ids.length ? ids.map((id) => ({ pieces: [[id]], wide: 0 })) : this.queue.splice(0, size);
    }

    count(text) {
      this.total++;
      this.counts.set(text, (this.counts.get(text) || 0) + 1);
    }

    // Whether all is listed that is listed unasked.
    get done() {
      return !this.left && !this.wantsMore;
    }

    get wantsMore() {
      return !this.far && this.all.length > 1 && new Set(this.hits.map((hit) => hit.page.u)).size < FEW_PAGES;
    }

    // Verifies candidates until `count` more hits stand or none are left. Returns the new hits.
    async more(count = 10) {
      const first = !this.hits.length, hits = await this.verified(count);
      // The first answer does not wait for what stands apart.
      if (hits.length >= count || this.left || !this.wantsMore || (first && hits.length)) return hits;
      await zj.loadExtra();
      await this.listFar();
      return hits.concat(await this.verified(count - hits.length));
    }

    async verified(count) {
      const before = this.hits.length;
      let misses = 0;
      if (this.authors) {
        this.hits.push(...this.authors.filter((hit) => hit.score > 200));
        this.later = this.authors.filter((hit) => hit.score <= 200);
        this.authors = null;
      }
      while (this.left && this.hits.length - before < count && misses < MOST_MISSES) {
        // Several words are ranked by their nearness, which only the texts tell: a larger portion is compared.
        const size = this.wanted.length > 1 ? PORTION_OF_MANY : Math.min(PORTION, this.sure ? count : count + 2);
        const portion = this.take(size);
        const hits = (await Promise.all(portion.map((candidate) => this.verify(candidate)))).filter(Boolean);
        misses += portion.length - hits.length;
        hits.push(...(this.later || []));
        this.later = null;
        hits.sort((a, b) => b.score - a.score || a.piece - b.piece);
        this.hits.push(...hits);
      }
      if (this.later) this.hits.push(...this.later);
      this.later = null;
      if (!this.left) this.settle();
      return this.hits.slice(before);
    }

    // All hits are known: the counts are no longer an estimate.
    settle() {
      this.sure = true;
      this.total = this.hits.length;
      this.counts = new Map();
      for (const hit of this.hits) this.counts.set(hit.page.x, (this.counts.get(hit.page.x) || 0) + 1);
    }

    async verify(candidate) {
      const { table } = this.engine;
      if (!candidate.wide) {
        const words = await table.words(candidate.pieces[0][0]);
        const all = zj.findAll(words.text, this.wanted);
        if (!all.counts.every((n) => n > 0) || this.isUnwanted(all.form)) return null;
        return this.toHit(candidate.pieces[0][0], words, all, 0, []);
      }
      const lines = [];
      for (const [index, ids] of candidate.pieces.entries()) {
        const line = await this.firstLine(ids, this.wanted[index], index);
        if (!line) return null;
        if (!lines.some((other) => other.id === line.id)) lines.push(line);
      }
      const { id, words, all } = lines[0];
      return this.toHit(id, words, all, candidate.wide, lines.slice(1));
    }

    async firstLine(ids, unit) {
      for (const id of ids) {
        const words = await this.engine.table.words(id), all = zj.findAll(words.text, [unit]);
        if (all.counts[0] > 0 && !this.isUnwanted(all.form)) return { id, words, all };
      }
      return null;
    }

    isUnwanted(form) {
      return this.unwanted.some((unit) => zj.findNeedle(form.text, unit.needle).length > 0);
    }

    toHit(piece, words, all, wide, extra) {
      const hit = { piece, ...words, spans: all.spans, form: all.form, wide, extra };
      hit.score = zj.posterior(hit, this.wanted);
      delete hit.form;
      return hit;
    }
  }

  zj.Found = Found;
})(globalThis.zjSearch = globalThis.zjSearch || {});
