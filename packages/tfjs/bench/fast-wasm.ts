// `node --conditions=@lockstep/source packages/tfjs/bench/fast-wasm.ts` prints how much faster stock `fit` is on fast kernels.
import { compareFit } from "./compare-fit.ts";

const { stock, fast } = compareFit({ rounds: 3, epochs: 4 });
for (const clock of ["wall", "processor"] as const) {
  const ratio = stock[clock] / fast[clock];
  process.stdout.write(
    `${clock}: stock ${stock[clock].toFixed(1)} ms, fast ${fast[clock].toFixed(1)} ms a step, ${ratio.toFixed(1)} times\n`,
  );
}
