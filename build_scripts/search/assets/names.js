// Titles, terms and authors: found by part, by pinyin, by a slip of one letter; suggestions and nearest terms.
(function (zj) {
  "use strict";
  const PREFIX = "@", LONGEST = 12;
  const TYPES = ["title", "term", "author"];

  const letters = (text) => zj.normalize(text).replace(/ü/g, "v").replace(/[^a-z0-9]/g, "");
  const isLetters = (text) => /^[a-z0-9ü' -]*[a-zü][a-z0-9ü' -]*$/.test(zj.normalize(text).replace(/"/g, "'"));

  function toName(id, { record }) {
    const [type, text, pinyin, targets] = record;
    return { id, type: TYPES[type], text, pinyin: pinyin.split(" ").filter(Boolean), targets };
  }

  // Names among these pieces; at most so many are read.
  async function readNames(engine, ids, most = 60) {
    const start = engine.manifest.names[0];
    const wanted = Array.from(ids.filter((id) => id >= start)).slice(0, most);
    await engine.table.load(wanted);
    return Promise.all(wanted.map(async (id) => toName(id, await engine.table.words(id))));
  }

  const initial = (part) => (/^\d+$/.test(part) || part.length > 6 ? part : part[0]);

  // How many of these parts typed letters spell, the last perhaps not to its end; 0 when they spell something else.
  function spelt(parts, typed) {
    let left = typed, count = 0;
    for (const part of parts) {
      if (!left) return count;
      if (!left.startsWith(part) && !part.startsWith(left)) return 0;
      left = left.slice(part.length);
      count++;
    }
    return left ? 0 : count;
  }

  // The letters of a name that stand for its syllables from one to another.
  function lettersOf(name, from, to) {
    const units = zj.tokens(zj.normalize(name.text)).flatMap((token) => (token.cjk ? Array.from(token.text) : [token.text]));
    return units.length === name.pinyin.length ? units.slice(from, to).join("") : name.text;
  }

  // How typed letters fit a name by full pinyin or initials: {fit: 4 all of it, 3 its beginning, 1.5 its end, 1 a part in the
  // middle, 0 not; match: the letters of the name that they spell}.
  function pinyinFit(name, typed) {
    const best = { fit: 0, match: "" };
    for (let from = 0; from < name.pinyin.length; from++) {
      const rest = name.pinyin.slice(from);
      for (const parts of [rest, rest.map(initial)]) {
        const count = spelt(parts, typed);
        if (!count || (typed.length === 1 && name.text.length > 1)) continue;
        const fit = (from === 0 ? 3 : 1) + (count === rest.length && parts.join("") === typed ? (from === 0 ? 1 : 0.5) : 0);
        if (fit > best.fit) Object.assign(best, { fit, match: fit === 4 ? name.text : lettersOf(name, from, from + count) });
      }
    }
    return best;
  }

  // The same for letters of which one may be wrong, up to the end of a syllable.
  function almostFit(name, typed) {
    const best = { fit: 0, match: "" };
    for (let from = 0; from < name.pinyin.length; from++) {
      for (const [parts, least] of [[name.pinyin, 4], [name.pinyin.map(initial), 5]]) {
        let form = "";
        for (let to = from; to < parts.length && form.length <= typed.length; to++) {
          form += parts[to];
          if (typed.length < least || !almost(form, typed)) continue;
          const whole = from === 0 && to + 1 === parts.length, fit = (whole ? 4 : from === 0 ? 3 : 1) - (parts === name.pinyin ? 0 : 0.5);
          if (fit > best.fit) Object.assign(best, { fit, match: whole ? name.text : lettersOf(name, from, to + 1) });
        }
      }
    }
    return best;
  }

  const order = (a, b) => b.fit - a.fit || TYPES.indexOf(b.type) % 2 - TYPES.indexOf(a.type) % 2
    || a.text.length - b.text.length || a.id - b.id;

  // Names that letters spell in pinyin, the best first.
  async function byPinyin(engine, typed) {
    const wanted = letters(typed);
    if (wanted.length < 2) return [];
    const set = await zj.byPrefix(engine.store, PREFIX + wanted.slice(0, LONGEST), 2);
    const names = await readNames(engine, set.ids);
    return names.map((name) => ({ ...name, ...pinyinFit(name, wanted) })).filter((name) => name.fit > 0).sort(order);
  }

  // Whether two words differ by at most one letter: another, one more, one less, or two neighbours exchanged.
  function almost(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    if (i === a.length && i === b.length) return true;
    const restA = a.slice(i), restB = b.slice(i);
    return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
      || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
  }

  // Keys (pinyin with its mark, or words) that differ by one letter from what was typed.
  async function almostKeys(engine, typed, mark) {
    const firsts = new Set([typed.slice(0, 2), typed[0], typed[1]].filter(Boolean));
    const seen = new Map();
    for (const first of firsts) {
      for (const found of await zj.prefixed(engine.store, mark + first, 6)) {
        const key = found.key.slice(mark.length);
        if (seen.has(key)) continue;
        // A key is cut at LONGEST letters; a letter more or less before the cut moves what stands after it.
        const fits = !mark ? almost(typed, key) : typed.length >= LONGEST
          ? [-1, 0, 1].some((more) => almost(typed.slice(0, LONGEST + more), key))
          : [-1, 0, 1].some((more) => almost(typed, key.slice(0, typed.length + more)));
        if (fits) seen.set(key, found);
      }
    }
    return Array.from(seen.values());
  }

  // What letters that are found nowhere may have been meant to be: texts to search for instead.
  async function corrected(engine, typed) {
    const wanted = letters(typed);
    if (wanted.length < 4) return [];
    const sets = await Promise.all((await almostKeys(engine, wanted, PREFIX)).map((found) => zj.setOf(engine.store, found, 0)));
    const { ids } = zj.union(sets);
    const names = (await readNames(engine, ids)).map((name) => ({ ...name, ...almostFit(name, wanted) }))
      .filter((name) => name.fit > 0).sort(order);
    const words = (await almostKeys(engine, wanted, "")).sort((a, b) => b.weight - a.weight);
    return words.length && (!names.length || names[0].fit < 4) ? words.map((word) => word.key) : names.map((name) => name.match);
  }

  const address = (name) => (name.type === "title" ? name.targets[1] : name.type === "term" ? name.targets[0] : "");

  // Up to `most` names for what stands in the box: {type, text, url, full}; url "" means: search for it.
  async function suggest(engine, input, most = 6) {
    const needle = zj.normalize(input);
    if (!needle || !zj.keys(needle).length) return [];
    const found = isLetters(input) ? await byPinyin(engine, input) : [];
    const set = await zj.candidates(engine.store, needle);
    for (const name of await readNames(engine, set.ids, 40)) {
      const form = zj.normalize(name.text), at = form.indexOf(needle);
      if (at >= 0) found.push({ ...name, fit: at === 0 ? (form === needle ? 5 : 3.5) : 1.5 });
    }
    const seen = new Set();
    return found.sort(order).filter((name) => !seen.has(name.text) && seen.add(name.text)).slice(0, most)
      .map((name) => ({ type: name.type, text: name.text, url: address(name) }));
  }

  // Terms that come nearest to something that was not found.
  async function nearest(engine, units, most = 6) {
    const shared = new Map();
    for (const unit of units) {
      for (const key of new Set(zj.keys(unit.needle))) {
        const set = key.length > 1 || !zj.isCjk(key) ? await zj.exactKey(engine.store, key)
          : await zj.byPrefix(engine.store, key, 1);
        for (const id of set.ids) if (id >= engine.manifest.names[0]) shared.set(id, (shared.get(id) || 0) + key.length);
      }
    }
    const ids = Array.from(shared.keys()).sort((a, b) => shared.get(b) - shared.get(a) || a - b).slice(0, 40);
    await engine.table.load(ids.slice().sort((a, b) => a - b));
    const names = await Promise.all(ids.map(async (id) => toName(id, await engine.table.words(id))));
    const seen = new Set(), rank = (name) => (shared.get(name.id) || 0) + (name.type === "term" ? 1.5 : 0);
    return names.sort((a, b) => rank(b) - rank(a) || a.text.length - b.text.length)
      .filter((name) => !seen.has(name.text) && seen.add(name.text)).slice(0, most)
      .map((name) => ({ type: name.type, text: name.text, url: address(name) }));
  }

  // Numbers of the texts whose title (or author) holds a value.
  async function textsNamed(engine, value, type) {
    const needle = zj.normalize(value), texts = new Set();
    if (!needle) return texts;
    const set = await zj.candidates(engine.store, needle);
    let names = await readNames(engine, set.ids, 400);
    names = names.filter((name) => zj.normalize(name.text).includes(needle));
    if (!names.length && isLetters(value)) names = await byPinyin(engine, value);
    for (const name of names.filter((each) => each.type === type)) {
      if (type === "title") texts.add(name.targets[0]);
      else for (const target of name.targets) texts.add(target[0]);
    }
    return texts;
  }

  Object.assign(zj, { readNames, byPinyin, corrected, suggest, nearest, textsNamed, almost, pinyinFit, isLetters });
})(globalThis.zjSearch = globalThis.zjSearch || {});
