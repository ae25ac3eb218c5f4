// Lists with JavaScript: choose a whole page at once, see how many are chosen, close what is open.
"use strict";

const boxesOf = (root) => [...root.querySelectorAll('input[name="row"]')];

// The box that chooses the page is shown only here, since alone it would choose nothing.
function prepareList() {
  const list = document.getElementById("list");
  const all = list?.querySelector("[data-choose-all]");
  if (all) all.closest("label").hidden = false;
  if (list) followChosen(list);
}

function followChosen(list) {
  const form = list.querySelector("#list-bulk");
  if (!form) return;
  const boxes = boxesOf(list);
  const chosen = boxes.filter((box) => box.checked).length;
  const all = list.querySelector("[data-choose-all]");
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const every = form.querySelector("#list-all")?.checked ?? false;
  form.classList.toggle("s-on", chosen > 0 || every);
}

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("#list");
  if (!list) return;
  if (event.target.matches("[data-choose-all]")) {
    for (const box of boxesOf(list)) box.checked = event.target.checked;
  }
  if (event.target.matches('[data-choose-all], input[name="row"], #list-all')) followChosen(list);
});

// What pops up closes on Escape, which gives the focus back, and when something else is used.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" ? event.target.closest?.(".s-pop[open]") : null;
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".s-pop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("DOMContentLoaded", prepareList);
document.addEventListener("htmx:after:swap", prepareList);
