import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { load } from "./load.mjs";

const zj = load("normalize", "match", "inflate", "codec", "store", "query", "lookup", "table", "names", "rank", "found", "engine", "far", "filters", "otherwise");

test("words have their place among the pairs, in the order of code points", () => {
  const words = ["", "0", "5g", "@a", "a", "ab", "abc", "abcd", "abcz", "abd", "z", "zz", "é", "état", "ω", "жук", "ᄀ", "한국", "𝔸"];
  const cells = words.slice(1).map((word) => zj.cellOf(word));
  assert.deepEqual(cells, cells.slice().sort((a, b) => a - b));
  assert.equal(zj.cellOf("abcd"), zj.cellOf("abcdefg"));
  assert.ok(zj.cellOf("zzzz") < 0x30050000 && zj.cellOf("ab", 0x10ffff) >= zj.cellOf("abzz"));
});

test("the borders of the shards", () => {
  // 1: halved; 0 1 / 0 0: not halved, a shard begins or not.
  assert.deepEqual(zj.readTree(Uint8Array.of(0b10001000)), [0, 2 ** 31, 2 ** 32]);
  assert.deepEqual(zj.readTree(Uint8Array.of(0)), [0, 2 ** 32]);
  assert.deepEqual(zj.readTree(new Uint8Array()), [0, 2 ** 32]);
  assert.throws(() => zj.readTree(Uint8Array.of(0xff)), RangeError);
});

test("sets of pieces", () => {
  const set = (...pairs) => ({ ids: Uint32Array.from(pairs, (p) => p[0]), flags: Uint8Array.from(pairs, (p) => p[1]) });
  const both = zj.intersect(set([1, 2], [4, 3], [9, 2]), set([4, 2], [5, 2], [9, 3]));
  assert.deepEqual([Array.from(both.ids), Array.from(both.flags)], [[4, 9], [2, 2]]);
  const either = zj.union([set([1, 0], [5, 2]), set([5, 0], [2, 2])]);
  assert.deepEqual([Array.from(either.ids), Array.from(either.flags)], [[1, 2, 5], [0, 2, 3]]);
});

test("what is asked of the index for a needle", () => {
  const plan = (text) => {
    const { exact, prefix, sure } = zj.planKeys(zj.normalize(text));
    return { exact, prefix, sure };
  };
  assert.deepEqual(plan("数据"), { exact: ["数据"], prefix: "", sure: true });
  assert.deepEqual(plan("新质生产力").exact, ["新质", "产力"]);
  assert.deepEqual(plan("数"), { exact: [], prefix: "数", sure: true });
  assert.deepEqual(plan("5G"), { exact: [], prefix: "5g", sure: true });
  assert.deepEqual(plan("2024年1月31日").exact, ["2024", "31"]);
  assert.equal(plan("这是一个写得很长很长的句子用来检查取键的个数").exact.length, 2);
  assert.deepEqual(zj.planKeys("新质生产力").between, ["质生", "生产"]);
});

test("one letter more, less, other or exchanged", () => {
  for (const [a, b] of [["dengta", "dengta"], ["dengta", "dengtaa"], ["dengta", "engta"], ["dengta", "dongta"], ["chatgpt", "chatgtp"]]) assert.ok(zj.almost(a, b));
  for (const [a, b] of [["dengta", "dongto"], ["dengta", "deng"], ["abc", "cab"]]) assert.ok(!zj.almost(a, b));
});

const manifest = { version: 2, names: [0, 0, 0, 0], fold: "", keys: ["AA==", "AAAA"], groups: [["g", 0, 0, 0]], tables: [["000000", 1]], variants: "v-1", facets: "f-1", pieces: 0 };
// One group without pairs, one word ("a"), which stands in piece 1.
const SHARD = [0, 1, 2, 0, 1, 1, 97, 10, 0];
const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

test("a missing, a cut and a foreign file are told apart, and a retry asks again", async () => {
  let shard = null, asked = 0;
  const store = new zj.Store("x/", async (stem) => {
    if (stem === "manifest") return bytes(manifest);
    asked++;
    if (!shard) throw new zj.SearchError("missing", stem);
    return shard;
  });
  await assert.rejects(store.shard(0), (error) => error.reason === "missing");
  shard = deflateSync(Buffer.from(SHARD)).subarray(0, 9);
  await assert.rejects(store.shard(0), (error) => error.reason === "broken");
  shard = deflateSync(Buffer.from([0, 1, 2, 0, 9, 1, 97, 10, 0]));
  await assert.rejects(store.shard(0), (error) => error.reason === "broken");
  shard = deflateSync(Buffer.from(SHARD));
  assert.deepEqual((await store.shard(0)).keys[0].words, ["a"]);
  assert.deepEqual(await zj.exactKey(store, "a"), { ids: Uint32Array.of(1), flags: Uint8Array.of(zj.WHOLE) });
  await store.shard(0);
  assert.equal(asked, 4);
});

test("a manifest that is no manifest is broken", async () => {
  for (const content of ["<html>", "{}", "[1]"]) {
    const store = new zj.Store("x/", async () => new TextEncoder().encode(content));
    await assert.rejects(store.open(), (error) => error.reason === "broken", content);
  }
});

test("an index replaced during the visit is read anew without a word", async () => {
  let current = manifest;
  const store = new zj.Store("x/", async (stem) => {
    if (stem === "manifest") return bytes(current);
    if (stem === "v-1") return deflateSync(Buffer.from(""));
    if (stem === "p/0-000000") return deflateSync(Buffer.from([0]));
    if (stem !== `k/0-${current.keys[1] === "AAAA" ? "000000" : "451451"}`) throw new zj.SearchError("missing", stem);
    return deflateSync(Buffer.from([0, 0, 0]));
  });
  const engine = new zj.Engine(store);
  await engine.ready();
  current = { ...manifest, keys: ["AA==", "RRRR"] };
  assert.deepEqual((await engine.search("数据")).hits, []);
});

test("a file that stays missing is an error, not an empty answer", async () => {
  const store = new zj.Store("x/", async (stem) => {
    if (stem === "manifest") return bytes(manifest);
    throw new zj.SearchError("missing", stem);
  });
  await assert.rejects(new zj.Engine(store).search("数据"), (error) => error.reason === "missing");
});
