import type { ColumnGroup } from "../column-groups.ts";
import { computedFeatures, FEATURE_COLOURS, FEATURE_SIGNS, featuresMean } from "../computed-features.ts";
import type { FeatureMatrix } from "../feature-matrix.ts";
import { groupHead } from "./group-head.ts";
import { html, type Content, type Markup } from "./markup.ts";
import { classOf, signed } from "./signed.ts";

/** What each backend computes, and what it declines. */
export function featureTable(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): Markup {
  const rows = computedFeatures(matrix, groups);
  return html`<div class="frame" tabindex="0" role="region" aria-labelledby="features">
      <table class="features">
        <thead>
          <tr>
            <th scope="col">Layer, loss, step</th>
            ${groups.map((group) => groupHead(group))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ family, names, cells }, index) =>
              html`<tr>
                <th scope="row">
                  <div class="feature">
                    <strong>${family === rows[index - 1]?.family ? "" : family}</strong>
                    <span>${names.map(unbroken)}</span>
                  </div>
                </th>
                ${cells.map(
                  (cell) =>
                    html`<td class="${classOf(FEATURE_COLOURS[cell])}">${signed(FEATURE_SIGNS[cell], cell)}</td>`,
                )}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    <p class="remark">${featuresMean(rows)}</p>`;
}

function unbroken(name: string, index: number): Content {
  return html`${index === 0 ? "" : ", "}<span>${name}</span>`;
}
