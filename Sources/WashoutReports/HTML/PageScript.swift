/// The script of a page: a click on the head of a column sorts its table by it, up, down, and as it was.
package enum PageScript {
  /// The script; a change of it needs another `digest`.
  package static let text = #"""

    "use strict";
    for (const table of document.querySelectorAll("table.sortable")) {
      const body = table.tBodies[0];
      const rows = Array.from(body.rows);
      const heads = Array.from(table.tHead.rows[0].cells);
      const number = (text) => {
        const found = text.replace(/,/g, "").match(/[-+]?\d+(\.\d+)?/);
        return found ? parseFloat(found[0]) : Infinity;
      };
      const compare = (place) => (a, b) => {
        const [x, y] = [a.cells[place].textContent, b.cells[place].textContent];
        if (!heads[place].classList.contains("number")) {
          return x.localeCompare(y, "en", { numeric: true });
        }
        return number(x) === number(y) ? 0 : number(x) - number(y);
      };
      heads.forEach((head, place) => {
        if (head.tagName !== "TH") return;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const before = head.getAttribute("aria-sort");
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          if (before === "descending") return body.append(...rows);
          const sorted = rows.slice().sort(compare(place));
          head.setAttribute("aria-sort", before ? "descending" : "ascending");
          body.append(...(before ? sorted.reverse() : sorted));
        });
      });
    }

    """#

  /// The digest by which the page's policy knows the script: SHA-256 in base 64.
  package static let digest = "sha256-ojRasAgTm2Ao+xvpslhsUUfMapP8cpW6A500lsUeMfU="
}
