import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { engineContestants } from "../backends/engine-contestants.ts";
import type { TfjsBackend } from "../backends/load-tfjs.ts";

/** Loss and correct rows of 1,000 rows at once, dropout off; the unit is the row. */
export const EVALUATION_CONTESTANTS: readonly Contestant[] = [
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, wasm (stock evaluate)",
    ours: false,
    prepare: (size) => stockLayers("wasm", size),
  },
  {
    name: "tfjs-cpu",
    title: "TensorFlow.js, cpu (stock evaluate)",
    ours: false,
    prepare: (size) => stockLayers("cpu", size),
  },
  {
    name: "jax-js",
    title: "jax-js, wasm",
    ours: false,
    needs: "@jax-js/jax",
    async prepare(size) {
      const { jaxEvaluation } = await import("./jax-evaluation.ts");
      return jaxEvaluation(size);
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
    const { engineEvaluation } = await import("./engine-evaluation.ts");
    return engineEvaluation(entry, size);
  }),
];

async function stockLayers(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const { stockLayersEvaluation } = await import("./stock-layers-evaluation.ts");
  return stockLayersEvaluation(backend, size);
}

async function handBuilt(threads: number, size: WorkloadSize): Promise<PreparedWorkload> {
  const { handBuiltGraphEvaluation } = await import("./hand-built-graph-evaluation.ts");
  return handBuiltGraphEvaluation(threads, size);
}
