import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What can train: stock `fit`; the same on fast kernels; `fitModel` on them, with dropout by seed; and both kinds of engines. */
export type Variant = "stock-fit" | "fast-fit" | "fast-fitModel" | "engine-of-spec" | "engine-of-layers-model";

/** Milliseconds of a step, by both clocks. */
export interface StepTimes {
  readonly wall: number;
  readonly processor: number;
}

/**
 * The median step of each variant (`measure-steps.ts`), in processes of their own and in turns, so that a machine's other
 * work hits all alike.
 */
export function compareSteps<Compared extends Variant>(
  variants: readonly Compared[],
  { rounds, steps }: { readonly rounds: number; readonly steps: number },
): Readonly<Record<Compared, StepTimes>> {
  const times = new Map<Compared, StepTimes[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++) {
    for (const variant of variants) times.get(variant)!.push(...measure(variant, steps));
  }
  return Object.fromEntries([...times].map(([variant, all]) => [variant, medians(all)])) as Record<Compared, StepTimes>;
}

function measure(variant: Variant, steps: number): StepTimes[] {
  const script = fileURLToPath(new URL("measure-steps.ts", import.meta.url));
  const output = execFileSync(process.execPath, ["--conditions=@lockstep/source", script, variant, String(steps)], {
    encoding: "utf8",
  });
  return JSON.parse(output.trim().split("\n").at(-1)!) as StepTimes[];
}

function medians(times: readonly StepTimes[]): StepTimes {
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { wall: median(times.map(({ wall }) => wall)), processor: median(times.map(({ processor }) => processor)) };
}
