import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import type { TwinForm } from "./twin-form.ts";
import { TWIN_LABELS } from "./twin-labels.ts";

const EXAMPLES: readonly (readonly [label: string, seed: bigint])[] = [
  ["0", 0n],
  ["42", 42n],
  ["-1", -1n],
  ["2^32 + 42", 2n ** 32n + 42n],
];

/** The seed of all cards. */
export function SeedCard({ form }: { readonly form: TwinForm }) {
  const { seed } = form.settings.value;
  const low = BigInt.asUintN(32, seed);
  return (
    <Card title="Seed">
      <div class="twin-seed">
        <Field
          label={TWIN_LABELS.seed}
          help="Any integer from -2^63 to 2^64 - 1, as torch.manual_seed takes it."
          error={form.problems.value.seed ?? null}
        >
          {({ id, describedBy, invalid }) => (
            <input
              id={id}
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={form.texts.value.seed}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              onInput={(event) => form.write({ seed: event.currentTarget.value })}
            />
          )}
        </Field>
        <div class="row" role="group" aria-label="Seeds to try">
          {EXAMPLES.map(([label, value]) => (
            <button
              key={label}
              type="button"
              class="chip"
              aria-pressed={seed === value}
              onClick={() => form.write({ seed: String(value) })}
            >
              {label}
            </button>
          ))}
          <Button kind="quiet" onClick={() => form.write({ seed: String(drawnSeed()) })}>
            Draw one
          </Button>
        </div>
      </div>
      <p class="small soft" role="status">
        {form.problems.value.seed !== undefined
          ? ""
          : low === seed
            ? "PyTorch's CPU generator uses the low 32 bits of a seed, here all of them."
            : `PyTorch's CPU generator uses the low 32 bits of a seed: this one gives the same numbers as ${low}.`}
      </p>
    </Card>
  );
}

function drawnSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
