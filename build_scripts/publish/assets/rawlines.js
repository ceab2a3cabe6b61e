// The raw lines of a paragraph, shown beside it: fetched from the page of raw lines when they are asked for.
(function () {
  "use strict";
  var MOST = 60;
  var pages = {};

  function load(address) {
    if (!pages[address]) {
      pages[address] = fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (html) { return new DOMParser().parseFromString(html, "text/html"); });
      pages[address].catch(function () { delete pages[address]; });
    }
    return pages[address];
  }

  function fill(box, from, first, last) {
    var list = document.createElement("ol");
    list.start = first;
    for (var number = first; number <= Math.min(last, first + MOST - 1); number++) {
      var words = from.querySelector("#L" + number + " > span");
      if (!words) break;
      var line = document.createElement("li");
      line.textContent = words.textContent;
      list.appendChild(line);
    }
    var head = document.createElement("p");
    head.className = "zj-term-foot";
    head.textContent = "原始文本第 " + (first === last ? first : first + "–" + last) + " 行" + (last - first >= MOST ? "（前 " + MOST + " 行）" : "");
    box.replaceChildren(head, list);
  }

  // Called by popover.js: the nodes to show, filled as soon as they are here.
  window.zjRaw = function (link, moved) {
    var asked = /^#L(\d+)(?:-(\d+))?$/.exec(link.hash);
    if (!asked) return null;
    var box = document.createElement("div");
    box.className = "zj-raw";
    box.textContent = "…";
    load(link.href.split("#")[0]).then(function (from) {
      fill(box, from, Number(asked[1]), Number(asked[2] || asked[1]));
      moved();
    }, function () {
      box.textContent = "原始文本没有取到，请点开链接查看。";
      moved();
    });
    return [box];
  };
})();
