// The reader's choice of light or dark, or the one of the reader's device, set before the page is painted.
(function () {
  "use strict";
  var palette = window.__md_get && window.__md_get("__palette");
  if (!palette || !palette.color) { // the first visit: as the first of the site's choices says
    var first = document.querySelector("input[data-md-color-media]");
    if (!first || first.dataset.mdColorMedia !== "(prefers-color-scheme)") return;
    palette = { color: { media: first.dataset.mdColorMedia } };
  }
  if (palette.color.media === "(prefers-color-scheme)") {
    var light = matchMedia("(prefers-color-scheme: light)").matches;
    var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + (light ? "light" : "dark") + ")']");
    ["media", "scheme", "primary", "accent"].forEach(function (name) {
      if (input) palette.color[name] = input.getAttribute("data-md-color-" + name);
    });
  }
  Object.keys(palette.color).forEach(function (name) {
    document.body.setAttribute("data-md-color-" + name, palette.color[name]);
  });
})();
