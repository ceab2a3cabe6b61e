// The navigation of narrow screens and of large type, by keyboard: Material opens it by labels, which no keyboard reaches.
// Without this script it opens as Material has it, by tap or click.
(function () {
  "use strict";
  var toggle = document.getElementById("__drawer");
  var label = document.querySelector(".md-header__button[for=__drawer]");
  var drawer = document.querySelector(".md-sidebar--primary");
  if (!toggle || !label || !drawer) return;

  var button = document.createElement("button");
  button.type = "button";
  button.className = label.className + " zj-menu";
  button.title = "导航";
  button.setAttribute("aria-label", "导航");
  button.append.apply(button, Array.from(label.childNodes));
  label.replaceWith(button);

  function tell() { button.setAttribute("aria-expanded", String(toggle.checked)); }

  function set(open) {
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true })); // Material listens
  }

  // the part of the navigation that is to be seen: the deepest one that is opened, or the whole
  function shown() {
    var opened = drawer.querySelectorAll(".md-nav__toggle:checked ~ .md-nav");
    return opened[opened.length - 1] || drawer;
  }

  function enter() { // no earlier than it is visible
    var first = Array.from(shown().querySelectorAll("a[href], label[tabindex]")).find(function (way) {
      return way.checkVisibility({ visibilityProperty: true });
    });
    if (first) first.focus({ preventScroll: true });
  }

  var narrow = matchMedia("(max-width: 76.2344em)");
  function reach() { // on wide screens these are heads that do nothing
    drawer.querySelectorAll(".md-nav__title[for]:not([for=__drawer])").forEach(function (title) {
      if (narrow.matches) title.tabIndex = 0;
      else title.removeAttribute("tabindex");
    });
  }

  button.addEventListener("click", function (event) {
    set(!toggle.checked);
    if (toggle.checked && !event.detail) requestAnimationFrame(enter); // a click of the keyboard has no number
  });
  toggle.addEventListener("change", tell);
  narrow.addEventListener("change", reach);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !toggle.checked || !narrow.matches || document.querySelector("dialog[open]")) return;
    set(false);
    button.focus();
  });
  drawer.addEventListener("focusout", function (event) {
    if (toggle.checked && narrow.matches && event.relatedTarget && !drawer.contains(event.relatedTarget)) set(false);
  });
  tell();
  reach();
})();
