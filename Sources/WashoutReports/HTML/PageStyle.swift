/// How a page looks on a screen, in the dark, on a telephone and on paper.
enum PageStyle {
  static let text = [screen, tables, contents, narrow, dark, paper].joined(separator: "\n")

  private static let screen = """
    :root { color-scheme: light dark; --ink: #1c2126; --soft: #55606b; --line: #d5dbe1;
      --wash: #f4f6f8; --accent: #00588a; --alert: #9a3412; --paper: #fff; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", Arial, sans-serif; }
    main { max-width: 66rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
    h1, h2, h3 { line-height: 1.2; font-weight: 650; letter-spacing: -0.012em; text-wrap: balance;
      overflow-wrap: break-word; scroll-margin-top: 1.5rem; }
    h1 { font-size: clamp(1.6rem, 1.1rem + 2vw, 2.25rem); margin: 0 0 1.5rem; max-width: 26em; }
    h2 { font-size: 1.5rem; margin: 4rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    h3 { font-size: 1.1rem; margin: 2.5rem 0 0.75rem; }
    p, ul, blockquote { max-width: 46rem; margin: 0 0 1rem; overflow-wrap: break-word; }
    ul { padding-left: 1.2rem; }
    li { margin-bottom: 0.25rem; }
    strong { font-weight: 650; }
    a { color: var(--accent); }
    code { font: 0.875em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
      overflow-wrap: anywhere; }
    .lead { font-size: 1.3rem; line-height: 1.4; margin-bottom: 1.5rem; text-wrap: pretty; }
    .lead strong { font-weight: 500; }
    .lead em { display: block; margin-top: 0.35rem; font-style: normal; font-weight: 650;
      color: var(--accent); }
    .alert { border-left: 4px solid var(--alert); padding: 0.5rem 0 0.5rem 1rem; color: var(--alert); }
    .note { font-size: 0.875rem; line-height: 1.5; color: var(--soft); max-width: 52rem; }
    blockquote { border-left: 4px solid var(--accent); background: var(--wash);
      padding: 0.75rem 1.25rem; margin: 1.5rem 0; }
    blockquote p { margin: 0; }
    blockquote em { display: block; font-style: normal; font-size: 0.875rem; color: var(--soft); }
    .figures { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1.5rem 2rem;
      margin: 1.75rem 0; }
    figure { margin: 0; max-width: 100%; }
    figure svg { display: block; max-width: 100%; height: auto; }
    figcaption { font-size: 0.875rem; line-height: 1.4; color: var(--soft); margin-top: 0.5rem;
      width: 0; min-width: 100%; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .skip { position: absolute; left: -200rem; background: var(--paper); padding: 0.5rem 1rem; }
    .skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; }
    """

  private static let tables = """
    .scroll { position: relative; overflow-x: auto; max-width: 100%; margin: 0 0 1rem; }
    table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4;
      font-variant-numeric: tabular-nums lining-nums; }
    caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; max-width: 46rem; }
    th, td { padding: 0.35rem 0.9rem 0.35rem 0; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--line); font-weight: 400; max-width: 24rem; }
    table:not(.sortable) :is(th, td):last-child { padding-right: 0.25rem; }
    thead th, thead td { position: relative; vertical-align: bottom; border-bottom: 2px solid var(--soft);
      color: var(--soft); font-weight: 600; max-width: 11rem; overflow-wrap: anywhere; }
    .number { text-align: right; }
    tbody .number, tfoot .number { white-space: nowrap; }
    tbody code { white-space: nowrap; }
    tbody tr:has(> th strong) { background: var(--wash); }
    tbody tr:hover { background: var(--wash); }
    thead button { font: inherit; color: inherit; text-align: inherit; background: none; border: 0;
      padding: 0; cursor: pointer; }
    thead button:hover { color: var(--accent); }
    thead button::after { content: "\\2195"; position: absolute; right: 0.15rem; opacity: 0; }
    thead:is(:hover, :focus-within) button::after { opacity: 0.5; }
    @media (hover: none) { thead button::after { opacity: 0.5; } }
    thead [aria-sort] button::after { opacity: 1; }
    [aria-sort="ascending"] button::after { content: "\\2191"; }
    [aria-sort="descending"] button::after { content: "\\2193"; }
    """

