/** The page's style sheet: light and dark, from a phone's width on. */
export const MATRIX_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --raised: #f6f7f9; --ink: #16191f; --soft: #5b6472; --faint: #8a93a1; --line: #e3e6eb; --strong-line: #c9ced6;
  --link: #1a56b8; --good: #17693a; --good-bar: #58a878;
  --part: #7a4d00; --part-ground: #fff3d6; --part-bar: #e3b04b;
  --none: #4b5563; --none-ground: #eceef2; --none-bar: #b4bbc6;
  --bad: #b0141b; --bad-ground: #fde5e4; --bad-bar: #d6363b; --bad-solid: #b0141b; --on-bad: #fff;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --first: 19rem; --head: 3.25rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101216; --raised: #181b21; --ink: #e8eaee; --soft: #a4adba; --faint: #79828f; --line: #272b33; --strong-line: #3d434e;
    --link: #8ab4ff; --good: #7fd3a0; --good-bar: #3f8f61;
    --part: #f3c969; --part-ground: #33290f; --part-bar: #b98a2c;
    --none: #b6bec9; --none-ground: #22262e; --none-bar: #5a6370;
    --bad: #ff9d97; --bad-ground: #3d1719; --bad-bar: #d9534f; --bad-solid: #e5605b; --on-bad: #1a0505;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header, main > section { padding: 0 clamp(1rem, 4vw, 3.5rem); }
header { padding-top: clamp(1.75rem, 5vw, 4rem); }
.eyebrow { margin: 0; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: clamp(2rem, 5vw, 3.25rem); line-height: 1.1; letter-spacing: -.025em; font-weight: 650; }
h2 { margin: 3rem 0 .75rem; font-size: 1.375rem; letter-spacing: -.01em; font-weight: 650; }
.lead { margin: 0; max-width: 46rem; font-size: 1.125rem; color: var(--soft); }
.lead strong { display: block; font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); }
.note { max-width: 46rem; color: var(--soft); font-size: .875rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
small { font-size: .8125rem; color: var(--soft); font-weight: 400; }
.id, code { font-family: var(--mono); font-size: .8125em; }
.ear { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
i { font-style: normal; }

.frame { position: relative; overflow: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); }
table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; }

.backends { width: 100%; font-size: .875rem; }
.backends th, .backends td { padding: .45rem .75rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
.backends tbody tr:last-child > * { border-bottom: 0; }
.backends thead th { color: var(--soft); font-size: .8125rem; white-space: nowrap; }
.backends tbody th { white-space: nowrap; font-weight: 600; }
.backends .number { text-align: right; }
.none { color: var(--faint); }
td.of-failed { color: var(--bad); font-weight: 650; } td.of-known-failure { color: var(--bad); }
.share { white-space: nowrap; } .backends .only { display: block; }
.bar { display: inline-flex; vertical-align: middle; width: 5rem; height: .5rem; margin-right: .5rem; border-radius: 99px; overflow: hidden; gap: 1px; background: var(--line); }
.bar span { min-width: 2px; }
.bar .passed { background: var(--good-bar); } .bar .unsupported { background: var(--none-bar); }
.bar .known-failure { background: var(--part-bar); } .bar .failed { background: var(--bad-bar); }
.date { white-space: nowrap; } .environment { color: var(--soft); min-width: 13rem; font-size: .8125rem; }

.remark { margin: .75rem 0 0; max-width: 60rem; font-size: .8125rem; color: var(--soft); }
.remark strong { color: var(--ink); font-weight: 600; }
.legend + .remark { margin-top: -.75rem; } .remark + .controls { margin-top: 1.25rem; }
.hint { display: none; margin: 0 0 .35rem; font-size: .8125rem; color: var(--soft); }
.hint::after { content: " →"; }

.features { width: 100%; font-size: .875rem; }
.features th, .features td { padding: .45rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.features tbody tr:last-child > * { border-bottom: 0; }
.features thead th { background: var(--raised); color: var(--soft); font-size: .8125rem; vertical-align: bottom; }
.features tbody th { font-weight: 400; width: 100%; overflow-wrap: break-word; }
.feature { display: grid; grid-template-columns: 12rem 1fr; gap: .75rem; } .feature strong { font-weight: 600; }
.features td { border-left: 1px solid var(--line); font-size: 1rem; text-align: center; font-weight: 650; }
th.backend { white-space: nowrap; font-weight: 650; color: var(--ink) !important; }
.feature span span { white-space: nowrap; }
.features .backend { white-space: normal; min-width: 8.5rem; border-left: 1px solid var(--line); text-align: center; }
th.backend small { display: block; }

.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: .4rem 2rem; margin: 0 0 1.5rem; font-size: .8125rem; }
.legend div { display: grid; grid-template-columns: 11.5rem 1fr; gap: .75rem; align-items: baseline; }
.legend dt { justify-self: start; white-space: nowrap; padding: .05rem .45rem; border-radius: 5px; font-weight: 600; }
.legend dd { margin: 0; color: var(--soft); }
.controls { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; margin-bottom: .75rem; }
fieldset { display: flex; flex-wrap: wrap; border: 1px solid var(--strong-line); border-radius: 8px; padding: 2px; margin: 0; background: var(--raised); }
fieldset label { padding: .3rem .75rem; border-radius: 6px; font-size: .875rem; cursor: pointer; }
fieldset input { position: absolute; opacity: 0; }
fieldset label:has(:checked) { background: var(--paper); box-shadow: 0 0 0 1px var(--strong-line); font-weight: 600; }
fieldset label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 1px; }
nav { font-size: .8125rem; line-height: 1.9; }
nav a { margin-right: .5rem; white-space: nowrap; }

