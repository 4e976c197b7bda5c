import { statusInWords } from "../cell-words.ts";
import type { ColumnGroup } from "../column-groups.ts";
import type { FeatureMatrix, MatrixReason } from "../feature-matrix.ts";
import { clauseRanges } from "../number-ranges.ts";
import { usesInWords } from "../uses-in-words.ts";
import { html, type Content, type Markup } from "./markup.ts";

/** How many failures are in the open; a broken engine fails for hundreds of reasons. */
const IN_THE_OPEN = 12;

/** What failed, known failures after the others; it stands before everything else. */
export function failureSection(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): Content {
  const failures = matrix.reasons.filter(({ status }) => status !== "unsupported");
  if (failures.length === 0) return "";
  const rest = failures.slice(IN_THE_OPEN);
  return html`<section aria-labelledby="failures">
    <h2 id="failures">Failures</h2>
    ${reasonList(matrix, groups, failures.slice(0, IN_THE_OPEN))}
    ${
      rest.length === 0
        ? ""
        : html`<details>
            <summary>${rest.length} more</summary>
            ${reasonList(matrix, groups, rest)}
          </details>`
    }
  </section>`;
}

/** What engines decline, and why. */
export function unsupportedSection(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): Content {
  const declined = matrix.reasons.filter(({ status }) => status === "unsupported");
  if (declined.length === 0) return "";
  return html`<section aria-labelledby="unsupported">
    <h2 id="unsupported">Unsupported, and why</h2>
    ${reasonList(matrix, groups, declined)}
  </section>`;
}

function reasonList(matrix: FeatureMatrix, groups: readonly ColumnGroup[], reasons: readonly MatrixReason[]): Markup {
  return html`<ol class="reasons">
    ${reasons.map((reason) => reasonItem(matrix, groups, reason))}
  </ol>`;
}

function reasonItem(matrix: FeatureMatrix, groups: readonly ColumnGroup[], reason: MatrixReason): Markup {
  const { number, status, clauses } = reason;
  const chip =
    status === "unsupported" ? "" : html`<span class="status of-${status}">${statusInWords(status, 1)}</span> `;
  const where = clauses.length === 0 ? "in cases that name no clause" : linkedClauses(clauses);
  return html`<li id="reason-${number}" value="${number}">
    <p>${chip}${reason.reason}</p>
    <p class="where">${usesInWords(matrix, groups, reason)}</p>
    <p class="where">${where}</p>
  </li> `;
}

/** Each range leads to its first clause. */
function linkedClauses(ids: readonly string[]): Content {
  return clauseRanges(ids).map(
    (range, index) => html`${index === 0 ? "" : ", "}<a href="#${range.split(" ")[0]!}">${range}</a>`,
  );
}
