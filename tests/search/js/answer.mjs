// Answers questions from an index on disk: `node answer.mjs INDEX_FOLDER < questions.json > answers.json`.
// A question is {q, count?}; an answer {hits: [{url, anchor, kind, text, marked}…], total, sure, notes, nearest, names, bytes}.
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

export const ENGINE = ["normalize", "match", "inflate", "codec", "store", "query", "lookup", "table", "names", "rank", "found", "engine", "far", "filters", "otherwise"];

export function storeOn(zj, folder) {
  return new zj.Store(folder, async (stem, extension) => {
    try {
      return new Uint8Array(readFileSync(`${folder}/${stem}${extension}`));
    } catch {
      throw new zj.SearchError("missing", stem);
    }
  });
}

async function answer(zj, engine, { q, count = 10 }) {
  const before = engine.store.bytes, found = await engine.search(q, count);
  if (found.hits.length < count && !found.done) await found.more(count - found.hits.length);
  const hits = found.hits.map((hit) => ({
    url: hit.page.u, anchor: hit.anchor, kind: hit.author ? "author" : zj.KINDS[hit.kind], text: hit.text, wide: hit.wide,
    marked: hit.spans.map(([start, end]) => hit.text.slice(start, end)), extra: hit.extra.map((line) => line.words.text),
  }));
  return {
    hits, total: found.total, sure: found.sure, done: found.done, notes: found.notes, counts: Object.fromEntries(found.counts),
    far: await found.findFar(), nearest: found.nearest.map((name) => name.text), names: await zj.suggest(engine, q), bytes: engine.store.bytes - before,
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const zj = load(...ENGINE), engine = new zj.Engine(storeOn(zj, process.argv[2])), answers = [];
  for (const question of JSON.parse(readFileSync(0, "utf8"))) answers.push(await answer(zj, engine, question));
  process.stdout.write(JSON.stringify(answers));
}
