/* Drawn timelines: arrow keys go from mark to mark, and the name of a mark stands beside it. */
"use strict";
(() => {
  const prepare = (drawing) => {
    const tip = document.createElement("p");
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    drawing.append(tip);

    const show = ({ target }) => {
      const mark = target.closest("a[aria-label]");
      if (target === tip) return;
      tip.hidden = !mark;
      if (!mark) return;
      tip.textContent = mark.getAttribute("aria-label");
      const place = mark.getBoundingClientRect(), room = drawing.getBoundingClientRect();
      const right = place.right - room.left, left = place.left - room.left - tip.offsetWidth;
      tip.style.left = `${right + tip.offsetWidth < room.width ? right : Math.max(0, left)}px`;
      tip.style.top = `${place.top - room.top}px`;
    };
    const hide = () => { tip.hidden = true; };

    for (const svg of drawing.querySelectorAll("svg")) {
      for (const title of svg.querySelectorAll("a > title")) {
        title.parentNode.setAttribute("aria-label", title.textContent);
        title.remove();
      }
      svg.addEventListener("keydown", (event) => {
        const marks = [...svg.querySelectorAll("a:not([aria-hidden])")];
        const here = marks.indexOf(event.target.closest("a"));
        const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: marks.length - 1 }[event.key];
        if (event.key === "Escape") hide();
        if (!marks[next] || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        marks.forEach((mark, number) => mark.setAttribute("tabindex", number === next ? 0 : -1));
        marks[next].focus();
      });
    }
    drawing.addEventListener("pointerover", show);
    drawing.addEventListener("pointerleave", hide);
    drawing.addEventListener("focusin", show);
    drawing.addEventListener("focusout", hide);
  };

  const start = () => document.querySelectorAll("figure.drawing:not(:has(> .tip))").forEach(prepare);
  // Where Material puts another page into this one, `document$` says so each time, and at once.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
