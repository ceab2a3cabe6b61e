// Copying: a record (GB/T 7714, BibTeX, RIS), or a paragraph with its reference.
(function () {
  "use strict";

  function put(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function button(label, name, read) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "zj-copy";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", function () {
      put(read()).then(function () { say(made, "已复制"); }, function () { say(made, "复制不了，请手选"); });
    });
    return made;
  }

  function say(made, words) {
    var before = made.textContent;
    made.textContent = words;
    live().textContent = words;
    setTimeout(function () { made.textContent = before; }, 1600);
  }

  var spoken;
  function live() {
    if (!spoken) {
      spoken = document.createElement("div");
      spoken.className = "zj-live page-meta";
      spoken.setAttribute("role", "status");
      document.body.appendChild(spoken);
    }
    return spoken;
  }

  document.querySelectorAll(".cite-this pre[data-copy]").forEach(function (record) {
    var name = record.dataset.copy;
    record.before(button("复制", "复制 " + name, function () { return record.textContent; }));
  });

  document.querySelectorAll(".bibliography > .entry").forEach(function (entry) {
    var tools = entry.querySelector(".entry-tools");
    var words = entry.querySelector(".entry-text");
    tools.append(button("复制 GB/T 7714", "复制 GB/T 7714 著录", function () { return words.textContent.trim(); }));
    entry.querySelectorAll("template[data-copy]").forEach(function (record) {
      var name = record.dataset.copy;
      tools.append(button(name, name + "：复制这一条", function () { return record.content.textContent; }));
    });
  });

  // "Copy with reference" on a paragraph: text, reference of the text, paragraph or page, link.
  var reference = document.querySelector("meta[name=zj-cite]");
  if (!reference) return;

  function textOf(paragraph) {
    var copy = paragraph.cloneNode(true);
    copy.querySelectorAll("sup[id^=fnref], .permalink, .page-meta, .pb, button").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function pageOf(paragraph) {
    var marks = Array.from(document.querySelectorAll(".pb[data-page]"));
    var before = marks.filter(function (mark) {
      return mark.compareDocumentPosition(paragraph) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    return before.length ? before[before.length - 1].dataset.page : "";
  }

  function withReference(paragraph) {
    var number = paragraph.querySelector(".permalink").textContent;
    var page = pageOf(paragraph);
    var where = page ? "第" + page + "页，第" + number + "段" : "第" + number + "段";
    var link = location.href.split("#")[0] + "#" + paragraph.id;
    return "“" + textOf(paragraph) + "”\n—— " + reference.content + " " + where + "。" + link;
  }

  function offer(event) {
    var target = event.target instanceof Element ? event.target.closest("p[id], li[id]") : null;
    var anchor = target && target.querySelector(":scope > .permalink");
    if (!anchor || target.querySelector(":scope > .zj-copy")) return;
    anchor.after(button("引", "连出处复制第" + anchor.textContent + "段", function () { return withReference(target); }));
  }
  document.addEventListener("pointerover", offer);
  document.addEventListener("focusin", offer);
  document.addEventListener("touchstart", offer, { passive: true });
})();
