import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { load } from "./load.mjs";

const zj = load("normalize", "match", "inflate", "codec", "store", "query", "lookup", "table", "names", "rank", "found", "engine", "otherwise");

test("keys are ordered by code points", () => {
  const keys = ["a", "@a", "数", "𠮷", "\uff5e", "新质", "新", "5g", "é"];
  const expected = keys.slice().sort((a, b) => {
    const x = Array.from(a, (c) => c.codePointAt(0)), y = Array.from(b, (c) => c.codePointAt(0));
    for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i];
    return x.length - y.length;
  });
  assert.deepEqual(keys.slice().sort(zj.compare), expected);
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

const manifest = { version: 1, names: [0, 0, 0, 0], fold: "", keys: [["a"], "000000"], table: [[[0, 0, 0]], ""], variants: "v-1", facets: "f-1", pieces: 0 };
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
  shard = deflateSync(Buffer.from([1, 0, 1, 97, 1, 2])).subarray(0, 9);
  await assert.rejects(store.shard(0), (error) => error.reason === "broken");
  shard = deflateSync(Buffer.from([1, 0, 1, 97, 9, 2]));
  await assert.rejects(store.shard(0), (error) => error.reason === "broken");
  shard = deflateSync(Buffer.from([1, 0, 1, 97, 1, 2]));
  assert.deepEqual((await store.shard(0)).keys, ["a"]);
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
    if (stem !== `k/0-${current.keys[1]}`) throw new zj.SearchError("missing", stem);
    return deflateSync(Buffer.from([0]));
  });
  const engine = new zj.Engine(store);
  await engine.ready();
  current = { ...manifest, keys: [["a"], "111111"] };
  assert.deepEqual((await engine.search("数据")).hits, []);
});

test("a file that stays missing is an error, not an empty answer", async () => {
  const store = new zj.Store("x/", async (stem) => {
    if (stem === "manifest") return bytes(manifest);
    throw new zj.SearchError("missing", stem);
  });
  await assert.rejects(new zj.Engine(store).search("数据"), (error) => error.reason === "missing");
});
