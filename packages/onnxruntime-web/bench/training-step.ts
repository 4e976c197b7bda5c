// `node --conditions=@lockstep/source packages/onnxruntime-web/bench/training-step.ts` prints how long a training step takes
// beside a graph that is built by hand: an MLP 784-512-512-10 with dropout, batches of 128, SGD, wasm, one thread and two.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [rounds = "9"] = process.argv.slice(2);
const script = fileURLToPath(new URL("measure-steps.ts", import.meta.url));

for (const threads of ["1", "2"]) {
  const output = execFileSync(process.execPath, ["--conditions=@lockstep/source", script, threads, rounds], {
    encoding: "utf8",
  });
  const times = JSON.parse(output.trim().split("\n").at(-1)!) as Readonly<Record<"engine" | "handBuilt", number[]>>;
  const [engine, handBuilt] = [median(times.engine), median(times.handBuilt)];
  // Of rounds, not of medians: what slows the machine slows both halves of a round.
  const ratio = median(times.engine.map((time, round) => time / times.handBuilt[round]!));
  process.stdout.write(
    `wasm, ${threads} thread${threads === "1" ? " " : "s"}  engine ${engine.toFixed(2)} ms  by hand ${handBuilt.toFixed(2)} ms  ` +
      `ratio ${ratio.toFixed(3)}\n`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
