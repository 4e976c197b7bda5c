import type { TrainingRun } from "../../../training/backend-run.ts";
import { formatLoss } from "lockstep/number-format";
import { useState } from "preact/hooks";
import { BACKENDS } from "../../../backends/backend-name.ts";
import { TableScroll } from "../../../ui/table-scroll.tsx";

/** The numbers of the plot of losses, epoch by epoch; made only while it is open. */
export function EpochTable({ run }: { readonly run: TrainingRun }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same numbers as a table</summary>
      {open && <OpenTable run={run} />}
    </details>
  );
}

function OpenTable({ run: { backends } }: { readonly run: TrainingRun }) {
  const records = backends.map(({ history }) => new Map(history.value.map((record) => [record.epoch, record])));
  const epochs = Math.max(0, ...backends.map(({ history }) => (history.value.at(-1)?.epoch ?? -1) + 1));
  return (
    <TableScroll label="Losses of every epoch">
      <table class="figures">
        <caption>Loss by epoch</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              epoch
            </th>
            {backends.map(({ name }) => (
              <th key={name} scope="colgroup" colSpan={2}>
                {BACKENDS[name].label}
              </th>
            ))}
          </tr>
          <tr>
            {backends.flatMap(({ name }) => [
              <th key={`${name} training`} scope="col">
                training
              </th>,
              <th key={`${name} validation`} scope="col">
                validation
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: epochs }, (_, epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch + 1}</th>
              {backends.flatMap(({ name }, index) => [
                <td key={`${name} training`}>{lossText(records[index]!.get(epoch)?.trainingLoss)}</td>,
                <td key={`${name} validation`}>{lossText(records[index]!.get(epoch)?.validationLoss)}</td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function lossText(loss: number | undefined): string {
  return loss === undefined ? "" : formatLoss(loss);
}
