// The table of pieces: kind, length, page and text of each, and where its words are.
(function (zj) {
  "use strict";
  const NAME_KIND = 9;

  class Table {
    constructor(store, manifest) {
      this.store = store;
      this.starts = manifest.starts.map((start) => start[0]);
      this.segments = new Array(manifest.groups.length);
      this.told = { kind: 0, length: 0, text: -1 };
      this.last = 0;
      // The file that holds the segment of each group.
      this.files = manifest.tables.flatMap(([, count], file) => new Array(count).fill(file));
    }

    segmentOf(piece) {
      let low = 0, high = this.segments.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (this.starts[middle] <= piece) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    // Reads the segments that these pieces (in rising order) lie in.
    async load(ids) {
      const wanted = new Set();
      for (let i = 0; i < ids.length;) {
        const number = this.segmentOf(ids[i]);
        wanted.add(this.files[number]);
        const end = this.starts[number + 1];
        while (i < ids.length && ids[i] < end) i++;
      }
      await this.loadFiles(wanted);
    }

    async loadFiles(numbers) {
      await Promise.all(Array.from(numbers, async (number) => {
        for (const segment of await this.store.segments(number)) this.segments[segment.group] = segment;
      }));
    }

    loadAll() {
      return this.loadFiles(new Set(this.files));
    }

    // Kind, length class and text of a piece; the same object each time, so that many pieces cost no memory.
    brief(piece) {
      const { segments, starts, last, told } = this;
      const number = starts[last] <= piece && piece < starts[last + 1] ? last : (this.last = this.segmentOf(piece));
      const segment = segments[number], index = piece - segment.piece, code = segment.kinds[index];
      told.kind = code & 15;
      told.length = code >> 4;
      told.text = segment.texts[segment.pageOfChunk[segment.chunkOfPiece[index]]];
      return told;
    }

    at(piece) {
      const segment = this.segments[this.segmentOf(piece)], index = piece - segment.piece;
      const chunk = segment.chunkOfPiece[index], page = segment.pageOfChunk[chunk];
      const code = segment.kinds[index];
      return { segment, index, chunk, kind: code & 15, size: code >> 4, page: segment.page + page, text: segment.texts[page],
        section: segment.piece + segment.sections[index] };
    }

    // The words of a piece: {page: its chunk, kind, anchor, head, text}.
    async words(piece) {
      const { segment, index, chunk, text } = this.at(piece);
      const page = await this.store.chunk(segment, chunk);
      page.x = text;
      const record = (page.p || page.n)[index - segment.chunkStart[chunk]];
      if (!record) throw new zj.SearchError("broken", `t/${segment.name}/${chunk}`);
      if (page.n) return { page, record };
      return { page, kind: record[0], anchor: record[1], head: page.h[record[2]], text: record[3] };
    }
  }

  Object.assign(zj, { Table, NAME_KIND });
})(globalThis.zjSearch = globalThis.zjSearch || {});
