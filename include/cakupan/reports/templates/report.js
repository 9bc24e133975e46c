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
  // One stop of the tab key for the numbers of each table or text and for the marks of each chart; the arrows go from one to the next.
  var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  function rove(holder, all) {
    all.forEach(function (one, index) { one.setAttribute("tabindex", index ? "-1" : "0"); });
    holder.addEventListener("keydown", function (event) {
      var at = all.indexOf(event.target);
      var next = all[at + (steps[event.key] || 0)];
      if (at < 0 || !steps[event.key] || !next) { return; }
      event.preventDefault();
      all[at].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
  document.querySelectorAll("[data-chart]").forEach(function (chart) {
    rove(chart, Array.from(chart.querySelectorAll("[data-mark][tabindex]")));
  });
  document.querySelectorAll("table, .keys, section > p, section > ul, .card, .status, .strips .amount").forEach(function (text) {
    rove(text, Array.from(text.querySelectorAll("span[data-figure]")));
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  // What has the focus keeps its explanation while the page scrolls to it.
  window.addEventListener("scroll", function () {
    if (shown && shown === document.activeElement) { show(shown); } else { hide(); }
  }, { passive: true });
})();
