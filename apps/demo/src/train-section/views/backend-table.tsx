import type { TrainingRun } from "../../training/backend-run.ts";
import { BackendNotices } from "./backends/backend-notices.tsx";
import { BackendRow } from "./backends/backend-row.tsx";
import "./views.css";
import { TableScroll } from "../../ui/table-scroll.tsx";

/** Where every backend is, how fast it is, and how well its network does. */
export function BackendTable({ run }: { readonly run: TrainingRun }) {
  return (
    <div class="view backend-table">
      <TableScroll label="Table of the backends">
        <table class="figures backend-figures">
          <thead>
            <tr>
              <th scope="col">backend</th>
              <th scope="col" class="text">
                status
              </th>
              <th scope="col">epoch (steps)</th>
              <th scope="col">ms a step</th>
              <th scope="col">training loss</th>
              <th scope="col">validation loss</th>
              <th scope="col">test errors, loss</th>
            </tr>
          </thead>
          <tbody>
            {run.backends.map((backend) => (
              <BackendRow key={backend.name} backend={backend} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p class="view-hint">
        Milliseconds a step: mean of the last epoch, measured while all backends train at once and share this machine.
      </p>
      <BackendNotices run={run} />
    </div>
  );
}
