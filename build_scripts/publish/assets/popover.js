// What a citation, a note mark, a term or the mark of raw lines leads to, shown beside it: on hover, on focus, on the first tap.
// Without this script all of them are plain links.
(function () {
  "use strict";
  var box, owner, timer;
  var LINKS = "a.citation, a.footnote-ref, a.term, a.raw-lines";

  function clean(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll(".footnote-backref, .permalink, .raw-lines, .headerlink, .entry-link, .citation.page-meta, button")
      .forEach(function (part) { part.remove(); });
    copy.querySelectorAll("[id]").forEach(function (part) { part.removeAttribute("id"); });
    return Array.from(copy.childNodes);
  }

  function content(link) {
    var fetched = link.classList.contains("term") ? window.zjTerm : link.classList.contains("raw-lines") ? window.zjRaw : null;
    if (fetched) return fetched(link, function () { if (owner === link && box && !box.hidden) place(link); });
    if (link.dataset.summary) return [document.createTextNode(link.dataset.summary)];
    var target = link.hash && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || target.contains(link) || link.pathname !== location.pathname) return null;
    return clean(target);
  }

  function build() {
    box = document.createElement("div");
    box.className = "zj-popover md-typeset page-meta";
    box.id = "zj-popover";
    box.setAttribute("role", "tooltip");
    box.hidden = true;
    box.addEventListener("pointerenter", function () { clearTimeout(timer); });
    box.addEventListener("pointerleave", later);
    document.body.appendChild(box);
  }

  function place(link) {
    var around = link.getClientRects()[0] || link.getBoundingClientRect();
    var apart = link.parentElement.getBoundingClientRect().left >= around.right - 1;
    var room = apart && getComputedStyle(link).position === "absolute" ? around.left - 20 : 0;
    if (room > 200) { // in the margin: the lines stand beside the paragraph that they are compared with
      box.style.width = Math.min(448, room - 12) + "px";
      box.style.left = around.left - 8 - box.offsetWidth + scrollX + "px";
      box.style.top = Math.max(56, Math.min(around.top - 24, innerHeight - box.offsetHeight - 12)) + scrollY + "px";
      return;
    }
    var width = Math.min(448, document.documentElement.clientWidth - 24);
    box.style.width = width + "px";
    var left = Math.max(12, Math.min(around.left, document.documentElement.clientWidth - width - 12));
    var below = around.bottom + box.offsetHeight + 12 < innerHeight || around.top < box.offsetHeight + 12;
    box.style.left = left + scrollX + "px";
    box.style.top = (below ? around.bottom + 6 : around.top - box.offsetHeight - 6) + scrollY + "px";
  }

  function show(link, tapped) {
    var parts = content(link);
    if (!parts) return false;
    clearTimeout(timer);
    if (!box) build();
    if (owner && owner !== link) owner.removeAttribute("aria-describedby");
    owner = link;
    box.replaceChildren.apply(box, parts);
    if (tapped) {
      var way = document.createElement("a");
      way.href = link.href;
      way.textContent = "前往";
      way.className = "zj-go";
      box.appendChild(way);
    }
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    place(link);
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (!box || box.hidden) return;
    box.hidden = true;
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  }

  function linkOf(event) {
    return event.target instanceof Element ? event.target.closest(LINKS) : null;
  }

  var touched = false;
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    if (box && !box.contains(event.target) && !linkOf(event)) hide();
  });
  document.addEventListener("pointerover", function (event) {
    var link = event.pointerType === "touch" ? null : linkOf(event);
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(function () { show(link); }, 120);
  });
  document.addEventListener("pointerout", function (event) { if (linkOf(event)) later(); });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && !touched) show(link);
    else if (!link && !(box && box.contains(event.target))) hide();
  });
  document.addEventListener("focusout", function (event) { if (linkOf(event)) later(); });
  document.addEventListener("click", function (event) {
    var link = linkOf(event);
    if (link && touched && owner !== link && show(link, true)) event.preventDefault();
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
})();
