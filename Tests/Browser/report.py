#!/usr/bin/env python3
"""Opens reports in a headless Chromium and checks what a reader would curse at.

Usage: report.py CHROMIUM SCREENSHOTS REPORT.html...

No console error, nothing loaded from outside, no scrolling sideways at 1200, 768 and 375 pixels, tables that sort, all of
it readable with scripts off, headings in order, contrast of WCAG AA in light and dark, and a first page that fits on one
sheet of A4 and of US Letter. Screenshots and a PDF of each report are written to the folder SCREENSHOTS.
"""

import pathlib
import sys

from browser import Browser, Tab

WIDTHS = (1440, 1200, 768, 375)
# Millimetres of the sheets less the margins that the style of the report asks for.
SHEETS = {"A4": (210 - 30, 297 - 28), "US Letter": (215.9 - 30, 279.4 - 28)}
PIXELS_PER_MM = 96 / 25.4

SIDEWAYS = """(() => {
  const root = document.documentElement;
  const wide = Array.from(document.querySelectorAll("main *")).filter((element) =>
    !element.closest(".scroll, svg, .hidden") && element.getBoundingClientRect().right > root.clientWidth + 1);
  return [root.scrollWidth, root.clientWidth, wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))];
})()"""

TEXT = """document.querySelector("main").textContent.replace(/\\s+/g, " ")"""

STRUCTURE = """(() => {
  const faults = [];
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  let level = 0;
  for (const heading of all("h1, h2, h3, h4")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) faults.push(`heading ${heading.textContent} skips a level`);
    level = next;
  }
  if (all("h1").length !== 1) faults.push("not one h1");
  if (all("main").length !== 1) faults.push("not one main");
  const ids = all("[id]").map((element) => element.id);
  if (new Set(ids).size !== ids.length) faults.push("an id is given twice");
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) faults.push("a table has no caption");
    if (!table.querySelector("thead th[scope=col]")) faults.push("a table has no column head");
    if (!table.querySelector("tbody th[scope=row]")) faults.push("a table has no row head");
    const widths = new Set(Array.from(table.rows).map((row) => row.cells.length));
    if (widths.size !== 1) faults.push(`rows of unequal length: ${table.caption?.textContent}`);
  }
  for (const picture of all("figure > svg")) {
    const name = picture.getAttribute("aria-label") ?? document.getElementById(
      (picture.getAttribute("aria-labelledby") ?? "").split(" ")[0])?.textContent;
    if (picture.getAttribute("role") !== "img" || !name) faults.push("a figure has no name");
  }
  for (const link of all("a")) {
    const target = link.getAttribute("href");
    if (target.startsWith("#") ? !document.getElementById(target.slice(1)) : /^[a-z]+:/i.test(target)) {
      faults.push(`a link leads to ${target}`);
    }
  }
  for (const element of all("*")) {
    for (const { name } of element.attributes) if (/^on/i.test(name)) faults.push(`${name} in the page`);
  }
  if (all("script").length !== 1) faults.push("not one script");
  if (all("iframe, object, embed, img, link[rel=stylesheet], base, form").length) faults.push("foreign content");
  if (!document.title.trim()) faults.push("no title");
  return faults;
})()"""

# Relative luminance and contrast as WCAG 2.2 defines them.
CONTRAST = """(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const faults = new Set();
  for (const element of document.querySelectorAll("body *:not(svg *, script)")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.getClientRects().length) continue;
    const pair = [parse(getComputedStyle(element).color), ground(element)].map(light).sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) faults.add(`${element.tagName} ${element.className} ${contrast.toFixed(2)}`);
  }
  return Array.from(faults);
})()"""

SORTING = """(() => {
  const number = (text) => {
    const found = text.replace(/,/g, "").match(/[-+]?\\d+(\\.\\d+)?/);
    return found ? Number(found[0]) : Infinity;
  };
  const faults = [];
  const tables = Array.from(document.querySelectorAll("table.sortable"));
  let clicks = 0;
  for (const table of tables) {
    const rows = () => Array.from(table.tBodies[0].rows);
    const before = rows();
    const foot = table.tFoot?.textContent;
    for (const [place, head] of Array.from(table.tHead.rows[0].cells).entries()) {
      const button = head.querySelector("button");
      if (!button) continue;
      const values = () => rows().map((row) => row.cells[place].textContent);
      const isNumber = head.classList.contains("number");
      const ordered = (sign) => values().every((text, at, all) => at === 0 || sign * (isNumber
        ? number(all[at - 1]) === number(text) ? 0 : number(all[at - 1]) - number(text)
        : all[at - 1].localeCompare(text, "en", { numeric: true })) <= 0);
      button.click();
      clicks += 1;
      if (head.ariaSort !== "ascending" || !ordered(1)) faults.push(`${table.caption.textContent}: ${head.textContent}, up`);
      button.click();
      if (head.ariaSort !== "descending" || !ordered(-1)) faults.push(`${table.caption.textContent}: ${head.textContent}, down`);
      button.click();
      if (head.ariaSort || rows().some((row, at) => row !== before[at])) faults.push(`${table.caption.textContent}: not as it was`);
    }
    if (table.tFoot?.textContent !== foot) faults.push("the foot moved");
  }
  return [tables.length, clicks, faults];
})()"""


