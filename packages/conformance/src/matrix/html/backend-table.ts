import { partInWords } from "../../report/part-in-words.ts";
import { backendsInWords } from "../backends-in-words.ts";
import { grouped } from "../cell-words.ts";
import type { ColumnGroup } from "../column-groups.ts";
import { CASES_OF_CORE, corePasses, engineCounts, passedShare } from "../engine-counts.ts";
import type { FeatureMatrix, MatrixColumn } from "../feature-matrix.ts";
import { html, type Content, type Markup } from "./markup.ts";

/** The outcomes, in the order of the bar. */
const OUTCOMES = ["passed", "known-failure", "unsupported", "failed"] as const;

/** Those with a column after the share. */
const OTHERS = ["failed", "known-failure", "unsupported"] as const;

/** What ran where, when, and how it ended. */
export function backendTable(columns: readonly MatrixColumn[]): Markup {
  return html`<p class="hint" aria-hidden="true">The table scrolls sideways.</p>
    <div class="frame" tabindex="0" role="region" aria-labelledby="backends">
      <table class="backends">
        <thead>
          <tr>
            <th scope="col">Backend</th>
            <th scope="col" class="number">Passed</th>
            <th scope="col">Share</th>
            <th scope="col" class="number">Failed</th>
            <th scope="col" class="number">Known failures</th>
            <th scope="col" class="number">Unsupported</th>
            <th scope="col" class="number">Core</th>
            <th scope="col">Date</th>
            <th scope="col">Environment</th>
          </tr>
        </thead>
        <tbody>
          ${columns.map(backendRow)}
        </tbody>
      </table>
    </div>
    <p class="remark">${CASES_OF_CORE}</p>`;
}

/** What the columns of the other tables stand for. */
export function mergedList({ columns }: FeatureMatrix, groups: readonly ColumnGroup[]): Content {
  const merged = groups.filter((group) => group.columns.length > 1);
  if (merged.length === 0) return "";
  return html`<p class="remark">
    Below, backends of which every cell is the same have one column:
    ${merged.map((group, index) => {
      const members = backendsInWords(group.columns.map((column) => columns[column]!));
      return html`${index === 0 ? "" : "; "}<strong>${group.engines}</strong> is ${members}`;
    })}.
  </p>`;
}

function backendRow(column: MatrixColumn): Markup {
  const { subject, place, core, run, environment } = column;
  const part = partInWords(column);
  const counts = engineCounts(column);
  const bar = OUTCOMES.filter((status) => counts[status] > 0).map(
    (status) => html`<span class="${status}" style="flex-grow:${counts[status]}"></span>`,
  );
  return html`<tr>
    <th scope="row">
      ${subject}
      <small>${place}</small>${part === "" ? "" : html` <small class="only">${part}</small>`}
    </th>
    <td class="number">${grouped(counts.passed)}</td>
    <td class="share"><span class="bar" aria-hidden="true">${bar}</span> <small>${passedShare(counts)}</small></td>
    ${OTHERS.map(
      (status) =>
        html`<td class="number ${counts[status] === 0 ? "none" : `of-${status}`}">${grouped(counts[status])}</td>`,
    )}
    <td class="number ${core.failed === 0 ? "" : "of-failed"}">${corePasses(column)}</td>
    <td class="date"><time datetime="${run.date}">${run.date.slice(0, 10)}</time></td>
    <td class="environment">${environmentInWords(environment)}</td>
  </tr> `;
}

function environmentInWords(environment: MatrixColumn["environment"]): string {
  return Object.entries(environment)
    .map(([what, value]) => (what === "runtime" || what === "platform" ? value : `${what} ${value}`))
    .join(" · ");
}
