// A letter presses the button or follows the link that carries it, unless somebody is typing. Judging needs no script.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (!/^[a-z]$/.test(event.key)) return;
    var found = document.querySelector('[data-key="' + event.key + '"]');
    if (!found) return;
    event.preventDefault();
    found.click();
  });
})();
