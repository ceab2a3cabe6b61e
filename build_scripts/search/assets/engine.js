// Answers a question; what is tried when nothing is found stands in otherwise.js.
(function (zj) {
  "use strict";
  const MOST_WARMED = 1;

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

    // Reads ahead what every question needs, once the box is open. Of a large table most questions need a part only.
    async warm() {
      const manifest = await this.ready();
      if (manifest.tables.length <= MOST_WARMED) await this.table.loadAll();
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
      const filtered = Object.keys(query.filters).length > 0;
      if (filtered) await zj.loadExtra();
      const test = filtered ? await zj.filterTest(this, query.filters) : () => true;
      if (!query.units.some((unit) => !unit.negative)) return filtered ? zj.filtered(this, query, test, count) : new zj.Found(this, query);
      const found = await this.run(query, test, count);
      if (found.hits.length) return found;
      await zj.loadExtra();
      return zj.otherwise(this, query, test, count, found);
    }

    async run(query, test, count, note) {
      const found = new zj.Found(this, query);
      if (note) found.notes.push(note);
      await found.prepare(test);
      await found.more(count);
      return found;
    }
  }

  // The page brings a loader for the part of the script that a plain answer does without; elsewhere all of it is there.
  zj.loadExtra = zj.loadExtra || (async () => zj);
  zj.Engine = Engine;
})(globalThis.zjSearch = globalThis.zjSearch || {});
