// Stand-ins, until the real workloads are there.
import { dropoutMask, keepBits, keyFromSeed, permutation } from "@lockstep/core";
import type { Contestant, WorkloadName } from "./workload.ts";

const MASKS: readonly Contestant[] = [
  {
    name: "lockstep",
    title: "Lockstep keepBits",
    ours: true,
    prepare: ({ elements }) => {
      const mask = dropoutMask({ seed: 1, site: 0, step: 0, rate: 0.5, shape: [elements] });
      return Promise.resolve({ units: elements, run: () => void keepBits(mask) });
    },
  },
  {
    name: "math-random",
    title: "Math.random",
    ours: false,
    prepare: ({ elements }) => {
      const bits = new Uint8Array(elements);
      return Promise.resolve({
        units: elements,
        run: () => {
          for (let index = 0; index < elements; index++) bits[index] = Math.random() < 0.5 ? 1 : 0;
        },
      });
    },
  },
];

const INDICES = 100_000;

const SHUFFLING: readonly Contestant[] = [
  {
    name: "lockstep",
    title: "Lockstep permutation",
    ours: true,
    prepare: ({ rows }) => {
      const indexAt = permutation(keyFromSeed(1), rows);
      const units = Math.min(rows, INDICES);
      return Promise.resolve({
        units,
        run: () => {
          for (let position = 0; position < units; position++) indexAt(position);
        },
      });
    },
  },
  {
    name: "fisher-yates",
    title: "Fisher-Yates with Math.random",
    ours: false,
    prepare: ({ rows }) => {
      const order = Uint32Array.from({ length: rows }, (_, row) => row);
      return Promise.resolve({
        units: rows,
        run: () => {
          for (let last = rows - 1; last > 0; last--) {
            const other = Math.floor(Math.random() * (last + 1));
            [order[last], order[other]] = [order[other]!, order[last]!];
          }
        },
      });
    },
  },
];

function multiplying(name: string, title: string, ours: boolean, repeats: number): Contestant {
  return {
    name,
    title,
    ours,
    prepare: ({ batchSize, width }) => {
      const weights = new Float32Array(width * 784).fill(0.5);
      const inputs = new Float32Array(batchSize * 784).fill(0.25);
      const outputs = new Float32Array(batchSize);
      return Promise.resolve({
        units: 1,
        run: () => {
          for (let pass = 0; pass < repeats; pass++) {
            for (let row = 0; row < batchSize; row++) {
              let sum = 0;
              for (let index = 0; index < width * 16; index++)
                sum += inputs[row * 784 + (index % 784)]! * weights[index]!;
              outputs[row] = sum;
            }
          }
        },
      });
    },
  };
}

const STEPS: readonly Contestant[] = [
  multiplying("reference-simd", "Lockstep reference engine, SIMD", true, 2),
  multiplying("tfjs-engine-wasm", "Lockstep engine on TensorFlow.js, wasm", true, 3),
  multiplying("ort-engine", "Lockstep engine on ONNX Runtime Web", true, 3),
  multiplying("tfjs-wasm", "TensorFlow.js, wasm (stock fit)", false, 20),
  multiplying("ort-graph", "ONNX Runtime Web, hand-built graph", false, 3),
  multiplying("tfjs-cpu", "TensorFlow.js, cpu (stock fit)", false, 60),
  {
    name: "jax-js",
    title: "@jax-js/jax, wasm, jit",
    ours: false,
    needs: "@jax-js/not-there",
    async prepare() {
      const name = "@jax-js/not-there";
      await import(name);
      return { units: 1, run() {} };
    },
  },
];

/** The contestants of every workload, in the order of the tables. */
export const CONTESTANTS: Readonly<Record<WorkloadName, readonly Contestant[]>> = {
  "training-step": STEPS,
  evaluation: [],
  dropout: [],
  masks: MASKS,
  shuffling: SHUFFLING,
  "batch-assembly": [],
  bookkeeping: [],
};
