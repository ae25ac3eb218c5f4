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

// Fields that are empty stay out of the address, which people send each other. A form with nothing
// in it asks for the whole list by name: an address without a query leads to the view met first.
document.addEventListener("formdata", (event) => {
  if (event.target.id !== "list-filters") return;
  for (const [key, value] of [...event.formData]) if (value === "") event.formData.delete(key);
  if (![...event.formData].length) event.formData.append("visning", "alle");
});

// What is typed in the search field has been asked for already; asking again when it is left would
// overtake the link that was clicked.
document.addEventListener("change", (event) => {
  if (event.target.id === "list-finn") event.stopPropagation();
}, true);

// A screen reader is told the new number by a region that was there before the swap.
function tellCount() {
  const said = document.getElementById("list-said");
  const list = document.getElementById("list");
  if (said && list) {
    said.textContent = (list.querySelector("#list-count") ?? list.querySelector(".s-empty"))?.textContent ?? "";
  }
}

document.addEventListener("DOMContentLoaded", prepareList);
document.addEventListener("htmx:after:swap", () => {
  prepareList();
  tellCount();
});
