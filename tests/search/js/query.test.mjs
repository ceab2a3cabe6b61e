import assert from "node:assert/strict";
import test from "node:test";
import { load, variants } from "./load.mjs";

const zj = load("normalize", "query", "filters");
zj.addVariants(variants);
const units = (input) => zj.parseQuery(input).units.map((unit) => (unit.negative ? "-" : "") + (unit.phrase ? `"${unit.needle}"` : unit.needle));

for (const [input, expected] of [
  ["新质 生产力", ["新质", "生产力"]],
  ["新质\u3000生产力", ["新质", "生产力"]],
  ['"新质 生产力"', ['"新质生产力"']],
  ["“新质 生产力” 改革", ['"新质生产力"', "改革"]],
  ["「新质」", ['"新质"']],
  ["“三新”经济", ['"三新"经济']],
  ['"没有关上 的引号', ['"没有关上的引号"']],
  ["数据 -要素", ["数据", "-要素"]],
  ["数据 －要素", ["数据", "-要素"]],
  ['数据 -"生产 要素"', ["数据", '-"生产要素"']],
  ["GPT-4", ["gpt-4"]],
  ["- 数据", ["数据"]],
  ["數據 數據 数据", ["数据"]],
  ["…… ，", []],
  ["", []],
]) test(`units of ${JSON.stringify(input)}`, () => assert.deepEqual(units(input), expected));

for (const [input, filters, rest] of [
  ["作者:王某 数据", { author: ["王某"] }, ["数据"]],
  ["author：王某", { author: ["王某"] }, []],
  ['text:"长 题名" 数据', { text: ["长 题名"] }, ["数据"]],
  ["年：2020-2024", { year: ["2020-2024"] }, []],
  ["kind:note kind:body x1", { kind: ["note", "body"] }, ["x1"]],
  ["doi:10.1", {}, ["doi:10.1"]],
  ["https://a.b", {}, ["https://a.b"]],
]) test(`filters of ${JSON.stringify(input)}`, () => {
  const query = zj.parseQuery(input);
  assert.deepEqual(query.filters, filters);
  assert.deepEqual(query.units.map((unit) => unit.needle), rest);
});

test("years", () => {
  const years = (value) => [2019, 2020, 2022, 2024, 2025].filter(zj.yearTest(value));
  assert.deepEqual(years("2020"), [2020]);
  assert.deepEqual(years("2020年"), [2020]);
  assert.deepEqual(years("2020-2024"), [2020, 2022, 2024]);
  assert.deepEqual(years("2020—2024年"), [2020, 2022, 2024]);
  assert.deepEqual(years("2022-"), [2022, 2024, 2025]);
  assert.deepEqual(years("-2020"), [2019, 2020]);
  assert.deepEqual(years("去年"), []);
});

test("kinds and genres by either name", () => {
  assert.deepEqual(zj.kindCodes("note"), zj.kindCodes("注释"));
  assert.deepEqual(zj.kindCodes("文献"), [zj.KINDS.indexOf("bibliography")]);
  assert.deepEqual(zj.kindCodes("无"), []);
  assert.ok(zj.genreTest("期刊论文")("journal-article"));
  assert.ok(zj.genreTest("论文")("journal-article"));
  assert.ok(!zj.genreTest("图书")("journal-article"));
  assert.ok(zj.genreTest("政策文件")("政策文件"));
  assert.ok(zj.genreTest("研究报告")("report") && zj.genreTest("报告")("report"));
  assert.ok(zj.genreTest("文章")("essay") && zj.genreTest("文章")("text") && !zj.genreTest("文章")("newspaper-article"));
  assert.deepEqual(["photo-caption", "手稿", "odd-code", ""].map(zj.genreName), ["图片新闻", "手稿", "文献", ""]);
});

test("a question has an end", () => assert.equal(zj.parseQuery("数据 ".repeat(500)).raw.length <= 400, true));
