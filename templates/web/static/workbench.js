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

  // files dropped anywhere on a page that takes files
  var taking = document.querySelector("input[data-drop]");
  if (taking) {
    document.addEventListener("dragover", function (event) { event.preventDefault(); });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer && event.dataTransfer.files.length) taking.files = event.dataTransfer.files;
    });
  }

  // lines of a decree by keyboard: y right, t wrong, e to mend; nothing is sent by choosing
  document.addEventListener("keydown", function (event) {
    var line = event.target.closest && event.target.closest("[data-keys]");
    if (!line || event.target.type === "text" || event.ctrlKey || event.metaKey || event.altKey) return;
    var key = event.key.toLowerCase();
    if (key === "e") {
      var field = line.querySelector("input[type=text]");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
      return;
    }
    var box = line.querySelector('[data-key="' + (key === "y" || key === "t" ? key : "") + '"]');
    if (!box) return;
    event.preventDefault();
    box.checked = true;
    var all = Array.prototype.slice.call(document.querySelectorAll("[data-keys]"));
    var next = all[all.indexOf(line) + 1];
    (next ? next.querySelector("input[type=radio]:checked") || next.querySelector("input[type=radio]") : box).focus();
  });
})();
