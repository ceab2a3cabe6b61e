// The form in which texts and questions are compared: the same as normalize.py, held to it by normalize_cases.json.
(function (zj) {
  "use strict";
  const CJK =
    "\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const CJK_ONE = new RegExp(`^[${CJK}]`, "u");
  const WORD_ONE = /^[\p{L}\p{N}]/u;
  const TOKEN = new RegExp(
    `[${CJK}]+|[0-9]+(?:\\.[0-9]+)+(?:(?![${CJK}])[\\p{L}\\p{N}])*|(?:(?![${CJK}])[\\p{L}\\p{N}])+`, "gu");
  const UNIT = /^[0-9][0-9.]*(?=[a-z])/;
  const CLUSTER = /[\u1100-\u11ff]+|[^]\p{M}*/gu;
  const SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
  const NOTHING = /^[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]$/;
  const LONGEST_WORD = 32;
  const signs = new Map();
  for (const [many, one] of [["\"'“”„‟‘’‚‛「」『』〝〞«»‹›`´", '"'], ["-‐‑‒–—―−─", "-"], ["·•・‧∙⋅", "·"], ["〜", "~"],
    ["⋯", "..."], ["ς", "σ"]]) {
    for (const sign of many) signs.set(sign, one);
  }
  const fold = new Map();
  let known = new Map();

  // Letters of other written forms and their simplified forms, in pairs; those of the corpus come with the manifest.
  function addVariants(pairs) {
    const letters = Array.from(pairs);
    for (let i = 0; i + 1 < letters.length; i += 2) fold.set(letters[i], letters[i + 1]);
    known = new Map();
  }

  function clusterForm(cluster) {
    let form = known.get(cluster);
    if (form !== undefined) return form;
    form = "";
    for (const letter of cluster.normalize("NFKC").toLowerCase()) {
      if (NOTHING.test(letter)) continue;
      form += SPACE.test(letter) ? " " : signs.get(letter) || fold.get(letter) || letter;
    }
    if (known.size > 20000) known = new Map();
    known.set(cluster, form);
    return form;
  }

  const isCjk = (letter) => letter !== undefined && CJK_ONE.test(letter);
  const isWord = (letter) => letter !== undefined && WORD_ONE.test(letter);

  // Whether a blank between these letters means anything: only between words of a script that needs it.
  function blankMatters(before, after) {
    if (!isWord(before) || !isWord(after) || isCjk(before) || isCjk(after)) return false;
    return !(/[0-9]/.test(before) && /[a-z]/.test(after));
  }

  // The comparable form with, for each of its UTF-16 units, where in the text the letter it came from begins and ends.
  function normalizeWithMap(text) {
    const letters = [], begins = [], ends = [];
    for (const match of text.matchAll(CLUSTER)) {
      for (const letter of clusterForm(match[0])) {
        if (letter === " " && letters[letters.length - 1] === " ") continue;
        letters.push(letter);
        begins.push(match.index);
        ends.push(match.index + match[0].length);
      }
    }
    let out = "";
    const starts = [], stops = [];
    for (let i = 0; i < letters.length; i++) {
      if (letters[i] === " " && !blankMatters(letters[i - 1], letters[i + 1])) continue;
      for (let unit = 0; unit < letters[i].length; unit++) {
        starts.push(begins[i]);
        stops.push(ends[i]);
      }
      out += letters[i];
    }
    return { text: out, starts, stops };
  }

  const normalize = (text) => normalizeWithMap(text).text;

  // Tokens of a normalised string: {at, text, cjk}.
  function tokens(normal) {
    return Array.from(normal.matchAll(TOKEN), (m) => ({ at: m.index, text: m[0], cjk: CJK_ONE.test(m[0]) }));
  }

  // Index keys of a normalised string, one for each place, as normalize.py has them; CJK letters count in UTF-16 units.
  function keys(normal) {
    const found = [];
    for (const token of tokens(normal)) {
      if (token.cjk) {
        for (let i = 0; i < token.text.length; i++) found.push(token.text.slice(i, i + 2));
        continue;
      }
      const letters = Array.from(token.text);
      found.push(letters.slice(0, LONGEST_WORD).join(""));
      const number = UNIT.exec(token.text);
      if (number) found.push(Array.from(token.text.slice(number[0].length)).slice(0, LONGEST_WORD).join(""));
    }
    return found;
  }

  Object.assign(zj, { addVariants, normalize, normalizeWithMap, tokens, keys, isCjk, isWord, LONGEST_WORD });
})(globalThis.zjSearch = globalThis.zjSearch || {});
