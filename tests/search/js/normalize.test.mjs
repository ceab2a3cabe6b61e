import assert from "node:assert/strict";
import test from "node:test";
import { json, load, variants } from "./load.mjs";

const zj = load("normalize");
zj.addVariants(variants);
const cases = json("normalize_cases.json");

for (const [text, expected, why] of cases.normalize) {
  test(`comparable form: ${why}: ${JSON.stringify(text)}`, () => assert.equal(zj.normalize(text), expected));
}
for (const [text, expected] of cases.keys) {
  test(`keys of ${JSON.stringify(text)}`, () => assert.deepEqual(zj.keys(zj.normalize(text)).sort(), expected.slice().sort()));
}

test("every letter of the comparable form knows its place in the text", () => {
  const text = "（ＡＩ） 數據e\u0301，㈱ 𠮷";
  const form = zj.normalizeWithMap(text);
  assert.equal(form.text, "(ai)数据é,(株)𠮷");
  assert.equal(form.starts.length, form.text.length);
  assert.equal(text.slice(form.starts[4], form.stops[5]), "數據");
  assert.equal(text.slice(form.starts[6], form.stops[6]), "e\u0301");
  assert.equal(text.slice(form.starts[8], form.stops[10]), "㈱");
});
