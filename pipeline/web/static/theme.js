// Inside Airflow the pages follow its light or dark choice instead of the system's. Reading needs no script.
(function () {
  "use strict";
  if (window.parent === window) return;
  var outer;
  try {
    outer = window.parent.document.documentElement;
  } catch (error) {
    return; // framed by another site, whose colours are not ours to read
  }
  function follow() {
    var dark = outer.classList.contains("dark") || outer.getAttribute("data-theme") === "dark";
    var light = outer.classList.contains("light") || outer.getAttribute("data-theme") === "light";
    if (dark || light) document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
  }
  follow();
  new MutationObserver(follow).observe(outer, { attributes: true, attributeFilter: ["class", "data-theme"] });
})();
