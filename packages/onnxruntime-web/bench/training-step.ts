// `node --conditions=@lockstep/source packages/onnxruntime-web/bench/training-step.ts` prints how long a training step takes
// beside a graph that is built by hand: an MLP 784-512-512-10 with dropout, batches of 128, SGD, wasm, one thread and two.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, type StepTimes } from "./step-times.ts";

const [roundCount = "9"] = process.argv.slice(2);
const script = fileURLToPath(new URL("measure-steps.ts", import.meta.url));

for (const threads of ["1", "2"]) {
  const output = execFileSync(process.execPath, ["--conditions=@lockstep/source", script, threads, roundCount], {
    encoding: "utf8",
  });
  const times = JSON.parse(output.trim().split("\n").at(-1)!) as Readonly<Record<"engine" | "handBuilt", StepTimes[]>>;
  for (const clock of ["wall", "processor"] as const) {
    const [engine, handBuilt] = [times.engine, times.handBuilt].map((rounds) => rounds.map((round) => round[clock]));
    // Of rounds, not of medians: what slows the machine slows both halves of a round.
    const ratio = median(engine!.map((time, round) => time / handBuilt![round]!));
    process.stdout.write(
      `wasm, threads: ${threads}, ${clock.padEnd(9)} engine ${median(engine!).toFixed(2).padStart(7)} ms, ` +
        `by hand ${median(handBuilt!).toFixed(2).padStart(7)} ms, ratio ${ratio.toFixed(3)}\n`,
    );
  }
}
