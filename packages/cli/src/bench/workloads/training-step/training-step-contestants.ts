import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { engineContestants } from "../backends/engine-contestants.ts";
import type { TfjsBackend } from "../backends/load-tfjs.ts";

/** A training step, its masks drawn and its loss read; the unit is the step. */
export const TRAINING_STEP_CONTESTANTS: readonly Contestant[] = [
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, wasm (stock trainOnBatch)",
    ours: false,
    prepare: (size) => stockLayers("wasm", size),
  },
  {
    name: "tfjs-wasm-fit",
    title: "TensorFlow.js, wasm (stock fit)",
    ours: false,
    async prepare(size) {
      const { stockLayersFit } = await import("./stock-layers-fit.ts");
      return stockLayersFit("wasm", size);
    },
  },
  {
    name: "tfjs-cpu",
    title: "TensorFlow.js, cpu (stock trainOnBatch)",
    ours: false,
    prepare: (size) => stockLayers("cpu", size),
  },
  {
    name: "jax-js",
    title: "jax-js, wasm",
    ours: false,
    needs: "@jax-js/jax",
    async prepare(size) {
      const { jaxStep } = await import("./jax-step.ts");
      return jaxStep(size);
    },
  },
  {
    name: "ort-hand-built",
    title: "ONNX Runtime Web, graph by hand",
    ours: false,
    prepare: (size) => handBuilt(1, size),
  },
  {
    name: "ort-hand-built-2-threads",
    title: "ONNX Runtime Web, graph by hand, 2 threads",
    ours: false,
    threads: 2,
    prepare: (size) => handBuilt(2, size),
  },
  ...engineContestants(async (entry, size) => {
    const { engineStep } = await import("./engine-step.ts");
    return engineStep(entry, size);
  }),
  {
    name: "tfjs-fast-fit",
    title: "TensorFlow.js stock fit, Lockstep's wasm kernels and dropout",
    ours: true,
    beside: "tfjs-wasm-fit",
    async prepare(size) {
      const { fastLayersFit } = await import("./fast-layers-fit.ts");
      return fastLayersFit(size);
    },
  },
];

async function stockLayers(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const { stockLayersStep } = await import("./stock-layers-step.ts");
  return stockLayersStep(backend, size);
}

async function handBuilt(threads: number, size: WorkloadSize): Promise<PreparedWorkload> {
  const { handBuiltGraphStep } = await import("./hand-built-graph-step.ts");
  return handBuiltGraphStep(threads, size);
}
