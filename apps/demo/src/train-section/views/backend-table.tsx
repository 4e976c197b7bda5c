import type { TrainingRun } from "../../training/backend-run.ts";
import { BackendNotices } from "./backends/backend-notices.tsx";
import { BackendRow } from "./backends/backend-row.tsx";
import "./views.css";

/** Where every backend is, how fast it is, and how well its network does. */
export function BackendTable({ run }: { readonly run: TrainingRun }) {
  return (
    <div class="view backend-table">
      <div class="view-scroll" tabIndex={0} role="region" aria-label="Backends">
        <table class="view-table">
          <caption>
            Milliseconds a step: mean of the last epoch, measured while all backends train at once and share this
            machine.
          </caption>
          <thead>
            <tr>
              <th scope="col">backend</th>
              <th scope="col" class="text">
                status
              </th>
              <th scope="col">epoch</th>
              <th scope="col">steps</th>
              <th scope="col">ms a step</th>
              <th scope="col">training loss</th>
              <th scope="col">validation loss</th>
              <th scope="col">test errors</th>
              <th scope="col">test loss</th>
              <th scope="col" class="text">
                version
              </th>
            </tr>
          </thead>
          <tbody>
            {run.backends.map((backend) => (
              <BackendRow key={backend.name} backend={backend} />
            ))}
          </tbody>
        </table>
      </div>
      <BackendNotices run={run} />
    </div>
  );
}
