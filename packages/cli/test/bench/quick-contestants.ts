import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { Contestants } from "../../src/bench/contestant-source.ts";
import type { Contestant, WorkloadSize } from "../../src/bench/workload.ts";

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function spinning(name: string, ours: boolean, milliseconds: (size: WorkloadSize) => number): Contestant {
  return {
    name,
    title: `Title of ${name}`,
    ours,
    prepare: (size) => Promise.resolve({ units: 2, run: () => spin(milliseconds(size)) }),
  };
}

const NOT_THERE = "lockstep-package-that-is-not-there";

const UNSUPPORTED: Pick<Contestant, "title" | "prepare"> = {
  title: "Unsupported",
  prepare: () =>
    Promise.reject(
      new UnsupportedOptionError({ subject: "kernels", rule: "need a newer runtime", remedy: "Take a newer one." }),
    ),
};

/** Contestants that take known times, and every way to fail. */
export const CONTESTANTS: Contestants = {
  // A run of 3 ms for two units is 1.5 ms a unit; the peer takes 12 ms and 6.
  "training-step": [
    spinning("ours", true, ({ batchSize }) => batchSize),
    spinning("peer", false, ({ batchSize }) => 4 * batchSize),
  ],
  evaluation: [
    spinning("ours", true, () => 1),
    {
      name: "absent",
      title: "An absent package",
      ours: false,
      needs: NOT_THERE,
      async prepare() {
        await import(NOT_THERE);
        return { units: 1, run() {} };
      },
    },
    spinning("second-peer", false, () => 1),
  ],
  dropout: [
    spinning("ours", true, () => 1),
    {
      name: "refusing",
      title: "Refusing",
      ours: false,
      prepare: () =>
        Promise.reject(new DataError({ subject: "its data", rule: "must be there", remedy: "Look for them." })),
    },
    {
      name: "dying",
      title: "Dying",
      ours: false,
      prepare: () => Promise.resolve({ units: 1, run: () => process.exit(7) }),
    },
    { name: "hanging", title: "Hanging", ours: false, prepare: () => new Promise(() => {}) },
  ],
  masks: [
    {
      name: "ours",
      title: "Ours that fails late",
      ours: true,
      prepare() {
        let runs = 0;
        return Promise.resolve({
          units: 1,
          run() {
            runs += 1;
            if (runs > 2) throw new Error("run 3 is too much");
          },
        });
      },
    },
  ],
  shuffling: [
    {
      name: "leaking",
      title: "Leaking",
      ours: true,
      prepare() {
        const kept: Uint8Array[] = [];
        return Promise.resolve({ units: 1, run: () => void kept.push(new Uint8Array(100_000).fill(1)) });
      },
    },
    {
      name: "hungry-at-first",
      title: "Hungry at first",
      ours: true,
      prepare: () => Promise.resolve(new Uint8Array(400e6).fill(1)[0]!).then((units) => ({ units, run() {} })),
    },
  ],
  "batch-assembly": [spinning("ours", true, () => 1), spinning("slow", false, () => 1100)],
  bookkeeping: [
    spinning("ours", true, () => 1),
    { ...UNSUPPORTED, name: "unsupported", ours: true },
    { ...UNSUPPORTED, name: "unsupported-too", ours: true },
  ],
};
