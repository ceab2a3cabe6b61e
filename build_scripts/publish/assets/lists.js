// Sorting the catalogue, filtering the bibliography, opening what an address points at.
(function () {
  "use strict";
  var collator;
  function compare(a, b) { // made when it is needed: browsers take a while to load the order of pinyin
    collator = collator || new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true });
    return collator.compare(a, b);
  }

  function value(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort || cell.textContent.trim();
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0];
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "zj-sort";
      made.textContent = head.textContent;
      head.replaceChildren(made);
      made.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var rows = Array.from(body.rows).sort(function (a, b) { return compare(value(a, column), value(b, column)); });
        body.append.apply(body, up ? rows : rows.reverse());
      });
    });
  });

  var NAMES = ["type", "year", "text"];

  function fits(wanted, type, year, texts) {
    return (!wanted.type || type === wanted.type) && (!wanted.year || year === wanted.year) &&
      (!wanted.text || texts.indexOf(wanted.text) >= 0);
  }

  // A list over several pages: how many match on the others, each a link that takes the filters along.
  function elsewhere(form, wanted, output, now) {
    if (!form.dataset.facets) return;
    fetch(form.dataset.facets).then(function (answer) { return answer.json(); }).then(function (pages) {
      if (!now()) return;
      var query = NAMES.filter(function (name) { return wanted[name]; })
        .map(function (name) { return name + "=" + encodeURIComponent(wanted[name]); }).join("&");
      var base = form.dataset.facets.replace(/[^/]*$/, "");
      pages.forEach(function (entries, number) {
        var count = entries.filter(function (entry) { return fits(wanted, entry[0], entry[1], entry[2]); }).length;
        if (!count || number === Number(form.dataset.page)) return;
        var way = document.createElement("a");
        way.href = base + (number ? number + 1 + "/" : "./") + "?" + query;
        way.textContent = "第 " + (number + 1) + " 页 " + count + " 条";
        output.append("　", way);
      });
    }, function () { if (now()) output.append("　筛选只及本页"); });
  }

  document.querySelectorAll("form.filters").forEach(function (form) {
    var entries = Array.from(document.querySelectorAll(".bibliography > .entry"));
    var output = form.querySelector("output");
    var turn = 0;
    function filter() {
      var wanted = {}, mine = ++turn, left = 0;
      NAMES.forEach(function (name) { wanted[name] = form.elements[name].value; });
      entries.forEach(function (entry) {
        var data = entry.dataset;
        entry.hidden = !fits(wanted, data.type, data.year, (data.text || "").split(" "));
        left += entry.hidden ? 0 : 1;
      });
      var any = wanted.type || wanted.year || wanted.text;
      output.textContent = any ? (form.dataset.facets ? "本页符合 " : "符合 ") + left + " 条" : "";
      if (any) elsewhere(form, wanted, output, function () { return mine === turn; });
    }
    var asked = new URLSearchParams(location.search);
    NAMES.forEach(function (name) { if (asked.get(name)) form.elements[name].value = asked.get(name); });
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  });

  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.hidden) node.hidden = false;
    }
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
