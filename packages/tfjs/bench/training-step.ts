// `node --conditions=@lockstep/source packages/tfjs/bench/training-step.ts` prints how much faster than stock `fit` a training
// step is, through everything that trains: an MLP 784-512-512-10 with dropout, batches of 128, the wasm backend.
import { compareSteps, type Variant } from "./compare-steps.ts";

const VARIANTS: readonly Variant[] = [
  "stock-fit",
  "fast-fit",
  "fast-fitModel",
  "engine-of-spec",
  "engine-of-layers-model",
];

const times = compareSteps(VARIANTS, { rounds: 3, steps: 24 });
for (const variant of VARIANTS) {
  const { wall, processor } = times[variant];
  const ratios = [times["stock-fit"].wall / wall, times["stock-fit"].processor / processor];
  process.stdout.write(
    `${variant.padEnd(24)} ${wall.toFixed(1).padStart(7)} ms ${ratios[0]!.toFixed(1).padStart(5)} times as fast; ` +
      `processor ${processor.toFixed(1).padStart(7)} ms ${ratios[1]!.toFixed(1).padStart(5)} times\n`,
  );
}