  private static let contents = """
    nav { margin: 3rem 0 0; font-size: 0.9rem; line-height: 1.4; }
    nav h2 { font-size: 1rem; margin: 0 0 0.75rem; }
    nav ol { list-style: none; margin: 0; padding: 0; }
    nav > ol { columns: 3 14rem; column-gap: 2rem; }
    nav li { break-inside: avoid; margin: 0 0 0.3rem; }
    nav ol ol { margin: 0.3rem 0 0.5rem; padding-left: 0.9rem; font-size: 0.94em; }
    nav a { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
    nav a:hover { color: var(--accent); text-decoration: underline; }
    @media (min-width: 84rem) {
      main { max-width: 84rem; display: grid; grid-template-columns: 15rem minmax(0, 1fr);
        column-gap: 3.5rem; }
      .opening, .sections { grid-column: 2; }
      nav { grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 0; align-self: start;
        max-height: 100vh; overflow-y: auto; margin: 0; padding: 0.5rem 0 2rem; }
      nav h2 { border: 0; padding: 0; }
      nav > ol { columns: auto; }
    }
    """

  private static let narrow = """
    @media (max-width: 40rem) {
      main { padding: 1.5rem 1rem 3rem; }
      .lead { font-size: 1.15rem; }
      h2 { margin-top: 3rem; }
      figure { overflow-x: auto; }
      figure svg { width: 34rem; max-width: none !important; }
      figcaption { position: sticky; left: 0; min-width: 0; width: calc(100vw - 2rem); }
      tbody th code { white-space: normal; }
      tbody th:has(code) { min-width: 9rem; }
    }
    """

  private static let dark = """
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #e4e8ec; --soft: #a6b1bc; --line: #37414b; --wash: #1b2229; --accent: #7cc4f4;
        --alert: #ffb38a; --paper: #12171c; }
      figure svg { background: #fff; border-radius: 4px; }
    }
    """

  private static let paper = """
    @page { margin: 14mm 15mm; }
    @media print {
      :root { --ink: #000; --soft: #444; --wash: #f4f6f8; }
      body { font-size: 9.5pt; line-height: 1.4; }
      main { max-width: none; padding: 0; display: block; }
      nav, .skip { display: none; }
      .opening { break-after: page; font-size: 9.2pt; line-height: 1.36; }
      p, ul, blockquote, .note { max-width: none; margin-bottom: 0.5rem; }
      h1 { font-size: 17pt; margin-bottom: 0.6rem; max-width: none; }
      h2 { font-size: 13pt; margin: 1.6rem 0 0.6rem; }
      h3 { font-size: 10.5pt; margin: 1.1rem 0 0.4rem; }
      h2, h3, caption { break-after: avoid; }
      .lead { font-size: 11.5pt; margin-bottom: 0.7rem; }
      .note, figcaption, blockquote em { font-size: 8pt; }
      blockquote { margin: 0.7rem 0; padding: 0.4rem 0.8rem; }
      .figures { gap: 0.6rem 1.2rem; margin: 0.7rem 0; }
      .opening .figures { display: grid; grid-template-columns: 1fr 1fr; }
      .opening figure svg { width: 100%; height: auto; max-height: 58mm; }
      .opening figcaption { display: none; }
      figure, blockquote, tr, li { break-inside: avoid; }
      .scroll { overflow: visible; }
      table { font-size: 7.5pt; line-height: 1.3; width: 100%; }
      thead { display: table-header-group; }
      tfoot { display: table-row-group; }
      th, td { padding: 0.15rem 0.6rem 0.15rem 0; }
      tbody .number, tfoot .number, tbody td code { white-space: normal; }
      tbody th code { font-size: 6.5pt; }
      thead button::after { content: none; }
      a { color: inherit; text-decoration: none; }
    }
    """
}
