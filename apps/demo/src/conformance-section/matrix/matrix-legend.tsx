import { verdictClass } from "./verdict-class.ts";
import type { MatrixView } from "./matrix-view.ts";

/** What the signs mean. */
export function MatrixLegend({ legend }: Pick<MatrixView, "legend">) {
  return (
    <dl class="conformance-legend">
      {legend.map(({ verdict, sign, meaning }) => (
        <div key={verdict}>
          <dt class={verdictClass(verdict)}>
            <span aria-hidden="true">{sign}</span> {verdict}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
