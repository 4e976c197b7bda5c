import { partInWords } from "../report/part-in-words.ts";
import { backendCount } from "./backends-in-words.ts";
import { grouped } from "./cell-words.ts";
import { columnGroups } from "./column-groups.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { backendTable, mergedList } from "./html/backend-table.ts";
import { featureTable } from "./html/feature-table.ts";
import { html, Markup, type Content } from "./html/markup.ts";
import { matrixTable, sectionId } from "./html/matrix-table.ts";
import { mutantList } from "./html/mutant-list.ts";
import { failureSection, unsupportedSection } from "./html/reason-list.ts";
import { classOf } from "./html/signed.ts";
import { MATRIX_STYLE } from "./html/style.ts";
import type { MatrixDocumentOptions } from "./matrix-document-options.ts";
import { outsideRows } from "./outside-rows.ts";
import { legendOf, remarksOn, VERDICT_SIGNS } from "./verdict-signs.ts";

/**
 * A matrix as one HTML page that needs nothing else: no network, no script. It is for one engine as well as for many.
 *
 * The same matrix gives the same bytes.
 *
 * @param options.specs where the specifications are, so that clauses become links.
 * @param options.note a paragraph below the title.
 * @param options.mutants broken engines that the suites caught.
 * @example
 * const page = matrixHtml(featureMatrix([], specClauses("dropout.md", "# Dropout\n\n## DRP-2 The mask\n")));
 * page.startsWith("<!doctype html>"); // true
 */
export function matrixHtml(matrix: FeatureMatrix, options: MatrixDocumentOptions = {}): string {
  const { specs, note, mutants } = options;
  const groups = columnGroups(matrix);
  const single = matrix.columns.length === 1 ? ` of ${matrix.columns[0]!.subject}` : "";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Conformance${single}: what holds where</title>
        <style>
          ${new Markup(MATRIX_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="eyebrow">Lockstep conformance${single}</p>
          <h1>What holds where</h1>
          <p class="lead">${lead(matrix)}</p>
          ${note === undefined ? "" : html`<p class="note">${note}</p>`}
        </header>
        <main>
          ${failureSection(matrix, groups)}
          <section aria-labelledby="backends">
            <h2 id="backends">Backends</h2>
            ${backendTable(matrix.columns)} ${mergedList(matrix, groups)}
          </section>
          <section aria-labelledby="features">
            <h2 id="features">Layers and losses by backend</h2>
            ${featureTable(matrix, groups)}
          </section>
          <section aria-labelledby="matrix">
            <h2 id="matrix">Clauses</h2>
            ${legend(matrix)} ${controls(matrix)} ${matrixTable(matrix, groups, specs)}
          </section>
          ${unsupportedSection(matrix, groups)} ${elsewhere(matrix)} ${mutants === undefined ? "" : mutantList(mutants)}
        </main>
      </body>
    </html> `.text;
}

/** The outcome in a sentence, with what is worst at its end, where the eye rests. */
function lead(matrix: FeatureMatrix): Content {
  const { columns, sections } = matrix;
  const clauses = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const failed = columns.reduce((sum, { counts }) => sum + counts.failed, 0);
  const known = columns.reduce((sum, { counts }) => sum + counts["known-failure"], 0);
  const parts = [...new Set(columns.map(partInWords).filter((part) => part !== ""))];
  const some = parts.length === 0 ? "" : ` ${parts.join(" or ").replace(/^o/, "O")} ran.`;
  const end =
    failed > 0
      ? html`<strong class="bad">✗ ${grouped(failed)} failed.</strong>`
      : html`<strong class="good"
          >✓ ${known === 0 ? "No case failed" : `No failures beyond the ${grouped(known)} that are known`}.</strong
        >`;
  return html`${backendCount(matrix)}, held to ${clauses} clauses of the specifications.${some} ${end}`;
}

function legend(matrix: FeatureMatrix): Markup {
  return html`<dl class="legend">
      ${legendOf(matrix).map(
        (verdict) =>
          html`<div>
            <dt class="${classOf(verdict)}"><i aria-hidden="true">${VERDICT_SIGNS[verdict].sign}</i> ${verdict}</dt>
            <dd>${VERDICT_SIGNS[verdict].meaning}</dd>
          </div> `,
      )}
    </dl>
    ${remarksOn(matrix).map((remark) => html`<p class="remark">${remark}</p>`)}`;
}

/** What is shown, chosen by the style sheet alone; a browser that cannot shows every row. */
function controls({ sections }: FeatureMatrix): Markup {
  return html`<div class="controls">
    <fieldset>
      <legend class="ear">Rows</legend>
      <label><input type="radio" name="rows" id="rows-sections" checked /> Overview</label>
      <label><input type="radio" name="rows" id="rows-exceptions" /> Exceptions</label>
      <label><input type="radio" name="rows" id="rows-all" /> All clauses</label>
    </fieldset>
    <nav aria-label="Specifications">
      ${sections.map((section) => html`<a href="#${sectionId(section)}">${section.title}</a> `)}
    </nav>
  </div>`;
}

function elsewhere(matrix: FeatureMatrix): Content {
  const rows = outsideRows(matrix);
  if (rows.length === 0) return "";
  return html`<section aria-labelledby="elsewhere">
    <h2 id="elsewhere">Proved elsewhere</h2>
    <details>
      <summary>
        ${rows.length === 1 ? "One clause" : `${rows.length} clauses`} that no case of the kit proves, and what does
      </summary>
      <dl class="elsewhere">
        ${rows.map(
          ({ clause }) =>
            html`<div>
              <dt><a class="id" href="#${clause.id}">${clause.id}</a> ${clause.title}</dt>
              <dd>${withCode(clause.elsewhere ?? "")}</dd>
            </div> `,
        )}
      </dl>
    </details>
  </section>`;
}

function withCode(text: string): Content {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
