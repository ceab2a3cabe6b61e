// What the filters of a question mean.
(function (zj) {
  "use strict";
  const { KINDS, KIND_NAMES, GENRES, genreName } = zj;
  const ALSO = { 研究报告: "报告", 书: "图书", 章节: "图书章节", 新闻: "新闻报道", 政策: "政策文件", 法律: "法律法规" };

  // The years that a filter means: "2024", "2020-2024", "2020-", "-2020".
  function yearTest(value) {
    const range = /^(\d{4})?\s*(?:[-–—~～至到]\s*(\d{4})?)?$/.exec(value.replace(/年/g, "").trim());
    if (!range || !(range[1] || range[2])) return () => false;
    const from = Number(range[1] || 0);
    const to = Number(range[2] || (/[-–—~～至到]/.test(value) ? 9999 : range[1]));
    return (year) => year >= from && year <= to;
  }

  // Codes of the kinds that a filter means, by English or Chinese name.
  function kindCodes(value) {
    const wanted = value.trim().toLowerCase();
    const groups = { notes: ["note"], 脚注: ["note"], 参考文献: ["bibliography"], references: ["bibliography"], 词汇: ["glossary"],
      术语表: ["glossary"], heading: ["head"], 图: ["caption"], 表: ["table", "caption"], 正文: ["body", "head", "title"] };
    const names = groups[wanted] || KINDS.filter((kind) => kind === wanted || KIND_NAMES[kind] === wanted);
    return names.map((name) => KINDS.indexOf(name));
  }

  // Whether a genre is the one that a filter means, by its code, its name or a part of it.
  function genreTest(value) {
    const wanted = zj.normalize(ALSO[value] || value), names = Object.values(GENRES).map(zj.normalize);
    return (genre) => {
      const name = zj.normalize(genreName(genre));
      return genre !== "" && (zj.normalize(genre) === wanted || name === wanted || (!names.includes(wanted) && name.includes(wanted)));
    };
  }

  Object.assign(zj, { yearTest, kindCodes, genreTest });
})(globalThis.zjSearch = globalThis.zjSearch || {});
