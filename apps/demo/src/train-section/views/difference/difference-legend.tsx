import { formatCount, formatDifference } from "lockstep/number-format";
import { BACKENDS } from "../../../backends/backend-name.ts";
import { LineSample } from "../plot/line-sample.tsx";
import { lineStyle } from "../plot/line-style.ts";
import type { DifferencePlot, DrawnColumn } from "./difference-plot.ts";
import { TableScroll } from "../../../ui/table-scroll.tsx";

/** The largest difference of every backend, and the one under the cursor. */
export function DifferenceLegend({ plot: { compared, cursor, column } }: { readonly plot: DifferencePlot }) {
  const others = compared.value;
  if (others.length === 0) return null;
  const under = cursor.value === null ? null : column(cursor.value);
  return (
    <TableScroll label="Largest differences">
      <table class="figures">
        <caption>Largest differences of a step&rsquo;s loss</caption>
        <thead>
          <tr>
            <th scope="col">backend</th>
            <th scope="col">largest</th>
            <th scope="col">at step</th>
            <th scope="col">steps compared</th>
            <th scope="col">{under === null ? "under the cursor" : stepsText(under)}</th>
          </tr>
        </thead>
        <tbody>
          {others.map(({ name, worst, compared: count }, index) => (
            <tr key={name}>
              <th scope="row">
                <LineSample backend={name} style={{ ...lineStyle(index, others.length), width: 2, alpha: 1 }} />
                {BACKENDS[name].label}
              </th>
              <td>{worst === null ? "–" : formatDifference(worst.difference)}</td>
              <td>{worst === null || worst.difference === 0 ? "–" : formatCount(worst.step)}</td>
              <td>{formatCount(count)}</td>
              <td>{under === null ? "–" : formatDifference(under.differences[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function stepsText({ firstStep, lastStep }: DrawnColumn): string {
  return firstStep === lastStep
    ? `step ${formatCount(firstStep)}`
    : `steps ${formatCount(firstStep)} to ${formatCount(lastStep)}`;
}
