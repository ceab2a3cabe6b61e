// Unpacks zlib streams (RFC 1950, RFC 1951). The files of the index are small: doing it here, at once, takes less time and
// memory than a stream of the browser for each, and tells a cut file by its check sum.
(function (zj) {
  "use strict";
  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577];
  const DISTANCE_BITS = DISTANCES.map((_, i) => Math.max(0, (i >> 1) - 1));
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LONGEST = 15;

  // A Huffman code as a table: the next `bits` bits, as they come, to length << 16 | symbol.
  function codeTable(lengths) {
    const counts = new Uint16Array(LONGEST + 1), next = new Uint16Array(LONGEST + 2);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    let bits = LONGEST;
    while (bits > 1 && !counts[bits]) bits--;
    for (let length = 1; length <= LONGEST; length++) next[length + 1] = (next[length] + counts[length]) << 1;
    const table = new Uint32Array(1 << bits);
    lengths.forEach((length, symbol) => {
      if (!length) return;
      let code = next[length]++, reversed = 0;
      for (let i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
      for (let at = reversed; at < table.length; at += 1 << length) table[at] = (length << 16) | symbol;
    });
    return { table, mask: table.length - 1 };
  }

  let fixed = null;
  function fixedCodes() {
    fixed = fixed || [
      codeTable(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))), codeTable(new Array(30).fill(5)),
    ];
    return fixed;
  }

  class Bits {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
      this.held = 0;
      this.count = 0;
    }
    fill(count) {
      while (this.count < count) {
        // A few zero bits beyond the end may be looked at; more mean that the file is cut.
        if (this.at > this.bytes.length + 3) throw new RangeError("cut");
        this.held |= (this.bytes[this.at++] || 0) << this.count;
        this.count += 8;
      }
    }
    take(count) {
      if (!count) return 0;
      this.fill(count);
      const value = this.held & ((1 << count) - 1);
      this.held >>>= count;
      this.count -= count;
      return value;
    }
    symbol({ table, mask }) {
      this.fill(LONGEST);
      const found = table[this.held & mask], length = found >> 16;
      if (!length) throw new RangeError("code");
      this.held >>>= length;
      this.count -= length;
      return found & 0xffff;
    }
    // Goes on at the next whole byte.
    align() {
      this.at -= this.count >> 3;
      this.held = this.count = 0;
    }
  }

  function readCodes(bits) {
    const literals = bits.take(5) + 257, distances = bits.take(5) + 1, sizes = new Array(19).fill(0);
    for (let i = 0, count = bits.take(4) + 4; i < count; i++) sizes[ORDER[i]] = bits.take(3);
    const code = codeTable(sizes), lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = bits.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else {
        const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
        for (let left = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7); left > 0; left--) lengths.push(value);
      }
    }
    return [codeTable(lengths.slice(0, literals)), codeTable(lengths.slice(literals))];
  }

  class Output {
    constructor(size) {
      this.bytes = new Uint8Array(size);
      this.size = 0;
    }
    room(count) {
      if (this.size + count <= this.bytes.length) return;
      const larger = new Uint8Array(2 * (this.size + count));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
  }

  function readBlock(bits, out, [literals, distances]) {
    for (;;) {
      const symbol = bits.symbol(literals);
      if (symbol === 256) return;
      if (symbol < 256) {
        out.room(1);
        out.bytes[out.size++] = symbol;
        continue;
      }
      const length = LENGTHS[symbol - 257] + bits.take(LENGTH_BITS[symbol - 257]), code = bits.symbol(distances);
      const from = out.size - DISTANCES[code] - bits.take(DISTANCE_BITS[code]);
      if (!(from >= 0)) throw new RangeError("distance");
      out.room(length);
      for (let i = 0; i < length; i++) out.bytes[out.size++] = out.bytes[from + i];
    }
  }

  function readStored(bits, out) {
    bits.align();
    const size = bits.bytes[bits.at] | (bits.bytes[bits.at + 1] << 8);
    bits.at += 4;
    if (bits.at + size > bits.bytes.length) throw new RangeError("cut");
    out.room(size);
    out.bytes.set(bits.bytes.subarray(bits.at, bits.at + size), out.size);
    out.size += size;
    bits.at += size;
  }

  function checkSum(bytes) {
    let a = 1, b = 0;
    for (let at = 0; at < bytes.length;) {
      for (const end = Math.min(at + 3800, bytes.length); at < end; at++) {
        a += bytes[at];
        b += a;
      }
      a %= 65521;
      b %= 65521;
    }
    return ((b << 16) | a) >>> 0;
  }

  // The content of a zlib stream; RangeError when it is cut or is none.
  function inflate(packed) {
    if (packed.length < 6 || (packed[0] & 15) !== 8 || ((packed[0] << 8) | packed[1]) % 31 || packed[1] & 32) throw new RangeError("zlib");
    const bits = new Bits(packed.subarray(2, packed.length - 4)), out = new Output(4 * packed.length);
    for (let last = 0; !last;) {
      last = bits.take(1);
      const kind = bits.take(2);
      if (kind === 0) readStored(bits, out);
      else if (kind === 1) readBlock(bits, out, fixedCodes());
      else if (kind === 2) readBlock(bits, out, readCodes(bits));
      else throw new RangeError("block");
    }
    const bytes = out.bytes.slice(0, out.size), sum = packed.subarray(packed.length - 4);
    if (checkSum(bytes) !== ((sum[0] << 24) | (sum[1] << 16) | (sum[2] << 8) | sum[3]) >>> 0) throw new RangeError("check sum");
    return bytes;
  }

  zj.inflate = inflate;
})(globalThis.zjSearch = globalThis.zjSearch || {});
