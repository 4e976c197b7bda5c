import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Progress } from "../ui/progress.tsx";
import { runInWorker } from "./run-in-worker.ts";
import type { TwinForm } from "./twin-form.ts";
import type { TwinSettings } from "./twin-settings.ts";
import { TwinSides } from "./twin-sides.tsx";
import { wholeRunTwin } from "./whole-run-twin.ts";

type Outcome =
  | { readonly state: "none" }
  | { readonly state: "training" }
  | { readonly state: "done"; readonly settings: TwinSettings; readonly losses: readonly number[] }
  | { readonly state: "failed"; readonly message: string };

/** A script that trains, and the same run here. */
export function WholeRunCard({ form }: { readonly form: TwinForm }) {
  const settings = form.settings.value;
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });
  const train = (): void => {
    setOutcome({ state: "training" });
    runInWorker(settings).then(
      (losses) => setOutcome({ state: "done", settings, losses }),
      (error: unknown) =>
        setOutcome({ state: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <Card title="The whole run">
      <p class="prose">
        With <code>randomness: new TorchGenerator(seed)</code>, <code>fit</code> draws in a script's order: data, first
        weights, batches and masks are PyTorch's to the bit. Losses and final weights differ in rounding alone, since
        sums are taken in another order.
      </p>
      <details>
        <summary>Show the script, and train it here</summary>
        <div class="stack twin-fold">
          <TwinSides twin={wholeRunTwin(settings)} what="the whole run" functions="fit">
            <h4>Trained here</h4>
            <div class="row">
              <Button kind="primary" disabled={outcome.state === "training"} onClick={train}>
                Train this run
              </Button>
            </div>
            <Result outcome={outcome} current={settings} />
          </TwinSides>
        </div>
      </details>
    </Card>
  );
}

function Result({ outcome, current }: { readonly outcome: Outcome; readonly current: TwinSettings }) {
  switch (outcome.state) {
    case "none":
      return null;
    case "training":
      return <Progress label="Training…" />;
    case "failed":
      return <Notice kind="bad">{outcome.message}</Notice>;
    case "done": {
      const { settings, losses } = outcome;
      const stale = settings.seed !== current.seed || settings.rate !== current.rate;
      const lines = losses.map((loss, epoch) => `epoch ${epoch + 1}: training loss ${loss.toFixed(4)}`);
      return (
        <div class="stack tight" role="status">
          {stale && (
            <p class="small warn">
              With seed {String(settings.seed)} and p = {settings.rate}; the fields say another run.
            </p>
          )}
          <pre tabIndex={0} aria-label="Losses">
            <code>{lines.join("\n")}</code>
          </pre>
        </div>
      );
    }
  }
}
