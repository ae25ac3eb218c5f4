// Quicker hands where there is JavaScript; every page works without it.
"use strict";

// A range beside its number field: shown only here, since alone it would send nothing.
function joinSliders(root) {
  for (const slider of root.querySelectorAll("[data-slider-for]")) {
    const number = document.getElementById(slider.dataset.sliderFor);
    if (!number || !slider.hidden) continue;
    slider.hidden = false;
    slider.addEventListener("input", () => {
      number.value = slider.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    slider.addEventListener("change", () => {
      number.dispatchEvent(new Event("change", { bubbles: true }));
    });
    number.addEventListener("input", () => { slider.value = number.value; });
  }
}

// After a swap, focus goes to the first error or to the heading marked for it.
// A swap that the typing hand itself caused keeps the focus: htmx restores fields that have an id.
function focusNews(root) {
  const target = root.querySelector("#error-summary, [data-focus]");
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  joinSliders(document);
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();
});
document.addEventListener("htmx:after:swap", (event) => {
  joinSliders(document);
  const source = event.detail?.ctx?.sourceElement ?? event.target;
  const target = event.detail?.ctx?.target ?? event.target;
  const fresh = target?.isConnected ? target : document.getElementById(target?.id);
  if (fresh && source?.dataset?.keepFocus === undefined) focusNews(fresh);
});

// An open menu closes on Escape and gives the focus back to its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(".s-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The search box: arrows walk the suggestions, Escape puts them away and goes back to the box.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-suggests]");
  if (!form) return;
  const box = form.querySelector("input");
  const stops = [box, ...form.querySelectorAll(".s-suggestions a")];
  if (event.key === "Escape" && stops.length > 1) {
    form.querySelector(".s-suggestions").replaceChildren();
    box.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && stops[stops.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
