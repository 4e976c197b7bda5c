import { statusInWords } from "../cell-words.ts";
import type { FeatureMatrix } from "../feature-matrix.ts";
import { clauseRanges } from "../number-ranges.ts";
import { usesInWords } from "../uses-in-words.ts";
import { html, type Markup } from "./markup.ts";

/** The reasons for everything that does not hold, failures first. */
export function reasonList(matrix: FeatureMatrix): Markup {
  if (matrix.reasons.length === 0) return html`<p>None are needed: everything holds.</p>`;
  return html`<ol class="reasons">
    ${matrix.reasons.map(
      (reason) =>
        html`<li id="reason-${reason.number}" value="${reason.number}">
          <span class="status ${reason.status}">${statusInWords(reason.status, 1)}</span>
          <span class="why">${reason.reason}</span>
          <small
            >${usesInWords(matrix, reason).join(" · ")}.
            ${reason.clauses.length === 0 ? "Its cases name no clause." : linkedClauses(reason.clauses)}</small
          >
        </li> `,
    )}
  </ol>`;
}

/** Each range leads to its first clause. */
function linkedClauses(ids: readonly string[]): Markup {
  const links = clauseRanges(ids).map(
    (range, index) => html`${index === 0 ? "" : ", "}<a href="#${range.split(" ")[0]!}">${range}</a>`,
  );
  return html`${links}`;
}
