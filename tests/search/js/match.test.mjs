import assert from "node:assert/strict";
import test from "node:test";
import { load, variants } from "./load.mjs";

const zj = load("normalize", "query", "match", "concordance");
zj.addVariants(variants);
const unit = (text) => ({ needle: zj.normalize(text) });
const marked = (text, ...words) => zj.findAll(text, words.map(unit)).spans.map(([start, end]) => text.slice(start, end));

test("marks are cut from the text as printed", () => {
  assert.deepEqual(marked("（數 據）与数据", "数据"), ["數 據", "数据"]);
  assert.deepEqual(marked("ＡＩ＋工业", "ai+工业"), ["ＡＩ＋工业"]);
});

test("a word is not found inside another word or number", () => {
  assert.deepEqual(marked("chain AI said AIs", "ai"), ["AI", "AI"]);
  assert.deepEqual(marked("15G 5G 2.5G", "5g"), ["5G"]);
  assert.deepEqual(marked("3.14 14", "14"), ["14"]);
  assert.deepEqual(marked("28.1ZB", "zb"), ["ZB"]);
});

test("the line is cut around the stretch that holds all words", () => {
  const text = `甲${"无".repeat(60)}甲乙${"无".repeat(60)}乙`;
  const { spans } = zj.findAll(text, [unit("甲"), unit("乙")]);
  const best = zj.tightest(spans, 2);
  assert.equal(best[2], 2);
  assert.equal(zj.snippet(text, spans, 2, 5, 5).map(([words, mark]) => (mark ? `[${words}]` : words)).join(""), "…无无无无无[甲][乙]无无无无无…");
});

test("a line never breaks a letter of two units", () => {
  const text = `${"𠮷".repeat(30)}数据${"𠮷".repeat(30)}`;
  const { spans } = zj.findAll(text, [unit("数据")]);
  for (let reach = 1; reach < 9; reach++) {
    for (const [words] of zj.snippet(text, spans, 1, reach, reach)) assert.ok(words.isWellFormed ? words.isWellFormed() : true, words);
  }
});

test("whatever the signs between", () => {
  const text = "“三新”经济";
  const { spans, counts } = zj.findAll(text, [{ needle: "三新经济", bare: "三新经济", loose: true }]);
  assert.deepEqual(counts, [1]);
  assert.equal(text.slice(spans[0][0], spans[0][1]), "三新”经济");
});

test("a concordance is sorted by either neighbour and written as CSV", () => {
  globalThis.location = { href: "https://x.org/" };
  const hit = (piece, text) => ({
    piece, text, kind: 4, anchor: `p${piece}`, head: ["", ""], extra: [], spans: zj.findAll(text, [unit("数据")]).spans,
    page: { u: "t/", t: "题", x: 0, m: ["题", ["王某"], "", 2020] },
  });
  const hits = [hit(3, "中的数据在此"), hit(1, '=阿"数据"，波')];
  const lines = zj.toLines(hits, [unit("数据")]);
  assert.deepEqual(zj.sortLines(lines, "text").map((line) => line.hit.piece), [1, 3]);
  assert.deepEqual(zj.sortLines(lines, "left").map((line) => line.hit.piece), [1, 3]);
  assert.deepEqual(zj.sortLines(lines, "right").map((line) => line.hit.piece), [1, 3]);
  load("render");
  const rows = zj.toCsv(lines, "https://x.org/").split("\r\n");
  assert.equal(rows[0].charCodeAt(0), 0xfeff);
  assert.equal(rows[1], "1,中的,数据,在此,题,王某,2020,,https://x.org/t/#p3");
  assert.equal(rows[2].slice(0, 12), `2,"'=阿""",数据`);
});