class Faults:
    """What was found, each with the report that it was found in."""

    def __init__(self):
        self.lines = []

    def expect(self, holds, report, words):
        if not holds:
            self.lines.append(f"{report}: {words}")


def check_quiet(tab, url, name, faults):
    """Nothing was complained of, nothing but the page itself was asked for."""
    for entry in tab.of("Log.entryAdded"):
        faults.expect(False, name, f"log: {entry['entry']['text']}")
    for call in tab.of("Runtime.consoleAPICalled"):
        faults.expect(False, name, f"console: {call['type']} {call['args'][:1]}")
    for fault in tab.of("Runtime.exceptionThrown"):
        faults.expect(False, name, f"exception: {fault['exceptionDetails']['text']}")
    for request in tab.of("Network.requestWillBeSent"):
        target = request["request"]["url"]
        faults.expect(target == url or target.startswith("data:"), name, f"asked for {target}")


def check_widths(browser, url, name, folder, faults):
    """No scrolling sideways, nothing complained of, at any width."""
    for width in WIDTHS:
        tab = Tab(browser, width, 900).open(url)
        total, seen, wide = tab.value(SIDEWAYS)
        faults.expect(total <= seen, name, f"{total} pixels wide in a window of {seen}: {wide}")
        tab.screenshot(folder / f"{name}-{width}.png")
        tab.screenshot(folder / f"{name}-{width}-top.png", whole=False)
        check_quiet(tab, url, name, faults)


def check_reading(browser, url, name, folder, faults):
    """Structure, contrast, sorting, keyboard; the same words with scripts off."""
    tab = Tab(browser, 1200, 900).open(url)
    faults.expect(not (found := tab.value(STRUCTURE)), name, f"{found}")
    faults.expect(not (found := tab.value(CONTRAST)), name, f"contrast in light: {found}")
    text = tab.value(TEXT)
    tables, clicks, found = tab.value(SORTING)
    faults.expect(not found, name, f"sorting: {found}")
    faults.expect(tables == 0 or clicks > 0, name, "no table sorts")
    tab.press("Tab", 9)
    faults.expect(tab.value("document.activeElement.className") == "skip", name, "no skip link first")
    faults.expect(
        tab.value("document.activeElement.getBoundingClientRect().left >= 0"), name, "the skip link is not seen")
    check_quiet(tab, url, name, faults)
    dark = Tab(browser, 1200, 900, dark=True).open(url)
    faults.expect(not (found := dark.value(CONTRAST)), name, f"contrast in the dark: {found}")
    dark.screenshot(folder / f"{name}-dark.png", whole=False)
    still = Tab(browser, 1200, 900, scripts=False).open(url)
    words = still.value(TEXT)
    faults.expect(len(words) > 1000 and words == text, name, "other words with scripts off")
    check_quiet(still, url, name, faults)
    return tables, clicks


def check_paper(browser, url, name, folder, faults):
    """The first page is one sheet of paper."""
    for sheet, (width, height) in SHEETS.items():
        tab = Tab(browser, int(width * PIXELS_PER_MM), 1000, media="print").open(url)
        needed = tab.value("document.querySelector('.opening').getBoundingClientRect().height") / PIXELS_PER_MM
        faults.expect(
            needed <= height, name, f"the first page needs {needed:.0f} of {height:.0f} mm of {sheet}")
    tab = Tab(browser, 1200, 900).open(url)
    tab.pdf(folder / f"{name}.pdf", 8.27, 11.69)


def main():
    program, folder, *reports = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    faults = Faults()
    with Browser(program) as browser:
        for report in map(pathlib.Path, reports):
            name = report.resolve().parent.name if report.name == "report.html" else report.stem
            url = report.resolve().as_uri()
            check_widths(browser, url, name, folder, faults)
            tables, clicks = check_reading(browser, url, name, folder, faults)
            check_paper(browser, url, name, folder, faults)
            print(f"{name}: {tables} tables sort by {clicks} columns", flush=True)
    for line in faults.lines:
        print(line, file=sys.stderr)
    print(f"Screenshots: {folder}")
    return 1 if faults.lines else 0


sys.exit(main())
