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
