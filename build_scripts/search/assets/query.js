// Reads what a reader typed: words, "phrases", -exclusions and filters.
(function (zj) {
  "use strict";
  const OPEN = "\"“「『＂", CLOSE = "\"”」』＂";
  const FILTERS = {
    text: "text", 文: "text", 文本: "text", 篇: "text", 题名: "text", genre: "genre", 体裁: "genre", 类型: "genre", year: "year", 年: "year",
    年份: "year", author: "author", 作者: "author", kind: "kind", 部分: "kind", 类: "kind",
  };
  const KINDS = ["title", "head", "glossary", "abstract", "body", "caption", "table", "note", "bibliography"];
  const KIND_NAMES = {
    title: "题名", head: "标题", glossary: "术语", abstract: "摘要", body: "正文", caption: "图表题", table: "表格", note: "注释",
    bibliography: "文献",
  };
  const GENRES = {
    "journal-article": "期刊论文", "newspaper-article": "报纸文章", "news-article": "新闻报道", "photo-caption": "图片新闻", text: "文章",
    essay: "文章", speech: "讲话", book: "图书", "book-chapter": "图书章节", report: "报告", policy: "政策文件", law: "法律法规", thesis: "学位论文",
    webpage: "网页",
  };

  // Cuts the input at blanks outside quotation marks; a quotation that fills its part is a phrase.
  function parts(input) {
    const found = [], letters = Array.from(input);
    let now = "", closing = null;
    const flush = () => {
      if (now) found.push(now);
      now = "";
    };
    for (const letter of letters) {
      if (closing) {
        now += letter;
        if (letter === closing) closing = null;
      } else if (/\s/.test(letter)) {
        flush();
      } else {
        const at = OPEN.indexOf(letter);
        // A quotation opens at the beginning of a part only; elsewhere the mark is a letter of the text.
        if (at >= 0 && /^(-|－|[\p{L}]+[:：])?$/u.test(now)) closing = CLOSE[at];
        now += letter;
      }
    }
    flush();
    return found;
  }

  function unquote(part) {
    const letters = Array.from(part), at = OPEN.indexOf(letters[0]);
    if (at < 0 || letters.length < 2) return [part, false];
    const end = letters.indexOf(CLOSE[at], 1);
    if (end === letters.length - 1) return [letters.slice(1, -1).join(""), true];
    if (end < 0 && !(CLOSE[at] !== OPEN[at])) return [letters.slice(1).join(""), true];
    return [part, false];
  }

  function unit(text, negative, phrase) {
    // A dot before a number is the rest of a longer number, which the keys do not know by its end.
    const needle = zj.normalize(text).replace(/^\.+(?=[0-9])/, "");
    return needle && zj.keys(needle).length ? { text: text.trim(), needle, negative, phrase } : null;
  }

  // {units: [{text, needle, negative, phrase}], filters: {text|genre|year|author|kind: [value…]}, raw}
  function parseQuery(input) {
    const raw = input.slice(0, 400).trim(), units = [], filters = {};
    for (const part of parts(raw)) {
      const filter = /^([\p{L}]+)[:：](.+)$/u.exec(part);
      const name = filter && FILTERS[filter[1].toLowerCase()];
      if (name) {
        (filters[name] = filters[name] || []).push(unquote(filter[2])[0]);
        continue;
      }
      const negative = /^[-－][^-－\s]/u.test(part);
      const [text, phrase] = unquote(negative ? part.slice(1) : part);
      const found = unit(text, negative, phrase);
      if (found && !units.some((u) => u.needle === found.needle && u.negative === negative)) units.push(found);
    }
    return { raw, units: units.slice(0, 12), filters };
  }

  // What a genre is called: a code that nobody named is "文献", words of the site's own stay.
  const genreName = (genre) => GENRES[genre] || (/[^\x00-\x7f]/.test(genre) ? genre : genre && "文献");

  Object.assign(zj, { parseQuery, KINDS, KIND_NAMES, GENRES, genreName });
})(globalThis.zjSearch = globalThis.zjSearch || {});
