import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { BACKENDS, type BackendName } from "../../backends/backend-name.ts";
import { Checkbox } from "../../ui/checkbox.tsx";

/** The backends to run; those that the browser lacks say why. */
export function BackendChoice({
  backends,
  chosen,
  onChange,
  disabled,
}: {
  readonly backends: readonly BackendAvailability[];
  readonly chosen: ReadonlySet<BackendName>;
  readonly onChange: (chosen: ReadonlySet<BackendName>) => void;
  readonly disabled: boolean;
}) {
  const toggle = (name: BackendName, checked: boolean): void => {
    const next = new Set(chosen);
    if (checked) next.add(name);
    else next.delete(name);
    onChange(next);
  };
  return (
    <fieldset>
      <legend>Backends</legend>
      <div class="conformance-backends">
        {backends.map((backend) => (
          <Checkbox
            key={backend.name}
            checked={chosen.has(backend.name)}
            disabled={disabled || backend.missing !== null}
            onChange={(checked) => toggle(backend.name, checked)}
          >
            <BackendLabel {...backend} />
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function BackendLabel({ name, missing, adapter, software }: BackendAvailability) {
  return (
    <>
      <span class="conformance-backend" data-backend={name}>
        <span class="swatch" aria-hidden="true" /> {BACKENDS[name].label}
      </span>
      <span class="conformance-facts">
        {missing === null ? BACKENDS[name].computes : `Not here: ${missing}`}
        {missing === null && software && ". The processor stands in for the GPU: right, but slow"}
      </span>
      {missing === null && adapter !== null && <span class="conformance-facts adapter">{adapter}</span>}
    </>
  );
}
