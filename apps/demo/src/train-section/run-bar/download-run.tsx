import type { LiveRun } from "../../coordinator/live-run.ts";
import { reportText } from "../../coordinator/report-text.ts";
import { runReport } from "../../coordinator/run-report.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { addressOf } from "../session/address.ts";
import type { TrainSession } from "../session/train-session.ts";

/** Hands the run over as a file. */
export function DownloadRun({ session, run }: { readonly session: TrainSession; readonly run: LiveRun }) {
  const save = (): void => {
    const report = runReport(run, {
      address: addressOf(run.settings),
      browser: navigator.userAgent,
      csvName: session.runTable,
      classNames: session.runClassNames.value,
      availability: session.availability.value ?? [],
    });
    download(`lockstep-run-${run.settings.data}-${run.settings.seed}.json`, reportText(report), "application/json");
  };
  return (
    <Button kind="quiet" title="Settings, curves and figures of this run" onClick={save}>
      Download JSON
    </Button>
  );
}
