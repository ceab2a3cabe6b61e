// The concordance: every place of a search as a line (left, match, right), sorted, and written as CSV.
(function (zj) {
  "use strict";
  const REACH = 40;

  // Lines of a hit: one for each marked place; of several words, one for the stretch that holds them all.
  function linesOf(hit, units) {
    const text = hit.text;
    const best = units.length > 1 && !hit.wide ? zj.tightest(hit.spans, units.length) : null;
    const places = best ? [[hit.spans[best[0]][0], Math.max(...hit.spans.slice(best[0], best[1] + 1).map((span) => span[1]))]]
      : hit.spans.map(([start, end]) => [start, end]);
    return places.map(([start, end]) => ({
      hit, start, left: text.slice(0, start), match: text.slice(start, end), right: text.slice(end),
    }));
  }

  const toLines = (hits, units) => hits.flatMap((hit) => linesOf(hit, units));

  const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const leftKey = (line) => Array.from(letters(line.left.slice(-24))).reverse().slice(0, 8).join("");
  const rightKey = (line) => Array.from(letters(line.right.slice(0, 24))).slice(0, 8).join("");
  const year = (line) => (line.hit.page.m && line.hit.page.m[3]) || 0;
  const inOrder = (a, b) => (a.hit.piece ?? -1) - (b.hit.piece ?? -1) || a.start - b.start;

  const SORTS = {
    rank: ["相关度", null],
    text: ["文本次序", inOrder],
    left: ["左邻", (a, b) => collator.compare(leftKey(a), leftKey(b)) || inOrder(a, b)],
    right: ["右邻", (a, b) => collator.compare(rightKey(a), rightKey(b)) || inOrder(a, b)],
    newest: ["年份（新到旧）", (a, b) => year(b) - year(a) || inOrder(a, b)],
    oldest: ["年份（旧到新）", (a, b) => (year(a) || 9999) - (year(b) || 9999) || inOrder(a, b)],
  };

  function sortLines(lines, by) {
    const compare = SORTS[by] && SORTS[by][1];
    return compare ? lines.slice().sort(compare) : lines;
  }

  // A cell of CSV. A spreadsheet must not take what a text says for a formula.
  function cell(value) {
    const text = String(value).replace(/[\r\n]+/g, " ");
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  const shortLeft = (text, reach = REACH) => Array.from(text.slice(-2 * reach)).slice(-reach).join("");
  const shortRight = (text, reach = REACH) => Array.from(text.slice(0, 2 * reach)).slice(0, reach).join("");

  // The lines as CSV with a byte order mark, which spreadsheets need to read Chinese.
  function toCsv(lines, root) {
    const rows = [["序号", "左", "匹配", "右", "文本", "作者", "年份", "位置", "网址"]];
    lines.forEach((line, index) => {
      const { page } = line.hit, [title, authors, , published] = page.m && page.m.length ? page.m : [page.t, [], "", ""];
      rows.push([index + 1, shortLeft(line.left), line.match, shortRight(line.right), title, authors.join("；"), published || "",
        zj.place(line.hit), zj.hitAddress(root, line.hit, [])]);
    });
    return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  Object.assign(zj, { toLines, sortLines, toCsv, SORTS, shortLeft, shortRight });
})(globalThis.zjSearch = globalThis.zjSearch || {});
