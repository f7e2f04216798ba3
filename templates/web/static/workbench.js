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

  var told = document.querySelector("[role=alert][data-focus]");
  if (told) told.focus();

  function tell(place, kind, role) {
    var told = place.querySelector(":scope > .told-" + kind);
    if (!told) { told = control("p", { class: "sentence open told-" + kind, role: role }); place.prepend(told); }
    told.textContent = place.getAttribute("data-" + kind);
  }
  function untell(place, kind) { place.querySelectorAll(":scope > .told-" + kind).forEach(function (each) { each.remove(); }); }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var place = busy(event.target);
    if (!place) return;
    clearTimeout(place.slowly);
    place.slowly = setTimeout(function () { place.setAttribute("aria-busy", "true"); tell(place, "calculating", "status"); }, SLOW);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var place = busy(event.target);
    if (!place) return;
    clearTimeout(place.slowly);
    place.removeAttribute("aria-busy");
    untell(place, "calculating");
    if (event.detail.successful) { untell(place, "not-answered"); place.classList.remove("stale"); }
  });
  // an old ladder stays where no new one came, greyed, and is told to be old; an overtaken request is none of these
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var place = busy(event.target);
      if (!place) return;
      tell(place, "not-answered", "alert");
      place.classList.add("stale");
    });
  });

  // what a drawer says, as text to take along: all of it, with its sources, also what is folded
  function copyable(root) {
    (root.matches && root.matches("[data-copyable]") ? [root] : root.querySelectorAll("[data-copyable]")).forEach(function (place) {
      if (!navigator.clipboard || place.querySelector(":scope > .copies")) return;
      var button = control("button", { type: "button", class: "quiet small copies no-print" }, place.getAttribute("data-copyable"));
      button.addEventListener("click", function () {
        var folded = place.querySelectorAll("details:not([open])"), hidden = place.querySelectorAll(".no-print, .close");
        folded.forEach(function (each) { each.open = true; });
        hidden.forEach(function (each) { each.hidden = true; });
        var text = place.innerText;
        hidden.forEach(function (each) { each.hidden = false; });
        folded.forEach(function (each) { each.open = false; });
        navigator.clipboard.writeText(text).then(function () { button.textContent = place.getAttribute("data-copied"); });
      });
      place.appendChild(button);
    });
  }
  copyable(document);
  document.addEventListener("htmx:load", function (event) { copyable(event.target); });

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

  // numbers: a slider beside a percentage, − and + beside a count; the field stays what counts
  function control(kind, attributes, said) {
    var made = document.createElement(kind);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (said) made.textContent = said;
    return made;
  }
  function named(field) { var label = document.querySelector('label[for="' + field.id + '"]'); return label ? label.textContent : ""; }
  function number(field) { var text = field.value.trim().replace(",", "."); return text === "" ? NaN : Number(text); }
  function numbers(root) {
    root.querySelectorAll("[data-slide]").forEach(function (place) {
      var field = place.querySelector("input"), ends = place.getAttribute("data-slide").split(" ");
      if (!field || place.querySelector("input[type=range]")) return;
      var slider = control("input", { type: "range", min: ends[0], max: ends[1], step: "1", "aria-label": named(field) });
      function follow() { var n = number(field); slider.value = isNaN(n) ? ends[0] : n; }
      follow();
      slider.addEventListener("input", function () { field.value = slider.value; });
      field.addEventListener("input", follow);
      field.insertAdjacentElement("afterend", slider);
    });
    root.querySelectorAll("[data-step]").forEach(function (place) {
      var field = place.querySelector("input");
      if (!field || place.querySelector("button")) return;
      [["−", -1], ["+", 1]].forEach(function (way) {
        var button = control("button", { type: "button", class: "quiet small", "aria-label": way[0] + " " + named(field) }, way[0]);
        button.addEventListener("click", function () {
          var n = number(field);
          field.value = Math.max(0, (isNaN(n) ? 0 : n) + way[1]);
        });
        field.insertAdjacentElement(way[1] < 0 ? "beforebegin" : "afterend", button);
      });
    });
  }
  numbers(document);
  document.addEventListener("htmx:load", function (event) { numbers(event.target); });

  // what goes into a memo, in order: each line can be moved up
  document.querySelectorAll(".sortable").forEach(function (list) {
    Array.prototype.forEach.call(list.children, function (item) {
      var button = control("button", { type: "button", class: "quiet small", "aria-label": list.getAttribute("data-up") + ": " + item.textContent.trim() }, "↑");
      button.addEventListener("click", function () {
        if (item.previousElementSibling) list.insertBefore(item, item.previousElementSibling);
        button.focus();
      });
      item.appendChild(button);
    });
  });

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