.matrix { font-size: .8125rem; line-height: 1.35; }
.frame:has(.matrix) { max-height: calc(100vh - 2rem); max-height: calc(100dvh - 2rem); width: fit-content; max-width: 100%; scroll-padding: 6rem 0 0 var(--first); }
/* Lines are above cells: a sticky cell may cover the last fraction of a pixel of the one before it. */
.matrix th, .matrix td { padding: .35rem .55rem; border-top: 1px solid var(--line); vertical-align: top; }
.matrix thead th, .matrix .section + tr > *, .matrix tbody:first-of-type .section > * { border-top: 0; }
.matrix td { min-width: 4.75rem; }
.matrix td + td, .matrix .backend + .backend { border-left: 1px solid var(--line); }
.matrix thead { position: sticky; top: 0; z-index: 3; }
.matrix thead tr { height: var(--head); }
.matrix thead th { background: var(--raised); vertical-align: bottom; border-bottom: 1px solid var(--strong-line); }
.matrix .corner { left: 0; z-index: 3; font-weight: 650; }
.matrix tbody th, .matrix .corner { position: sticky; left: 0; width: var(--first); min-width: var(--first); max-width: var(--first); border-right: 1px solid var(--strong-line); background: var(--paper); }
.matrix .corner { background: var(--raised); }
.matrix tbody th { z-index: 1; }
.matrix .clause th { font-weight: 400; }
.matrix .clause th { padding-left: 4.4rem; }
.matrix .clause .id { position: absolute; left: .55rem; top: .45rem; color: var(--soft); text-decoration: none; white-space: nowrap; }
.matrix .clause a.id:hover { text-decoration: underline; color: var(--link); }
.matrix .section > * { position: sticky; top: var(--head); z-index: 1; background: var(--raised); border-bottom: 1px solid var(--strong-line); padding-block: .5rem; font-weight: 600; font-size: .875rem; }
.matrix tbody .section th { z-index: 2; background: var(--raised); }
.matrix .open { display: none; }
.matrix tr:target > *, .reasons li:target { background: color-mix(in srgb, var(--link) 14%, var(--paper)); }
.matrix i { display: inline-block; min-width: .9em; text-align: center; }
.matrix small { display: block; font-size: .75rem; color: inherit; }
.matrix .section small { color: var(--soft); min-height: 1.35em; white-space: nowrap; }
.frame:has(.roomy) { width: auto; } .roomy { width: 100%; } .roomy td { width: calc(60% / var(--columns)); }
.matrix.roomy tbody th, .roomy .corner { width: auto; max-width: none; }
.why { overflow-wrap: anywhere; }
.notes { font-size: .6875rem; font-weight: 400; vertical-align: .25em; line-height: 1; }
.count { white-space: nowrap; }
.notes a { color: inherit; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); display: inline-block; padding: 0 .1rem; }

.holds { color: var(--good); }
.holds-in-part { color: var(--part); background: var(--part-ground); }
.unsupported { color: var(--none); background: var(--none-ground); }
.known-to-fail { color: var(--bad); background: var(--bad-ground); }
.fails { color: var(--bad); background: var(--bad-ground); box-shadow: inset 3px 0 var(--bad-solid); font-weight: 650; }
.not-proved-by-the-kit, .not-run { color: var(--faint); }
.matrix .section .holds-in-part { background: var(--part-ground); } .matrix .section .unsupported { background: var(--none-ground); }
.matrix .section .known-to-fail, .matrix .section .fails { background: var(--bad-ground); }

