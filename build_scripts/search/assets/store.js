// Fetches the files of the index, each at most once, and keeps the last ones used.
(function (zj) {
  "use strict";

  // What went wrong with the index: "missing" (no such file), "offline" (no answer), "broken" (cut or not ours),
  // "local" (opened from a folder that holds no index for it).
  class SearchError extends Error {
    constructor(reason, file) {
      super(`search index: ${reason}: ${file}`);
      this.reason = reason;
      this.file = file;
    }
  }

  // A bounded memory of promises: what was not used for longest is forgotten first.
  class Cache {
    constructor(size) {
      this.size = size;
      this.held = new Map();
    }
    get(key, make) {
      let promise = this.held.get(key);
      if (promise) this.held.delete(key);
      else promise = make().catch((error) => {
        this.held.delete(key);
        throw error;
      });
      this.held.set(key, promise);
      if (this.held.size > this.size) this.held.delete(this.held.keys().next().value);
      return promise;
    }
  }

  // Bytes over HTTP.
  async function fetchBytes(base, stem, extension, fresh) {
    let response;
    try {
      response = await fetch(base + stem + extension, fresh ? { cache: "no-cache" } : undefined);
    } catch {
      throw new SearchError("offline", stem);
    }
    if (!response.ok) throw new SearchError(response.status === 404 ? "missing" : "offline", stem);
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new SearchError("offline", stem);
    }
  }

  // Bytes from file://, where a page may not fetch but may load scripts: each file has a twin that calls zjSearchPart.
  const waiting = new Map();
  globalThis.zjSearchPart = (stem, base64) => {
    const done = waiting.get(stem);
    if (done) done(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  };
  function loadScript(base, stem) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const finish = (act, value) => {
        waiting.delete(stem);
        script.remove();
        act(value);
      };
      waiting.set(stem, (bytes) => finish(resolve, bytes));
      script.onerror = () => finish(reject, new SearchError("local", stem));
      script.onload = () => waiting.has(stem) && finish(reject, new SearchError("broken", stem));
      script.src = `${base}${stem}.js`;
      document.head.append(script);
    });
  }

  class Store {
    // `base`: address of the index folder, with the slash at its end.
    constructor(base, load) {
      this.base = base;
      this.load = load || (base.startsWith("file:") ? (stem) => loadScript(base, stem)
        : (stem, extension, fresh) => fetchBytes(base, stem, extension, fresh));
      this.bytes = 0;
      this.reset();
    }

    reset() {
      this.opened = null;
      this.shards = new Cache(160);
      this.chunks = new Cache(400);
      this.tables = new Cache(64);
      this.others = new Cache(8);
    }

    open() {
      this.opened = this.opened || this.readManifest().catch((error) => {
        this.opened = null;
        throw error;
      });
      return this.opened;
    }

    async readManifest() {
      const bytes = await this.load("manifest", ".json", true);
      this.bytes += bytes.length;
      let manifest;
      try {
        manifest = JSON.parse(new TextDecoder().decode(bytes));
      } catch {
        throw new SearchError("broken", "manifest");
      }
      if (!manifest || manifest.version !== 2) throw new SearchError("broken", "manifest");
      const [bits, hashes] = manifest.keys.map(zj.fromBase64);
      manifest.cells = zj.readTree(bits);
      manifest.hashes = zj.toHex(hashes);
      // The first piece and page of each group of pages, and the end.
      manifest.starts = [[0, 0]];
      for (const [, pieces, pages] of manifest.groups) {
        const [piece, page] = manifest.starts[manifest.starts.length - 1];
        manifest.starts.push([piece + pieces, page + pages]);
      }
      zj.addVariants(manifest.fold);
      return manifest;
    }

    // Whether the site was published anew since the manifest was read; if so, everything is forgotten.
    async renew() {
      const before = this.opened && (await this.opened.catch(() => null));
      this.opened = null;
      const now = await this.open();
      if (before && JSON.stringify(before) === JSON.stringify(now)) return false;
      const opened = this.opened;
      this.reset();
      this.opened = opened;
      return true;
    }

    async file(stem, read) {
      const packed = await this.load(stem, ".bin", false);
      this.bytes += packed.length;
      try {
        return read(zj.inflate(packed));
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
        throw new SearchError("broken", stem);
      }
    }

    shard(number) {
      return this.shards.get(number, async () => {
        const { cells, hashes, groups } = await this.open(), cell = cells[number];
        return this.file(`k/${cell.toString(16)}-${hashes.slice(6 * number, 6 * number + 6)}`, (bytes) => zj.readShard(bytes, cell, groups.length));
      });
    }

    // The segments of the table in one file, with the numbers of their groups.
    segments(number) {
      return this.tables.get(number, async () => {
        const { groups, starts, tables } = await this.open(), [hash, count] = tables[number];
        const first = tables.slice(0, number).reduce((sum, table) => sum + table[1], 0);
        const segments = await this.file(`p/${number}-${hash}`, (bytes) => zj.readTable(bytes, count));
        return segments.map((segment, i) => {
          const group = first + i, [name, , , base] = groups[group], [piece, page] = starts[group];
          return Object.assign(segment, { group, name, piece, page, texts: segment.texts.map((text) => (text ? text - 1 + base : -1)) });
        });
      });
    }

    // Text of the chunk of a segment: {u, t, m, h, p} of a page, or {n} of names.
    chunk(segment, index) {
      const stem = `t/${segment.name}/${index}-${segment.hash(segment.pageOfChunk[index])}`;
      return this.chunks.get(stem, () => this.file(stem, (bytes) => JSON.parse(new TextDecoder("gbk").decode(bytes))));
    }

    async extra(name) {
      const stem = (await this.open())[name];
      return this.others.get(stem, () => this.file(stem, (bytes) => new TextDecoder().decode(bytes)));
    }
  }

  Object.assign(zj, { Store, SearchError });
})(globalThis.zjSearch = globalThis.zjSearch || {});
