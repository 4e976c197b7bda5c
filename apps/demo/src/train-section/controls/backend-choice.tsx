import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { BACKEND_NAMES, BACKENDS, type BackendName } from "../../backends/backend-name.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import type { TrainSession } from "../session/train-session.ts";

/** Which backends train; those that this browser lacks say why. */
export function BackendChoice({ session }: { readonly session: TrainSession }) {
  const availability = session.availability.value;
  const chosen = session.read.value.values.backends ?? [];
  const problem = session.read.value.problems.backends;
  const choose = (name: BackendName, on: boolean): void => {
    const names = BACKEND_NAMES.filter((one) => (one === name ? on : chosen.includes(one)));
    session.change({ backends: names.join(",") });
  };
  return (
    <fieldset class="backend-choice">
      <legend>Backends</legend>
      {BACKEND_NAMES.map((name) => {
        const found = availability?.find((one) => one.name === name);
        const missing = found?.missing ?? null;
        return (
          <div key={name} data-backend={name}>
            <Checkbox
              checked={missing === null && chosen.includes(name)}
              disabled={missing !== null}
              onChange={(on) => choose(name, on)}
            >
              <span class="swatch" /> <strong>{BACKENDS[name].label}</strong>{" "}
              <span class="small soft">{missing ?? describe(name, found)}</span>
            </Checkbox>
          </div>
        );
      })}
      {problem !== undefined && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function describe(name: BackendName, found: BackendAvailability | undefined): string {
  const { computes } = BACKENDS[name];
  if (found?.software === true) return `${computes}. Computed by the processor here: slow.`;
  return found?.adapter == null ? computes : `${computes}: ${found.adapter}`;
}
