import { BACKENDS } from "../../../backends/backend-name.ts";
import type { TrainingRun } from "../../../training/backend-run.ts";

/** What happened to backends: losses of workers and devices, and failures. Spoken as it happens. */
export function BackendNotices({ run: { backends } }: { readonly run: TrainingRun }) {
  const told = backends.flatMap(({ name, notices, status }) =>
    notices.value.map((sentence, index, { length }) => ({
      name,
      sentence,
      // The last one says why.
      failed: status.value === "failed" && index === length - 1,
    })),
  );
  return (
    <ul class="backend-notices" aria-live="polite" aria-label="Notices of the backends">
      {told.map(({ name, sentence, failed }, index) => (
        <li key={index} class={failed ? "failed" : ""}>
          <strong>{BACKENDS[name].label}:</strong> {sentence}
        </li>
      ))}
    </ul>
  );
}
