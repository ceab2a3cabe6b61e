// Terms: what their popover says, the switch that turns their marks off, and the sorting of concordances.
// Without this script terms are plain links and a concordance is a plain list, text by text.
(function () {
  "use strict";
  var KEY = "zj-term-marks";
  var SHARDS = 64; // as in build_scripts/publish/termpages.py
  var shards = {};

  // ---- what the popover of a term says ----

  function base(link) {
    var at = link.pathname.lastIndexOf("/glossary/");
    return at < 0 ? null : link.origin + link.pathname.slice(0, at + 1);
  }

  function shardOf(id) {
    var sum = 0;
    for (var character of id) sum += character.codePointAt(0);
    return sum % SHARDS;
  }

  function load(link) {
    var from = base(link);
    if (!from) return Promise.reject(new Error("no glossary"));
    var address = from + "glossary/data/" + shardOf(link.dataset.term) + ".json";
    if (!shards[address]) {
      shards[address] = fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      });
      shards[address].catch(function () { delete shards[address]; });
    }
    return shards[address].then(function (data) { return data[link.dataset.term]; });
  }

  function line(tag, words, className) {
    var node = document.createElement(tag);
    node.textContent = words;
    if (className) node.className = className;
    return node;
  }

  function fill(box, link, entry) {
    var head = line("p", "", "zj-term-head");
    head.appendChild(line("b", entry.term));
    if (entry.en) {
      var english = line("span", " " + entry.en);
      english.lang = "en";
      head.appendChild(english);
    }
    var parts = [head, line("p", entry.definition || "尚无释义。")];
    if (entry.source) parts.push(line("p", "来源：" + entry.source, "zj-term-foot"));
    var foot = line("p", "", "zj-term-foot");
    if (entry.page) {
      var way = line("a", entry.uses ? entry.uses + " 处用例，见于 " + entry.texts + " 篇文本" : "文本中的释义");
      way.href = base(link) + entry.page;
      foot.appendChild(way);
    } else {
      foot.textContent = "本站文本没有用到。";
    }
    parts.push(foot);
    box.replaceChildren.apply(box, parts);
  }

  // Called by popover.js: the nodes to show, filled as soon as they are here; null where there is nothing to say.
  window.zjTerm = function (link, moved) {
    if (off() || !link.dataset.term || !base(link)) return null;
    var box = document.createElement("div");
    box.className = "zj-term";
    box.appendChild(line("p", "…"));
    load(link).then(function (entry) {
      if (entry) fill(box, link, entry);
      moved();
    }, function () {
      box.replaceChildren(line("p", "释义没有取到，请点开链接查看。"));
      moved();
    });
    return [box];
  };

  // ---- marks on and off ----

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (_) { return null; }
  }

  function off() { return document.documentElement.classList.contains("zj-terms-off"); }

  function mark(hidden, button) {
    document.documentElement.classList.toggle("zj-terms-off", hidden);
    if (button) {
      button.setAttribute("aria-pressed", String(!hidden));
      button.textContent = hidden ? "术语标记：关" : "术语标记：开";
    }
  }

  function addSwitch() {
    var content = document.querySelector(".md-content__inner");
    var title = content && content.querySelector("h1");
    if (!title || !document.querySelector(".zj-text a.term")) return;
    var bar = content.querySelector(".zj-term-bar");
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "page-meta zj-term-bar";
      title.insertAdjacentElement("afterend", bar);
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "zj-term-switch";
    button.title = "显示或隐去正文中术语的标记";
    mark(remembered() === "off", button);
    button.addEventListener("click", function () {
      var hidden = !off();
      mark(hidden, button);
      try { localStorage.setItem(KEY, hidden ? "off" : "on"); } catch (_) { /* the choice lasts for this page */ }
    });
    bar.appendChild(button);
  }

  // ---- sorting of concordances ----

  function reversed(words) { return Array.from(words).reverse().join(""); }

  function addSorting(box) {
    var groups = Array.from(box.children);
    var lines = [];
    groups.forEach(function (group) {
      var from = group.querySelector("h3 a").textContent;
      group.querySelectorAll("li").forEach(function (item) {
        lines.push({
          item: item, home: item.parentNode, from: from,
          left: reversed(item.querySelector(".kl").textContent.replace(/[\s，。、；：“”（）]+$/, "")),
          right: item.querySelector(".kr").textContent.replace(/^[\s，。、；：“”（）]+/, "")
        });
      });
    });
    if (lines.length < 2) return;
    var all = document.createElement("ol");
    all.hidden = true;
    box.appendChild(all);
    var compare = new Intl.Collator("zh-Hans-u-co-pinyin").compare;
    var bar = document.createElement("div");
    bar.className = "page-meta zj-kwic-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "用例的次序");
    var live = line("span", "", "zj-live");
    live.setAttribute("role", "status");
    var buttons = [["text", "按文本"], ["left", "按左邻"], ["right", "按右邻"]].map(function (pair) {
      var button = line("button", pair[1]);
      button.type = "button";
      button.dataset.by = pair[0];
      button.setAttribute("aria-pressed", String(pair[0] === "text"));
      bar.appendChild(button);
      return button;
    });
    bar.appendChild(live);
    bar.addEventListener("click", function (event) {
      var by = event.target.dataset && event.target.dataset.by;
      if (!by) return;
      buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button.dataset.by === by)); });
      groups.forEach(function (group) { group.hidden = by !== "text"; });
      all.hidden = by === "text";
      if (by === "text") {
        lines.forEach(function (one) { one.home.appendChild(one.item); });
      } else {
        var sorted = lines.slice().sort(function (a, b) { return compare(a[by], b[by]); });
        all.replaceChildren.apply(all, sorted.map(function (one) { return one.item; }));
        lines.forEach(function (one) { one.item.dataset.from = one.from; });
      }
      live.textContent = event.target.textContent;
    });
    box.insertAdjacentElement("beforebegin", bar);
  }

  if (remembered() === "off") mark(true);
  function start() {
    addSwitch();
    document.querySelectorAll(".kwic").forEach(addSorting);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
