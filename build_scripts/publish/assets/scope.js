// What Material's own script expects of the page, kept in a file so that the site runs under `script-src 'self'`.
(function () {
  "use strict";
  var scope = new URL(document.currentScript.dataset.base || ".", location);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, c) { return (sum << 5) - sum + c.charCodeAt(0); }, 0);
  };
  window.__md_get = function (key, storage, base) {
    try {
      return JSON.parse((storage || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (_) {
      return null;
    }
  };
  window.__md_set = function (key, value, storage, base) {
    try {
      (storage || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (_) { /* a reader who keeps nothing on the device keeps no choice either */ }
  };
})();

// A site opened from a folder of this device: the address of a page is a folder there, and no server finds the page in it.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
  document.documentElement.classList.add("zj-folder");
  function complete(event) {
    var way = event.target instanceof Element && event.target.closest("a[href]");
    if (way && way.protocol === "file:" && way.pathname.endsWith("/")) way.pathname += "index.html";
  }
  ["pointerdown", "click", "focusin"].forEach(function (name) { document.addEventListener(name, complete, true); });
})();
