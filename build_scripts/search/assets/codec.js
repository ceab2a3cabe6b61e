// Reads the bytes that pack.py and table.py write.
(function (zj) {
  "use strict";

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    number() {
      let value = 0, scale = 1, byte;
      do {
        if (this.at >= this.bytes.length) throw new RangeError("cut");
        byte = this.bytes[this.at++];
        value += (byte & 0x7f) * scale;
        scale *= 128;
      } while (byte & 0x80);
      return value;
    }
    take(size) {
      if (this.at + size > this.bytes.length) throw new RangeError("cut");
      this.at += size;
      return this.bytes.subarray(this.at - size, this.at);
    }
  }

  const LAST_CELL = 2 ** 32;

  // The borders of the shards from the bits of the tree (as shards.py writes them): the first cell of each, and the end.
  function readTree(bits) {
    const cells = [0];
    let at = 0;
    const bit = () => (bits[at >> 3] >> (7 - (at++ & 7))) & 1;
    const halve = (start, end) => {
      if (at >= 8 * bits.length) throw new RangeError("cut");
      if (bit()) {
        const middle = start + (end - start) / 2;
        halve(start, middle);
        halve(middle, end);
      } else if (bit()) cells.push(start);
    };
    if (bits.length) halve(0, LAST_CELL);
    return cells.concat(LAST_CELL);
  }

  // The keys of one group of pages in a shard: codes of pairs in rising order, then words; where the postings of each begin.
  class GroupKeys {
    constructor(pairs, first, words) {
      this.cells = new Uint32Array(pairs);
      if (pairs) this.cells[0] = first;
      this.wordCount = words;
    }
    pair(code) {
      const at = lowerBound(this.cells, code);
      return this.cells[at] === code ? at : -1;
    }
    word(key) {
      return this.words.indexOf(key);
    }
  }

  function lowerBound(cells, code) {
    let low = 0, high = cells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cells[middle] < code) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // A shard: the keys of each group, and the planes of its postings. `cell` is the first of the shard.
  function readShard(bytes, cell, groups) {
    const reader = new Reader(bytes), keys = [];
    for (let n = 0; n < groups; n++) {
      const pairs = reader.number(), words = reader.number();
      keys.push(new GroupKeys(pairs, pairs ? cell + reader.number() : 0, words));
    }
    const wordBytes = reader.number();
    const pairs = keys.reduce((sum, group) => sum + group.cells.length, 0);
    const all = keys.reduce((sum, group) => sum + group.cells.length + group.wordCount, 0);
    const upper = reader.take(2 * pairs), second = reader.take(pairs), more = reader.take(all), fewer = reader.take(all), lowest = reader.take(pairs);
    let postings = 0;
    for (let i = 0; i < all; i++) postings += fewer[i] | (more[i] << 8);
    const near = reader.take(postings), words = new TextDecoder().decode(reader.take(wordBytes)).split("\n"), far = reader.take(postings);
    if (reader.at !== bytes.length || words.length !== all - pairs + 1) throw new RangeError("cut");
    let pair = 0, key = 0, word = 0, posting = 0;
    for (const group of keys) {
      const { cells, wordCount } = group, bounds = new Uint32Array(cells.length + wordCount + 1);
      for (let i = 0; i < cells.length; i++, pair++) {
        if (i) cells[i] = cells[i - 1] + lowest[pair] + (second[pair] << 8) + upper[2 * pair] * 0x10000 + upper[2 * pair + 1] * 0x1000000;
      }
      group.words = words.slice(word, word + wordCount);
      word += wordCount;
      for (let i = 0; i + 1 < bounds.length; i++, key++) {
        bounds[i] = posting;
        posting += fewer[key] | (more[key] << 8);
      }
      bounds[bounds.length - 1] = posting;
      group.bounds = bounds;
    }
    return { keys, near, far };
  }

  // Postings of one key of a group in a shard: pieces of the group, one as often as the key stands there.
  function readPostings(shard, group, index) {
    const { bounds } = shard.keys[group], out = new Uint32Array(bounds[index + 1] - bounds[index]);
    let value = 0;
    for (let i = 0, at = bounds[index]; i < out.length; i++, at++) out[i] = value += shard.near[at] | (shard.far[at] << 8);
    return out;
  }

  // Kinds that open a section, and kinds of which each piece is a section of its own (as in KINDS).
  const OPENS = new Set([0, 1]), ALONE = new Set([2, 3, 7, 8]);

  // The number of the section of each piece: what stands under one heading of one page.
  function sectionsOf(kinds, chunkOfPiece, pageOfChunk) {
    const sections = new Uint32Array(kinds.length);
    let last = 0, current = 0, page = -1;
    kinds.forEach((code, piece) => {
      const kind = code & 15, here = pageOfChunk[chunkOfPiece[piece]];
      if (ALONE.has(kind)) sections[piece] = ++last;
      else {
        if (OPENS.has(kind) || here !== page) current = ++last;
        sections[piece] = current;
      }
      page = here;
    });
    return sections;
  }

  // The segments of the table in one file, `count` of them.
  function readTable(bytes, count) {
    const reader = new Reader(bytes), segments = Array.from({ length: count }, () => readSegment(reader));
    if (reader.at !== bytes.length) throw new RangeError("cut");
    return segments;
  }

  // The segment of a group of pages, with numbers that count within the group.
  function readSegment(reader) {
    const pages = reader.number();
    const texts = [], pageOfChunk = [], chunkSizes = [];
    for (let page = 0; page < pages; page++) {
      texts.push(reader.number());
      for (let left = reader.number(); left > 0; left--) {
        pageOfChunk.push(page);
        chunkSizes.push(reader.number());
      }
    }
    const pieces = chunkSizes.reduce((sum, size) => sum + size, 0);
    const kinds = reader.take(pieces), hashes = reader.take(3 * pages);
    const chunkOfPiece = new Uint16Array(pieces), chunkStart = [];
    let at = 0;
    chunkSizes.forEach((size, chunk) => {
      chunkStart.push(at);
      chunkOfPiece.fill(chunk, at, at + size);
      at += size;
    });
    const hash = (page) => toHex(hashes.subarray(3 * page, 3 * page + 3));
    return { pages, texts, pageOfChunk, chunkOfPiece, chunkStart, kinds, sections: sectionsOf(kinds, chunkOfPiece, pageOfChunk), hash };
  }

  const toHex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  Object.assign(zj, { LAST_CELL, readTree, readShard, readPostings, readTable, lowerBound, toHex, fromBase64 });
})(globalThis.zjSearch = globalThis.zjSearch || {});
