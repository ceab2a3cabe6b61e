// Answers a question: the search itself, and what is tried when nothing is found.
(function (zj) {
  "use strict";
  const MOST_READINGS = 3;

  class Engine {
    constructor(store) {
      this.store = store;
    }

    async ready() {
      const manifest = await this.store.open();
      if (manifest !== this.manifest) {
        this.manifest = manifest;
        this.table = new zj.Table(this.store, manifest);
      }
      return manifest;
    }

    // Reads ahead what every question needs, once the box is open.
    async warm() {
      await this.ready();
      if (this.table.segments.length <= 2) await this.table.loadAll();
    }

    // The first `count` hits for what was typed, as a `Found`. An index that was replaced meanwhile is read anew, once.
    async search(input, count = 10) {
      try {
        return await this.attempt(input, count);
      } catch (error) {
        if (!(error instanceof zj.SearchError) || error.reason === "offline" || !(await this.store.renew())) throw error;
        return this.attempt(input, count);
      }
    }

    async attempt(input, count) {
      await this.ready();
      const query = zj.parseQuery(input);
      if (Object.keys(query.filters).length) await zj.loadExtra();
      const test = await this.filter(query.filters);
      if (!query.units.some((unit) => !unit.negative)) return this.filtered(query, test, count);
      let found = await this.run(query, test, count);
      if (found.hits.length) return found;
      await zj.loadExtra();
      for (const instead of [this.simplified, this.byAuthor, this.unsigned, this.spelled]) {
        const other = await instead.call(this, query, test, count);
        if (other && other.hits.length) return other;
      }
      found.nearest = await zj.nearest(this, found.wanted);
      return found;
    }

    async run(query, test, count, note) {
      const found = new zj.Found(this, query);
      if (note) found.notes.push(note);
      await found.prepare(test);
      await found.more(count);
      return found;
    }

    // Filters alone: the texts that they let pass.
    async filtered(query, test, count) {
      const found = new zj.Found(this, query);
      if (!Object.keys(query.filters).length) return found;
      await this.table.loadAll();
      const end = this.manifest.names[0], kind = query.filters.kind ? null : 0;
      for (let id = 0; id < end; id++) {
        const at = this.table.at(id);
        if ((kind !== null && at.kind !== kind) || !test(at)) continue;
        found.queue.push({ pieces: [[id]], wide: 0 });
        found.count(at.text);
      }
      await found.more(count);
      return found;
    }

    // Traditional letters that the texts themselves do not use.
    async simplified(query, test, count) {
      zj.addVariants(await this.store.extra("variants"));
      const units = query.units.map((unit) => ({ ...unit, needle: zj.normalize(unit.text) }));
      if (units.every((unit, i) => unit.needle === query.units[i].needle)) return null;
      Object.assign(query, { units });
      return this.run(query, test, count);
    }

    // An author's name beside other words: the words, in the texts of that author.
    async byAuthor(query, test, count) {
      const wanted = query.units.filter((unit) => !unit.negative);
      if (wanted.length < 2) return null;
      for (const unit of wanted) {
        const texts = Array.from(unit.needle).length > 1 ? await zj.textsNamed(this, unit.text, "author") : new Set();
        if (!texts.size) continue;
        const rest = { ...query, units: query.units.filter((other) => other !== unit) };
        return this.run(rest, (at) => texts.has(at.text) && test(at), count, { kind: "author", text: unit.text });
      }
      return null;
    }

    // The same letters whatever the punctuation between them.
    async unsigned(query, test, count) {
      let changed = false;
      const units = query.units.map((unit) => {
        const bare = zj.tokens(unit.needle).map((token) => token.text).join("");
        if (unit.negative || Array.from(bare).length < 4 || /^[a-z0-9]+$/.test(bare)) return unit;
        changed = true;
        return { ...unit, loose: true, bare };
      });
      return changed ? this.run({ ...query, units }, test, count, { kind: "signs" }) : null;
    }

    // Letters that are pinyin, or that miss a word by one letter.
    async spelled(query, test, count) {
      const wanted = query.units.filter((unit) => !unit.negative);
      if (wanted.length > 1 && wanted.every((unit) => zj.isLetters(unit.text))) {
        const joined = await this.readAs(query, wanted, wanted.map((unit) => unit.text).join(" "), test, count);
        if (joined) return joined;
      }
      for (const unit of wanted.filter((each) => zj.isLetters(each.text))) {
        const set = wanted.length > 1 ? await zj.candidates(this.store, unit.needle) : null;
        if (set && set.ids.length) continue;
        const other = await this.readAs(query, [unit], unit.text, test, count);
        if (other) return other;
      }
      return null;
    }

    // Searches for the names that letters may stand for, in place of the units that were typed.
    async readAs(query, replaced, typed, test, count) {
      const names = await zj.byPinyin(this, typed);
      const whole = names.filter((name) => name.fit >= (names[0].fit >= 2 ? 1.5 : 1));
      let readings = distinct((names.length && names[0].fit === 4 ? names.filter((n) => n.fit === 4) : whole).map((n) => n.text));
      let kind = "pinyin";
      if (!readings.length) {
        readings = distinct(await zj.corrected(this, typed));
        kind = "near";
      }
      let best = null;
      for (const reading of readings.slice(0, MOST_READINGS)) {
        const unit = { text: reading, needle: zj.normalize(reading), negative: false, phrase: true };
        const units = [unit, ...query.units.filter((other) => !replaced.includes(other))];
        const found = await this.run({ ...query, units }, test, count, { kind, text: reading });
        if (!found.hits.length) continue;
        if (!best) best = found;
        else best.also = (best.also || []).concat(reading);
      }
      return best;
    }

    // The filters of a query as one test of a place in the table.
    async filter(filters) {
      const tests = [];
      if (filters.kind) {
        const codes = new Set(filters.kind.flatMap(zj.kindCodes));
        tests.push((at) => codes.has(at.kind));
      }
      if (filters.year || filters.genre || filters.text) {
        const facets = JSON.parse(await this.store.extra("facets"));
        const rows = (index) => facets.texts[index] || [];
        for (const [name, make, read] of [["year", zj.yearTest, (row) => row[1]], ["genre", zj.genreTest, (row) => facets.genres[row[0]]]]) {
          const some = (filters[name] || []).map(make);
          if (some.length) tests.push((at) => at.text >= 0 && some.some((test) => test(read(rows(at.text)))));
        }
        for (const value of filters.text || []) {
          const texts = await zj.textsNamed(this, value, "title");
          facets.texts.forEach((row, index) => row[2] === value && texts.add(index));
          tests.push((at) => texts.has(at.text));
        }
      }
      for (const value of filters.author || []) {
        const texts = await zj.textsNamed(this, value, "author");
        tests.push((at) => texts.has(at.text));
      }
      return (at) => tests.every((test) => test(at));
    }
  }

  const distinct = (items) => Array.from(new Set(items));

  // The page brings a loader for the part of the script that a plain answer does without; elsewhere all of it is there.
  zj.loadExtra = zj.loadExtra || (async () => zj);
  zj.Engine = Engine;
})(globalThis.zjSearch = globalThis.zjSearch || {});
