import { casesIn } from "../cell-words.ts";
import type { MatrixColumn } from "../feature-matrix.ts";
import { html, type Markup } from "./markup.ts";

/** The outcomes, in the order of the bar. */
const OUTCOMES = ["failed", "known-failure", "unsupported", "passed"] as const;

/** What ran where, when, and how it ended. */
export function backendTable(columns: readonly MatrixColumn[]): Markup {
  return html`<div class="frame" tabindex="0" role="region" aria-labelledby="backends">
    <table class="backends">
      <thead>
        <tr>
          <th scope="col">Backend</th>
          <th scope="col" class="number">Failed</th>
          <th scope="col" class="number">Known failures</th>
          <th scope="col" class="number">Unsupported</th>
          <th scope="col" class="number">Passed</th>
          <th scope="col">Share</th>
          <th scope="col">Date</th>
          <th scope="col">Environment</th>
        </tr>
      </thead>
      <tbody>
        ${columns.map(backendRow)}
      </tbody>
    </table>
  </div>`;
}

function backendRow({ subject, place, counts, run, environment }: MatrixColumn): Markup {
  const total = casesIn(counts);
  const share = OUTCOMES.filter((status) => counts[status] > 0).map(
    (status) => html`<span class="${status}" style="flex-grow:${counts[status]}"></span>`,
  );
  const share100 = total === 0 ? 0 : Math.floor((counts.passed / total) * 1000) / 10;
  return html`<tr>
    <th scope="row">${subject} <small>${place}</small></th>
    ${OUTCOMES.map(
      (status) =>
        html`<td class="number ${counts[status] === 0 ? "none" : `of-${status}`}">${grouped(counts[status])}</td>`,
    )}
    <td class="share"><span class="bar" aria-hidden="true">${share}</span> <small>${share100} %</small></td>
    <td class="date"><time datetime="${run.date}">${run.date.slice(0, 10)}</time></td>
    <td class="environment">${environmentInWords(environment)}</td>
  </tr> `;
}

/** As in `3,584`. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function environmentInWords(environment: MatrixColumn["environment"]): string {
  return Object.entries(environment)
    .map(([what, value]) => (what === "runtime" || what === "platform" ? value : `${what} ${value}`))
    .join(" · ");
}
