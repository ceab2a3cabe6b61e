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

  // Strings in the order of code points, as Python sorts them.
  function compare(a, b) {
    for (let i = 0; i < a.length && i < b.length; i++) {
      const x = a.charCodeAt(i), y = b.charCodeAt(i);
      if (x === y) continue;
      const surrogateX = x >= 0xd800 && x < 0xe000, surrogateY = y >= 0xd800 && y < 0xe000;
      if (surrogateX !== surrogateY) return surrogateX ? 1 : -1;
      return x - y;
    }
    return a.length - b.length;
  }

  // A key shard: its keys in order, and where the postings of each begin and end.
  function readShard(bytes) {
    const reader = new Reader(bytes), decoder = new TextDecoder();
    const count = reader.number(), keys = [], sizes = [];
    let before = [];
    for (let i = 0; i < count; i++) {
      const shared = reader.number();
      const rest = Array.from(decoder.decode(reader.take(reader.number())));
      before = before.slice(0, shared).concat(rest);
      keys.push(before.join(""));
      sizes.push(reader.number());
    }
    const bounds = [reader.at];
    for (const size of sizes) bounds.push(bounds[bounds.length - 1] + size);
    if (bounds[count] !== bytes.length) throw new RangeError("cut");
    return { keys, bounds, bytes };
  }

  // Postings of one key of a shard: twice the piece, plus one where the key stands there more than once.
  function readPostings(shard, index) {
    const reader = new Reader(shard.bytes.subarray(shard.bounds[index], shard.bounds[index + 1]));
    const out = new Uint32Array(reader.bytes.length);
    let size = 0, value = 0;
    while (reader.at < reader.bytes.length) {
      value += reader.number();
      out[size++] = value;
    }
    return out.subarray(0, size);
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

  // A segment of the table of pieces, with numbers that count within the segment.
  function readSegment(bytes) {
    const reader = new Reader(bytes), pages = reader.number();
    const texts = [], pageOfChunk = [], chunkSizes = [];
    for (let page = 0; page < pages; page++) {
      texts.push(reader.number() - 1);
      for (let left = reader.number(); left > 0; left--) {
        pageOfChunk.push(page);
        chunkSizes.push(reader.number());
      }
    }
    const pieces = chunkSizes.reduce((sum, size) => sum + size, 0);
    const kinds = reader.take(pieces), hashes = reader.take(3 * chunkSizes.length);
    if (reader.at !== bytes.length) throw new RangeError("cut");
    const chunkOfPiece = new Uint32Array(pieces), chunkStart = [];
    let at = 0;
    chunkSizes.forEach((size, chunk) => {
      chunkStart.push(at);
      chunkOfPiece.fill(chunk, at, at + size);
      at += size;
    });
    const hash = (chunk) => Array.from(hashes.subarray(3 * chunk, 3 * chunk + 3), (b) => b.toString(16).padStart(2, "0"));
    const sections = sectionsOf(kinds, chunkOfPiece, pageOfChunk);
    return { pages, texts, pageOfChunk, chunkOfPiece, chunkStart, kinds, sections, hash: (chunk) => hash(chunk).join("") };
  }

  Object.assign(zj, { compare, readShard, readPostings, readSegment });
})(globalThis.zjSearch = globalThis.zjSearch || {});
