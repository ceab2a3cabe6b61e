// Sorting the catalogue, filtering the bibliography, opening what an address points at.
(function () {
  "use strict";
  var compare = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true }).compare;

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

  document.querySelectorAll("form.filters").forEach(function (form) {
    var entries = Array.from(document.querySelectorAll(".bibliography > .entry"));
    var output = form.querySelector("output");
    function filter() {
      var type = form.elements.type.value, year = form.elements.year.value, text = form.elements.text.value;
      var left = 0;
      entries.forEach(function (entry) {
        var data = entry.dataset;
        var fits = (!type || data.type === type) && (!year || data.year === year) &&
          (!text || (data.text || "").split(" ").indexOf(text) >= 0);
        entry.hidden = !fits;
        left += fits ? 1 : 0;
      });
      output.textContent = type || year || text ? "符合 " + left + " 条" : "";
    }
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
