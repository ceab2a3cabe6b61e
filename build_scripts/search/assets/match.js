// Finds a needle in a text and cuts the line around it.
(function (zj) {
  "use strict";
  const NUMBER_BEFORE = /(?:^|[^\p{L}\p{N}]|[\u3400-\u9fff])[0-9][0-9.]*$/u;
  const isPlainWord = (letter) => zj.isWord(letter) && !zj.isCjk(letter);

  // Whether a word may begin at this place of a normalised text: not inside another word, not after the dot of a number.
  function beginsWord(text, at) {
    const letter = text[at], before = text[at - 1];
    if (!isPlainWord(letter) || at === 0) return true;
    if (/[0-9]/.test(before) && /[a-z]/.test(letter)) return NUMBER_BEFORE.test(text.slice(Math.max(0, at - 40), at));
    if (before === "." && /[0-9]/.test(letter) && /[0-9]/.test(text[at - 2] || "")) return false;
    return !isPlainWord(before);
  }

  const endsWord = (text, end) => !isPlainWord(text[end - 1]) || !isPlainWord(text[end]);

  // Places of the needle in a normalised text, left to right, not overlapping: [start, end].
  function findNeedle(text, needle) {
    const found = [];
    for (let at = text.indexOf(needle); at >= 0;) {
      const fits = beginsWord(text, at);
      if (fits) found.push([at, at + needle.length]);
      at = text.indexOf(needle, fits ? at + needle.length : at + 1);
    }
    return found;
  }

  // A form without any sign or blank, to find a needle whatever the punctuation.
  function withoutSigns(form) {
    let text = "";
    const starts = [], stops = [];
    for (let i = 0; i < form.text.length; i++) {
      const high = form.text.charCodeAt(i) >> 11 === 27;
      if (!high && !zj.isWord(form.text[i])) continue;
      text += form.text[i];
      starts.push(form.starts[i]);
      stops.push(form.stops[i]);
    }
    return { text, starts, stops };
  }

  // Places of the needles in a text as printed: {spans: [[start, end, unit]…] in order, counts: [per unit], form}.
  function findAll(text, units) {
    const form = zj.normalizeWithMap(text), spans = [];
    let bare = null;
    const counts = units.map((unit, index) => {
      let where = form, needle = unit.needle;
      if (unit.loose) {
        where = bare = bare || withoutSigns(form);
        needle = unit.bare;
      }
      const found = findNeedle(where.text, needle);
      for (const [start, end] of found) spans.push([where.starts[start], where.stops[end - 1], index]);
      return found.length;
    });
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return { spans, counts, form };
  }

  // The shortest stretch that holds every unit: [index of its first span, index of its last, length].
  function tightest(spans, units) {
    const held = new Map();
    let best = null, from = 0;
    spans.forEach(([, , unit], to) => {
      held.set(unit, (held.get(unit) || 0) + 1);
      while (held.size === units) {
        const length = Math.max(...spans.slice(from, to + 1).map((span) => span[1])) - spans[from][0];
        if (!best || length < best[2]) best = [from, to, length];
        const gone = spans[from++][2];
        if (held.get(gone) === 1) held.delete(gone);
        else held.set(gone, held.get(gone) - 1);
      }
    });
    return best;
  }

  // Never between the halves of a letter beyond the basic plane.
  function whole(text, at) {
    return at > 0 && at < text.length && text.charCodeAt(at) >> 10 === 55 ? at - 1 : at;
  }

  // Cuts text[from, to) into plain and marked parts: [[words, marked]…].
  function markParts(text, spans, from, to) {
    const parts = [];
    let at = from;
    for (const [start, end] of spans) {
      if (end <= at || start >= to) continue;
      if (start > at) parts.push([text.slice(at, start), false]);
      parts.push([text.slice(Math.max(start, at), Math.min(end, to)), true]);
      at = Math.min(end, to);
    }
    if (at < to) parts.push([text.slice(at, to), false]);
    return parts;
  }

  // The line of a hit: around the tightest stretch of its marks, with the reach asked for on both sides.
  function snippet(text, spans, units, before, after) {
    if (!spans.length) return markParts(text, [], 0, whole(text, Math.min(text.length, before + after)));
    const best = tightest(spans, units) || [0, 0, 0];
    const centre = spans[best[0]], last = spans[best[1]];
    const from = whole(text, Math.max(0, centre[0] - before));
    const to = whole(text, Math.min(text.length, Math.max(last[1] + after, from + before + after)));
    const reach = Math.min(to, from + 3 * (before + after));
    const parts = markParts(text, spans, from, reach);
    if (from > 0) parts.unshift(["…", false]);
    if (reach < text.length) parts.push(["…", false]);
    return parts;
  }

  Object.assign(zj, { findNeedle, findAll, tightest, snippet, markParts, endsWord, withoutSigns });
})(globalThis.zjSearch = globalThis.zjSearch || {});
