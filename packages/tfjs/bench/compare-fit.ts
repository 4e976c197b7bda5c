import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Milliseconds of the steps of `fit`, by both clocks. */
export interface FitTimes {
  readonly wall: number;
  readonly processor: number;
}

/**
 * The median step of stock `fit` on the wasm backend, of an MLP 784-512-512-10 with dropout on batches of 128, with stock and
 * with fast kernels: processes of their own, in turns, so that a machine's other work hits both.
 */
export function compareFit({ rounds, epochs }: { readonly rounds: number; readonly epochs: number }): {
  readonly stock: FitTimes;
  readonly fast: FitTimes;
} {
  const times: Record<"stock" | "fast", FitTimes[]> = { stock: [], fast: [] };
  for (let round = 0; round < rounds; round++)
    for (const kernels of ["stock", "fast"] as const) times[kernels].push(...run(kernels, epochs));
  return { stock: medians(times.stock), fast: medians(times.fast) };
}

function run(kernels: "stock" | "fast", epochs: number): FitTimes[] {
  const script = fileURLToPath(new URL("stock-fit.ts", import.meta.url));
  const output = execFileSync(process.execPath, ["--conditions=@lockstep/source", script, kernels, String(epochs)], {
    encoding: "utf8",
  });
  return JSON.parse(output.trim().split("\n").at(-1)!) as FitTimes[];
}

function medians(times: readonly FitTimes[]): FitTimes {
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { wall: median(times.map(({ wall }) => wall)), processor: median(times.map(({ processor }) => processor)) };
}
