// While reading: how far the text is read, and on wide screens the notes beside the lines that they belong to.
// Without this script the notes stand at the end, as they do on phones and on paper.
(function () {
  "use strict";
  var area = document.querySelector(".zj-text");
  if (!area) return;
  var root = document.documentElement;

  // ---- progress ----

  var bar = document.createElement("div");
  bar.className = "zj-progress page-meta";
  bar.setAttribute("aria-hidden", "true");
  document.body.appendChild(bar);

  function progress() {
    var end = root.classList.contains("zj-sidenotes") ? null : area.querySelector(".footnote");
    var box = area.getBoundingClientRect();
    var length = (end ? end.getBoundingClientRect().top : box.bottom) - box.top - innerHeight + 120;
    var read = length > 0 ? Math.min(1, Math.max(0, (120 - box.top) / length)) : 1;
    bar.style.transform = "scaleX(" + read.toFixed(4) + ")";
  }

  // ---- side notes: the items of the list themselves move, nothing is said twice ----

  var wide = matchMedia("screen and (min-width: 1600px)");
  var notes = Array.from(area.querySelectorAll(".footnote > ol > li"));
  var GAP = 10;

  function markOf(note) { return document.getElementById(note.id.replace(/^fn:/, "fnref:")); }

  function lay() {
    var beside = wide.matches && notes.length > 0;
    root.classList.toggle("zj-sidenotes", beside);
    if (!beside) return;
    var from = area.getBoundingClientRect().top, floor = 0;
    var below = notes[0].closest(".footnote").getBoundingClientRect().top - from;
    var places = notes.map(function (note) {
      var mark = markOf(note);
      return [mark && mark.getClientRects().length ? mark.getBoundingClientRect().top - from - 4 : 0, note.offsetHeight];
    });
    notes.forEach(function (note, at) {
      var top = Math.max(places[at][0], floor);
      note.style.setProperty("--zj-top", top - below + "px");
      floor = top + places[at][1] + GAP;
    });
    area.style.setProperty("--zj-notes-end", floor + "px");
  }

  function light(event) {
    var mark = event.target instanceof Element && event.target.closest("a.footnote-ref");
    var note = mark && document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (note) note.classList.toggle("zj-lit", event.type === "pointerover" || event.type === "focusin");
  }
  ["pointerover", "pointerout", "focusin", "focusout"].forEach(function (name) { area.addEventListener(name, light); });

  var waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () { waiting = false; lay(); progress(); });
  }
  addEventListener("scroll", function () { requestAnimationFrame(progress); }, { passive: true });
  addEventListener("resize", soon);
  addEventListener("load", soon);
  wide.addEventListener("change", soon);
  area.addEventListener("toggle", soon, true);
  if (document.fonts && wide.matches) document.fonts.ready.then(soon);
  if (document.readyState === "complete") soon();
})();
