import assert from "node:assert/strict";
import test from "node:test";
import { constants, deflateSync } from "node:zlib";
import { load } from "./load.mjs";

const zj = load("inflate");
const content = (size, seed) => Uint8Array.from({ length: size }, (_, i) => ((i * seed * 2654435761) >>> 13) % (seed * 7 + 3));
const STRATEGIES = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE];

for (const level of [0, 1, 6, 9]) {
  test(`what zlib packs at level ${level} is unpacked`, () => {
    for (const strategy of STRATEGIES) {
      for (const size of [0, 1, 2, 100, 5000, 70000, 200000]) {
        for (const seed of [1, 3, 36]) {
          const bytes = content(size, seed);
          assert.deepEqual(zj.inflate(new Uint8Array(deflateSync(bytes, { level, strategy }))), bytes);
        }
      }
    }
  });
}

test("Chinese text is unpacked", () => {
  const text = "数据要素像灯塔一样照亮数智经济。".repeat(300) + Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + (i * 7919) % 20000)).join("");
  assert.equal(new TextDecoder().decode(zj.inflate(new Uint8Array(deflateSync(text, { level: 9 })))), text);
});

test("a stream that is cut or changed anywhere is refused", () => {
  const packed = new Uint8Array(deflateSync(content(3000, 5)));
  for (let size = 0; size < packed.length; size += 7) assert.throws(() => zj.inflate(packed.slice(0, size)), RangeError, `${size}`);
  for (let at = 0; at < packed.length; at += 11) {
    const changed = packed.slice();
    changed[at] ^= 0x55;
    assert.throws(() => zj.inflate(changed), RangeError, `${at}`);
  }
});
