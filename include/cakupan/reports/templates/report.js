(function () {
  "use strict";
  var said = JSON.parse(document.getElementById("rincian").textContent);
  var note = document.getElementById("keterangan");
  var shown = null;
  function hide() { note.hidden = true; shown = null; }
  function show(number) {
    var id = number.dataset.figure;
    note.textContent = "";
    var name = document.createElement("b");
    name.textContent = id;
    var text = document.createElement("span");
    text.textContent = said[id] || number.title || note.dataset.absent;
    note.append(name, text);
    note.hidden = false;
    var box = number.getBoundingClientRect();
    var width = document.documentElement.clientWidth;
    note.style.left = Math.max(8, Math.min(box.left, width - note.offsetWidth - 8)) + "px";
    var above = box.top - note.offsetHeight - 8;
    note.style.top = (above > 8 ? above : box.bottom + 8) + "px";
    shown = number;
  }
  function find(event) { return event.target.closest ? event.target.closest("[data-figure]") : null; }
  document.addEventListener("mouseover", function (event) { var one = find(event); if (one) { show(one); } else if (shown) { hide(); } });
  document.addEventListener("click", function (event) { var one = find(event); if (one) { show(one); } else { hide(); } });
  document.addEventListener("focusin", function (event) { var one = find(event); if (one) { show(one); } });
  document.addEventListener("focusout", hide);
  // One stop of the tab key for each chart; the arrows go from mark to mark.
  document.querySelectorAll("[data-chart]").forEach(function (chart) {
    var marks = Array.from(chart.querySelectorAll("[data-mark][tabindex]"));
    if (!marks.length) { return; }
    marks[0].setAttribute("tabindex", "0");
    chart.addEventListener("keydown", function (event) {
      var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      var at = marks.indexOf(event.target);
      var next = marks[at + (steps[event.key] || 0)];
      if (at < 0 || !steps[event.key] || !next) { return; }
      event.preventDefault();
      marks[at].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  // What has the focus keeps its explanation while the page scrolls to it.
  window.addEventListener("scroll", function () {
    if (shown && shown === document.activeElement) { show(shown); } else { hide(); }
  }, { passive: true });
})();
