import { Card } from "../ui/card.tsx";
import type { TrainingRun } from "../training/backend-run.ts";
import type { TrainSession } from "./session/train-session.ts";
import { BackendTable } from "./views/backend-table.tsx";
import { BoundaryView } from "./views/boundary-view.tsx";
import { DifferenceChart } from "./views/difference-chart.tsx";
import { LossChart } from "./views/loss-chart.tsx";
import { MaskView } from "./views/mask-view.tsx";
import { Mistakes } from "./views/mistakes.tsx";
import { StoppingNote } from "./views/stopping-note.tsx";

/** Everything that there is to see of a run; before the first, what there will be. */
export function Results({ session }: { readonly session: TrainSession }) {
  const run = session.run.value;
  if (run === null) return <Outlook />;
  // A new run has new views: what they remember belongs to the old one.
  return <RunResults key={run.runId} run={run} classNames={session.runClassNames.value} />;
}

function RunResults({ run, classNames }: { readonly run: TrainingRun; readonly classNames: readonly string[] | null }) {
  const { data, rate, hidden } = run.settings;
  return (
    <>
      <Card title="Loss by epoch">
        <LossChart run={run} />
        <StoppingNote run={run} />
      </Card>
      {data === "two-moons" && (
        <Card title="What each network thinks of the plane">
          <BoundaryView run={run} />
        </Card>
      )}
      <Card title="Backends">
        <BackendTable run={run} />
      </Card>
      <Card title="Difference between backends">
        <DifferenceChart run={run} />
      </Card>
      {rate > 0 && hidden.length > 0 && (
        <Card title="Dropout masks">
          <MaskView run={run} />
        </Card>
      )}
      <Card title="Test rows that were taken for another class">
        <Mistakes run={run} classNames={classNames} />
      </Card>
    </>
  );
}

function Outlook() {
  return (
    <Card title="What you will see">
      <ul class="prose">
        <li>
          One network, trained from the same seed by every chosen backend at once. Each has its own kernels, yet their
          curves lie on each other; a second plot magnifies what is left between them.
        </li>
        <li>Where early stopping ends the run and which weights it goes back to, in one sentence.</li>
        <li>
          Which units dropout drops at any step, read off what each backend computes: they are the same everywhere.
        </li>
        <li>How fast each backend is on this machine, how it does on test rows, and which of them it mistakes.</li>
      </ul>
    </Card>
  );
}