@media screen {
  body:has(#rows-exceptions:checked) tr.calm:not(:target) { display: none; }
  body:has(#rows-exceptions:checked) table:not(.roomy) col.calm { visibility: collapse; }
  body:has(#rows-exceptions:checked) tbody:not(:has(.clause:not(.calm))) .section { display: none; }
  body:has(#rows-sections:checked) tbody:not(:has(.open:checked)):not(:target) .clause:not(:target) { display: none; }
  body:has(#rows-sections:checked) tbody:not(:has(.open:checked)):not(:target) + tbody .section > * { border-top: 0; }
  body:has(#rows-sections:checked) .section label { cursor: pointer; }
  body:has(#rows-sections:checked) .section label span::before { content: "▸"; display: inline-block; width: 1em; color: var(--soft); }
  body:has(#rows-sections:checked) .section label:has(:checked) span::before { content: "▾"; }
  body:has(#rows-sections:checked) .open { display: inline; position: absolute; opacity: 0; }
  body:has(#rows-sections:checked) .section label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px; }
}

.reasons { list-style: none; margin: 0; padding: 0; max-width: 76rem; counter-reset: none; }
.reasons li { position: relative; padding: .4rem .5rem .4rem 2.5rem; border-bottom: 1px solid var(--line); font-size: .875rem; overflow-wrap: anywhere; scroll-margin-top: 2rem; }
.reasons li::before { content: attr(value); position: absolute; left: 0; top: .4rem; width: 1.75rem; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }
.reasons .status { display: inline-block; padding: 0 .4rem; border-radius: 4px; font-size: .75rem; font-weight: 600; margin-right: .25rem; }
.status.of-failed { background: var(--bad-solid); color: var(--on-bad); }
.status.of-known-failure { background: var(--bad-ground); color: var(--bad); }
.reasons p { margin: 0; } .where a { white-space: nowrap; }
.reasons .where { color: var(--soft); font-size: .8125rem; }
.reasons + details { margin-top: .75rem; font-size: .875rem; }
summary { cursor: pointer; }
dl.elsewhere, dl.mutants { margin: .75rem 0 0; font-size: .875rem; max-width: 76rem; }
dl.elsewhere div, dl.mutants div { padding: .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
dl.elsewhere dd, dl.mutants dd { margin: 0; color: var(--soft); font-size: .8125rem; }
main { padding-bottom: 5rem; }

@media (max-width: 44rem) {
  :root { --first: 8.75rem; }
  .hint { display: block; }
  .backends .share { min-width: 0; } .backends .bar { width: 3rem; }
  th.backend { white-space: normal; min-width: 4.5rem; } .features th.backend, .matrix th.backend { font-size: .75rem; line-height: 1.25; }
  th.backend small { font-size: .6875rem; } .matrix .section > * { top: auto; }
  .features th, .features td { padding: .4rem .35rem; } .features tbody th { min-width: 7.75rem; hyphens: auto; }
  .feature { display: block; } .feature strong { display: block; } .feature span span { white-space: normal; } .matrix .section td { min-width: 6.5rem; } .features .backend { min-width: 4.5rem; } .matrix .section small { white-space: normal; } .matrix .section .count { white-space: normal; }
  .why { display: none !important; }
  .matrix.roomy tbody th, .roomy .corner { width: var(--first); max-width: var(--first); } .roomy td { width: auto; }
  .matrix td { min-width: 4rem; } .matrix th, .matrix td { padding: .35rem .4rem; }
  .matrix .clause th { padding-left: .4rem; } .matrix .clause .id { position: static; display: block; }
  .backends tbody th, .backends thead th:first-child { position: sticky; left: 0; background: var(--paper); border-right: 1px solid var(--line); }
  .backends tbody th small { display: block; } .environment { white-space: nowrap; }
  .matrix tbody th { overflow-wrap: break-word; hyphens: auto; }
  .legend { grid-template-columns: 1fr; } .legend div { grid-template-columns: 10.75rem 1fr; gap: .6rem; }
  fieldset { width: 100%; } fieldset label { flex: 1; text-align: center; padding: .5rem .25rem; }
  nav { display: flex; overflow-x: auto; width: 100%; padding-bottom: .35rem; line-height: 2.2; }
}
@media (min-width: 62rem) {
  .reasons li { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
  .reasons li p:first-child { grid-row: 1 / span 2; }
}
@media print { .frame { overflow: visible; max-height: none !important; border: 0; } .controls { display: none; } }
`;
