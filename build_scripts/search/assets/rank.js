// The order of hits: exact string, title, head, definition of a term, density, length.
(function (zj) {
  "use strict";
  // By kind, as in KINDS: title, head, glossary, abstract, body, caption, table, note, bibliography.
  const WEIGHT = [170, 130, 104, 78, 64, 60, 46, 42, 30];
  const NEAR = 40;
  const WIDE = [0, 400, 600];

  // What is known before the text: kind, whether the needle is a whole word or stands there twice, length.
  function prior(kind, flags, size, joined) {
    return WEIGHT[kind] + (flags & zj.WHOLE ? 8 : 0) + (flags & zj.MULTI ? 6 : 0) + 2 * (3 - size) + (joined ? NEAR : 0);
  }

  // What the text adds: the typed string in one piece, nearness of its words, a name that is just that, density.
  function posterior(hit, units) {
    const { text } = hit.form, needles = units.map((unit) => unit.needle);
    const letters = needles.reduce((sum, needle) => sum + needle.length, 0);
    let score = WEIGHT[hit.kind] - WIDE[hit.wide];
    if (needles.length > 1 && !hit.wide) {
      const joined = zj.normalize(needles.join(" "));
      if (text.includes(joined)) score += 150;
      else {
        const best = zj.tightest(hit.spans, needles.length);
        if (best) score += 120 / (1 + Math.max(0, best[2] - letters) / 12);
      }
    }
    if (text === needles.join("")) score += 45;
    else if (text.startsWith(needles[0])) score += 4;
    const whole = needles.every((needle) => zj.findNeedle(text, needle).some(([, end]) => zj.endsWord(text, end)));
    score += whole ? 8 : 0;
    const covered = hit.spans.reduce((sum, span) => sum + span[1] - span[0], 0);
    return score + Math.min(18, 60 * covered / (text.length + 20)) - Math.min(4, text.length / 200);
  }

  // Numbers 0…n-1 by falling score (whole numbers from 0 to LIMIT), equal ones in their order.
  function byScore(scores) {
    const LIMIT = 512, starts = new Uint32Array(LIMIT + 2), order = new Uint32Array(scores.length);
    for (const score of scores) starts[LIMIT - score + 1]++;
    for (let i = 0; i <= LIMIT; i++) starts[i + 1] += starts[i];
    scores.forEach((score, i) => { order[starts[LIMIT - score]++] = i; });
    return order;
  }

  Object.assign(zj, { prior, posterior, byScore });
})(globalThis.zjSearch = globalThis.zjSearch || {});
