// What is tried when nothing is found, in this order: other written forms, an author's name among the words, no regard to signs,
// pinyin and slips of a letter, the nearest terms. And filters.
(function (zj) {
  "use strict";
  const MOST_READINGS = 3;
  const distinct = (items) => Array.from(new Set(items));

  async function otherwise(engine, query, test, count, found) {
    for (const instead of [simplified, byAuthor, trimmed, unsigned, spelled]) {
      const other = await instead(engine, query, test, count);
      if (other && other.hits.length) return other;
    }
    found.nearest = await zj.nearest(engine, found.wanted);
    return found;
  }

  // Filters alone: the texts that they let pass.
  async function filtered(engine, query, test, count) {
    const found = new zj.Found(engine, query);
    await engine.table.loadAll();
    const end = engine.manifest.names[0], kind = query.filters.kind ? null : 0;
    for (let id = 0; id < end; id++) {
      const at = engine.table.at(id);
      if ((kind !== null && at.kind !== kind) || !test(at)) continue;
      found.queue.push({ pieces: [[id]], wide: 0 });
      found.count(at.text);
    }
    await found.more(count);
    return found;
  }

  // Words that are written with another letter, not with another form of the letter: 隨著, 計畫, 座標, 身分.
  const NOT_ZHE = /(?<![名原专显卓土编论译遗巨合])著(?![作名述称者书录])/g;
  function mainlandWords(needle) {
    return needle.replace(NOT_ZHE, "着").replace(/(?<=[计规企策筹谋擘])画/g, "划").replace(/座标/g, "坐标").replace(/身分/g, "身份");
  }

  // Traditional letters that the texts themselves do not use.
  async function simplified(engine, query, test, count) {
    zj.addVariants(await engine.store.extra("variants"));
    const units = query.units.map((unit) => ({ ...unit, needle: mainlandWords(zj.normalize(unit.text)) }));
    if (units.every((unit, i) => unit.needle === query.units[i].needle)) return null;
    Object.assign(query, { units });
    return engine.run(query, test, count);
  }

  // An author's name beside other words: the words, in the texts of that author.
  async function byAuthor(engine, query, test, count) {
    const wanted = query.units.filter((unit) => !unit.negative);
    if (wanted.length < 2) return null;
    for (const unit of wanted) {
      const texts = Array.from(unit.needle).length > 1 ? await zj.textsNamed(engine, unit.text, "author") : new Set();
      if (!texts.size) continue;
      const rest = { ...query, units: query.units.filter((other) => other !== unit) };
      return engine.run(rest, (at) => texts.has(at.text) && test(at), count, { kind: "author", text: unit.text });
    }
    return null;
  }

  // Without the signs before and behind a word, which may have come along when it was copied.
  async function trimmed(engine, query, test, count) {
    const units = query.units.map((unit) => ({ ...unit, needle: unit.needle.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") }));
    if (units.every((unit, i) => unit.needle === query.units[i].needle)) return null;
    return engine.run({ ...query, units }, test, count, { kind: "signs" });
  }

  // The same letters whatever the punctuation between them.
  async function unsigned(engine, query, test, count) {
    let changed = false;
    const units = query.units.map((unit) => {
      const bare = zj.tokens(unit.needle).map((token) => token.text).join("");
      if (unit.negative || Array.from(bare).length < 4 || /^[a-z0-9]+$/.test(bare)) return unit;
      changed = true;
      return { ...unit, loose: true, bare };
    });
    return changed ? engine.run({ ...query, units }, test, count, { kind: "signs" }) : null;
  }

  // Letters that are pinyin, or that miss a word by one letter.
  async function spelled(engine, query, test, count) {
    const wanted = query.units.filter((unit) => !unit.negative);
    if (wanted.length > 1 && wanted.every((unit) => zj.isLetters(unit.text))) {
      const joined = await readAs(engine, query, wanted, wanted.map((unit) => unit.text).join(" "), test, count);
      if (joined) return joined;
    }
    for (const unit of wanted.filter((each) => zj.isLetters(each.text))) {
      const set = wanted.length > 1 ? await zj.candidates(engine.store, unit.needle) : null;
      if (set && set.ids.length) continue;
      const other = await readAs(engine, query, [unit], unit.text, test, count);
      if (other) return other;
    }
    return null;
  }

  // Searches for the names that letters may stand for, in place of the units that were typed.
  async function readAs(engine, query, replaced, typed, test, count) {
    const names = await zj.byPinyin(engine, typed);
    // A whole name outweighs parts of others.
    const whole = names.filter((name) => name.fit === 4);
    let readings = distinct((whole.length ? whole : names).map((name) => name.match));
    let kind = "pinyin";
    if (!readings.length) {
      readings = distinct(await zj.corrected(engine, typed));
      kind = "near";
    }
    let best = null;
    for (const reading of readings.slice(0, MOST_READINGS)) {
      const unit = { text: reading, needle: zj.normalize(reading), negative: false, phrase: true };
      const units = [unit, ...query.units.filter((other) => !replaced.includes(other))];
      const found = await engine.run({ ...query, units }, test, count, { kind, text: reading });
      if (!found.hits.length) continue;
      if (!best) best = found;
      else best.also = (best.also || []).concat(reading);
    }
    return best;
  }

  // The filters of a query as one test of a place in the table.
  async function filterTest(engine, filters) {
    const tests = [];
    if (filters.kind) {
      const codes = new Set(filters.kind.flatMap(zj.kindCodes));
      tests.push((at) => codes.has(at.kind));
    }
    if (filters.year || filters.genre || filters.text) {
      const facets = JSON.parse(await engine.store.extra("facets"));
      const rows = (index) => facets.texts[index] || [];
      for (const [name, make, read] of [["year", zj.yearTest, (row) => row[1]], ["genre", zj.genreTest, (row) => facets.genres[row[0]]]]) {
        const some = (filters[name] || []).map(make);
        if (some.length) tests.push((at) => at.text >= 0 && some.some((test) => test(read(rows(at.text)))));
      }
      for (const value of filters.text || []) {
        const texts = await zj.textsNamed(engine, value, "title");
        facets.texts.forEach((row, index) => row[2] === value && texts.add(index));
        tests.push((at) => texts.has(at.text));
      }
    }
    for (const value of filters.author || []) {
      const texts = await zj.textsNamed(engine, value, "author");
      tests.push((at) => texts.has(at.text));
    }
    return (at) => tests.every((test) => test(at));
  }

  Object.assign(zj, { otherwise, filterTest, filtered });
})(globalThis.zjSearch = globalThis.zjSearch || {});
