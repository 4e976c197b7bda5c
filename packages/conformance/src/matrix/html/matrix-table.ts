import { cellNumber, countsInWords } from "../cell-words.ts";
import { clauseAddress } from "../clause-address.ts";
import type { ColumnGroup } from "../column-groups.ts";
import type { FeatureMatrix, MatrixCell, MatrixRow, MatrixSection } from "../feature-matrix.ts";
import { numberRanges } from "../number-ranges.ts";
import { casesInWords, clausesInWords, sectionSummaries } from "../section-summary.ts";
import { VERDICT_SIGNS } from "../verdict-signs.ts";
import { groupHead } from "./group-head.ts";
import { html, type Content, type Markup } from "./markup.ts";
import { classOf, signed } from "./signed.ts";

/** How many reasons a tooltip tells. */
const TOLD = 3;

/** How many columns leave room for a reason's words in each cell. */
const ROOMY = 4;

/** The matrix itself: a body of rows for each specification, which begins with how much of it holds. */
export function matrixTable(matrix: FeatureMatrix, groups: readonly ColumnGroup[], specs: string | undefined): Markup {
  return html`<div class="frame" tabindex="0" role="region" aria-labelledby="matrix">
    <table class="matrix${groups.length <= ROOMY ? " roomy" : ""}" style="--columns:${groups.length}">
      ${columnElements(matrix, groups)}
      <thead>
        <tr>
          <th class="corner" scope="col">Clause</th>
          ${groups.map((group) => groupHead(group))}
        </tr>
      </thead>
      ${matrix.sections.map((section) => sectionBody(matrix, groups, section, specs))}
    </table>
  </div>`;
}

/** Columns in which everything holds, which those who look for exceptions need not see. */
function columnElements({ sections }: FeatureMatrix, groups: readonly ColumnGroup[]): Markup {
  const rows = sections.flatMap((section) => section.rows);
  const calm = groups.map(({ columns: [column] }) => rows.every(({ cells }) => isCalm(cells[column]!)));
  // Where no column has an exception, none is hidden.
  const hidden = calm.includes(false) ? calm : calm.map(() => false);
  return html`<colgroup>
    <col />
    ${hidden.map((hide) => (hide ? html`<col class="calm" />` : html`<col />`))}
  </colgroup>`;
}

function isCalm({ verdict }: MatrixCell): boolean {
  return verdict === "holds" || verdict === "not proved by the kit" || verdict === "not run";
}

function sectionBody(
  matrix: FeatureMatrix,
  groups: readonly ColumnGroup[],
  section: MatrixSection,
  specs: string | undefined,
): Markup {
  const summaries = sectionSummaries(matrix, section);
  return html`<tbody id="${sectionId(section)}">
    <tr class="section">
      <th scope="rowgroup">
        <label><input type="checkbox" class="open" /> <span>${section.title}</span></label>
      </th>
      ${groups.map(({ columns: [column] }) => {
        const summary = summaries[column]!;
        const { sign } = VERDICT_SIGNS[summary.verdict];
        return html`<td class="${classOf(summary.verdict)}">
          <span class="count">${signed(sign, summary.verdict)} ${casesInWords(summary)}</span>
          <small>${clausesInWords(summary)}</small>
        </td>`;
      })}
    </tr>
    ${section.rows.map((row) => clauseRow(matrix, groups, row, specs))}
  </tbody> `;
}

/** The anchor of a specification: `dropout` of `dropout.md`. */
export function sectionId({ file, title }: MatrixSection): string {
  return (file === "" ? title : file.replace(/\.md$/, "")).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function clauseRow(
  matrix: FeatureMatrix,
  groups: readonly ColumnGroup[],
  { clause, cells }: MatrixRow,
  specs: string | undefined,
): Markup {
  const id =
    specs === undefined || clause.file === ""
      ? html`<span class="id">${clause.id}</span>`
      : html`<a class="id" href="${clauseAddress(specs, clause)}">${clause.id}</a>`;
  return html`<tr id="${clause.id}" class="clause${cells.every(isCalm) ? " calm" : ""}">
    <th scope="row">${id} ${clause.title}</th>
    ${groups.map(({ columns: [column] }) => cellOf(matrix, cells[column]!, groups.length <= ROOMY))}
  </tr> `;
}

function cellOf({ reasons }: FeatureMatrix, cell: MatrixCell, roomy: boolean): Markup {
  const { sign } = VERDICT_SIGNS[cell.verdict];
  const count = html`<span class="count">${signed(sign, cell.verdict)} ${cellNumber(cell)}</span>`;
  const [first, ...others] = cell.reasons;
  // Without a reason the sign and its number say it all.
  if (first === undefined) return html`<td class="${classOf(cell.verdict)}">${count}</td>`;
  const why = cell.reasons.slice(0, TOLD).map((number) => `\n${number}. ${shortened(reasons[number - 1]!.reason)}`);
  if (cell.reasons.length > TOLD) why.push(`\nand ${cell.reasons.length - TOLD} more`);
  const notes = numberRanges(cell.reasons).map(
    ([from, to]) => html`<a href="#reason-${from}">${from === to ? from : `${from}–${to}`}</a> `,
  );
  const words: Content = roomy
    ? html` <small class="why">${firstWords(reasons[first - 1]!)}${others.length === 0 ? "" : ", …"}</small>`
    : "";
  return html`<td class="${classOf(cell.verdict)}" title="${countsInWords(cell.counts)}${why.join("")}">
    ${count} <span class="notes">${notes}</span>${words}
  </td>`;
}

/** What was declined, without why: `layer conv2d`; the words of a failure. */
function firstWords({ status, reason }: FeatureMatrix["reasons"][number]): string {
  return shortened(status === "unsupported" ? reason.split(": ", 1)[0]! : reason);
}

/** A tooltip is no essay: the lists beside the table are whole. */
function shortened(reason: string): string {
  return reason.length <= 90 ? reason : `${reason.slice(0, 89)}…`;
}
