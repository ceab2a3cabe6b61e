// A page of raw lines: light or dark as chosen, and the lines that the address names (#L12, #L12-15) lit.
(function () {
  "use strict";
  var palette = window.__md_get && window.__md_get("__palette");
  var color = palette && palette.color;
  if (color && color.scheme && color.media !== "(prefers-color-scheme)") document.documentElement.dataset.scheme = color.scheme;

  function light() {
    var asked = /^#L(\d+)(?:-(\d+))?$/.exec(location.hash);
    document.querySelectorAll(".source-lines .lit").forEach(function (line) { line.classList.remove("lit"); });
    if (!asked) return;
    var first = Number(asked[1]), last = Math.min(Number(asked[2] || first), first + 5000);
    for (var number = first; number <= last; number++) {
      var line = document.getElementById("L" + number);
      if (line) line.classList.add("lit");
    }
    var start = document.getElementById("L" + first);
    if (start) start.scrollIntoView();
  }
  addEventListener("hashchange", light);
  light();
})();
