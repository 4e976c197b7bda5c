import type { ReadonlySignal } from "@preact/signals";
import { formatLoss } from "lockstep/number-format";
import { BACKENDS } from "../../../backends/backend-name.ts";
import type { BackendRun, TrainingRun } from "../../../training/backend-run.ts";
import { LineSample } from "../plot/line-sample.tsx";
import { lineStyle, minorLineStyle } from "../plot/line-style.ts";
import { TableScroll } from "../../../ui/table-scroll.tsx";

/** Which line is whose, with the values under the cursor, or the newest. */
export function LossLegend({
  run,
  cursor,
}: {
  readonly run: TrainingRun;
  readonly cursor: ReadonlySignal<number | null>;
}) {
  const count = run.backends.length;
  return (
    <TableScroll label="Legend of the losses">
      <table class="figures loss-legend">
        <caption>{cursor.value === null ? "Newest epoch" : `Epoch ${cursor.value + 1}`}</caption>
        <thead>
          <tr>
            <th scope="col">backend</th>
            <th scope="col">training loss</th>
            <th scope="col">validation loss</th>
          </tr>
        </thead>
        <tbody>
          {run.backends.map((backend, index) => {
            const record = recordAt(backend, cursor.value);
            return (
              <tr key={backend.name}>
                <th scope="row">{BACKENDS[backend.name].label}</th>
                <td>
                  <LineSample backend={backend.name} style={minorLineStyle(index, count)} />
                  <span class="figure">{lossText(record?.trainingLoss)}</span>
                </td>
                <td>
                  <LineSample backend={backend.name} style={lineStyle(index, count)} />
                  <span class="figure">{lossText(record?.validationLoss)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}

function recordAt({ history }: BackendRun, epoch: number | null) {
  return epoch === null ? history.value.at(-1) : history.value.find((record) => record.epoch === epoch);
}

function lossText(loss: number | undefined): string {
  return loss === undefined ? "none yet" : formatLoss(loss);
}
