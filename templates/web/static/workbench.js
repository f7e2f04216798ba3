/* What htmx does not do by itself. Every page works without this file. */
(function () {
  "use strict";
  var SLOW = 300; // ms until it is told that something is being worked out

  function busy(form) { return document.getElementById(form.getAttribute("data-busy") || ""); }

  // what was fetched is read first: the heading of a drawer takes the focus, controls keep theirs
  document.addEventListener("htmx:afterSettle", function (event) {
    var heading = event.target.querySelector && event.target.querySelector("[data-focus]");
    if (heading) heading.focus();
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    var place = busy(event.target);
    if (place) place.slowly = setTimeout(function () { place.setAttribute("aria-busy", "true"); }, SLOW);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var place = busy(event.target);
    if (!place) return;
    clearTimeout(place.slowly);
    place.removeAttribute("aria-busy");
    // an old ladder stays where no new one came, greyed
    place.classList.toggle("stale", !event.detail.successful && !(event.detail.xhr && event.detail.xhr.status === 0 && event.detail.failed === undefined));
  });

  // to take back a ticked step is to untick it: the tick and what it does stay one thing
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-undo]");
    var box = link && document.getElementById(link.getAttribute("data-undo"));
    if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.checked = false;
    var part = box.closest("details");
    if (part) part.open = true;
    box.focus();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
