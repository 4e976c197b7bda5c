import type { CellVerdict } from "../cell-verdict.ts";
import { casesIn, cellNumber, countsInWords } from "../cell-words.ts";
import { clauseAddress } from "../clause-address.ts";
import type { FeatureMatrix, MatrixCell, MatrixColumn, MatrixRow, MatrixSection } from "../feature-matrix.ts";
import { numberRanges } from "../number-ranges.ts";
import { sectionSummaries, summaryNumber } from "../section-summary.ts";
import { columnName } from "../unexplained-cells.ts";
import { VERDICT_SIGNS } from "../verdict-signs.ts";
import { html, type Markup } from "./markup.ts";

/** How many reasons a tooltip tells. */
const TOLD = 3;

/** The matrix itself: a body of rows for each specification, which begins with how many of its clauses hold. */
export function matrixTable(matrix: FeatureMatrix, specs: string | undefined): Markup {
  const { columns, sections } = matrix;
  return html`<div class="frame" tabindex="0" role="region" aria-labelledby="matrix">
    <table class="matrix">
      ${columnGroup(matrix)}
      <thead>
        ${headRows(columns)}
      </thead>
      ${sections.map((section) => sectionBody(matrix, section, specs))}
    </table>
  </div>`;
}

/** Columns in which everything holds, which those who look for exceptions need not see. */
function columnGroup({ columns, sections }: FeatureMatrix): Markup {
  const rows = sections.flatMap((section) => section.rows);
  const calm = columns.map((_, index) => rows.every(({ cells }) => isCalm(cells[index]!)));
  // Where no column has an exception, none is hidden.
  const hidden = calm.includes(false) ? calm : calm.map(() => false);
  return html`<colgroup>
    <col />
    ${hidden.map((hide) => (hide ? html`<col class="calm" />` : html`<col />`))}
  </colgroup>`;
}

function isCalm({ verdict }: MatrixCell): boolean {
  return verdict === "holds" || verdict === "not proved by the kit";
}

/** Engines, each above its places. */
function headRows(columns: readonly MatrixColumn[]): Markup {
  const engines: { subject: string; places: number }[] = [];
  for (const { subject } of columns) {
    const last = engines.at(-1);
    if (last?.subject === subject) last.places++;
    else engines.push({ subject, places: 1 });
  }
  return html`<tr>
      <th class="corner" rowspan="2" scope="col">Clause</th>
      ${engines.map(
        ({ subject, places }) => html`<th class="engine" scope="colgroup" colspan="${places}">${subject}</th>`,
      )}
    </tr>
    <tr>
      ${columns.map(({ place }, index) => html`<th class="place${firstOf(columns, index)}" scope="col">${place}</th>`)}
    </tr>`;
}

/** A line is drawn where another engine begins. */
function firstOf(columns: readonly MatrixColumn[], index: number): string {
  return columns[index]!.subject === columns[index - 1]?.subject ? "" : " first";
}

function sectionBody(matrix: FeatureMatrix, section: MatrixSection, specs: string | undefined): Markup {
  const { columns } = matrix;
  const id = sectionId(section);
  return html`<tbody id="${id}">
    <tr class="section">
      <th scope="rowgroup">
        <label><input type="checkbox" class="open" /> <span>${section.title}</span></label>
      </th>
      ${sectionSummaries(section).map((summary, index) => {
        const { sign } = VERDICT_SIGNS[summary.verdict];
        const title = `${section.title} on ${columnName(columns[index]!)}: ${summary.holding} of ${summary.proved} clauses hold`;
        return html`<td class="${classOf(summary.verdict)}${firstOf(columns, index)}" title="${title}">
          <span class="count">${signed(sign, summary.verdict)} ${summaryNumber(summary)}</span>
        </td>`;
      })}
    </tr>
    ${section.rows.map((row) => clauseRow(matrix, row, specs))}
  </tbody> `;
}

/** The anchor of a specification: `dropout` of `dropout.md`. */
export function sectionId({ file, title }: MatrixSection): string {
  return (file === "" ? title : file.replace(/\.md$/, "")).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function clauseRow(matrix: FeatureMatrix, { clause, cells }: MatrixRow, specs: string | undefined): Markup {
  const id =
    specs === undefined || clause.file === ""
      ? html`<span class="id">${clause.id}</span>`
      : html`<a class="id" href="${clauseAddress(specs, clause)}">${clause.id}</a>`;
  return html`<tr id="${clause.id}" class="clause${cells.every(isCalm) ? " calm" : ""}">
    <th scope="row">${id} ${clause.title}</th>
    ${cells.map((cell, index) => cellOf(matrix, cell, index))}
  </tr> `;
}

function cellOf({ columns, reasons }: FeatureMatrix, cell: MatrixCell, index: number): Markup {
  const { sign } = VERDICT_SIGNS[cell.verdict];
  const why = cell.reasons.slice(0, TOLD).map((number) => `\n${number}. ${shortened(reasons[number - 1]!.reason)}`);
  if (cell.reasons.length > TOLD) why.push(`\nand ${cell.reasons.length - TOLD} more`);
  const title = casesIn(cell.counts) === 0 ? "no case" : `${countsInWords(cell.counts)}${why.join("")}`;
  const notes = numberRanges(cell.reasons).map(
    ([first, last]) => html`<a href="#reason-${first}">${first === last ? first : `${first}–${last}`}</a> `,
  );
  return html`<td class="${classOf(cell.verdict)}${firstOf(columns, index)}" title="${title}">
    <span class="count">${signed(sign, cell.verdict)} ${cellNumber(cell)}</span
    >${notes.length === 0 ? "" : html` <span class="notes">${notes}</span>`}
  </td>`;
}

/** A sign for the eye and the verdict for the ear. */
function signed(sign: string, verdict: CellVerdict): Markup {
  return html`<i role="img" aria-label="${verdict}">${sign}</i>`;
}

/** As in `holds-in-part`. */
export function classOf(verdict: CellVerdict): string {
  return verdict.replaceAll(" ", "-");
}

/** A tooltip is no essay: the lists beside the table are whole. */
function shortened(reason: string): string {
  return reason.length <= 90 ? reason : `${reason.slice(0, 89)}…`;
}
