import type { EpochRecord } from "@lockstep/core";
import { formatLoss, formatShare } from "lockstep/number-format";
import { TableScroll } from "../../ui/table-scroll.tsx";

/** The numbers of every epoch. */
export function EpochsTable({ history }: { readonly history: readonly EpochRecord[] }) {
  const validated = history.some(({ validationLoss }) => validationLoss !== undefined);
  const classes = history.some(({ validationAccuracy }) => validationAccuracy !== undefined);
  return (
    <details>
      <summary>All epochs in numbers</summary>
      <TableScroll label="Epochs">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              <th scope="col">Training loss</th>
              {validated && <th scope="col">Validation loss</th>}
              {classes && <th scope="col">Validation accuracy</th>}
              <th scope="col">Seconds</th>
            </tr>
          </thead>
          <tbody>
            {history.map(({ epoch, trainingLoss, validationLoss, validationAccuracy, elapsedSeconds }) => (
              <tr key={epoch}>
                <th scope="row">{epoch + 1}</th>
                <td>{formatLoss(trainingLoss)}</td>
                {validated && <td>{formatLoss(validationLoss ?? NaN)}</td>}
                {classes && <td>{formatShare(validationAccuracy ?? NaN)}</td>}
                <td>{elapsedSeconds.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  );
}
