import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import type { TfjsBackend } from "../backends/load-tfjs.ts";

/** Dropout of one activation, forward, with a fresh mask; the unit is the element. */
export const DROPOUT_CONTESTANTS: readonly Contestant[] = [
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, wasm (tf.dropout)",
    ours: false,
    prepare: (size) => tfjs("wasm", size),
  },
  {
    name: "tfjs-cpu",
    title: "TensorFlow.js, cpu (tf.dropout)",
    ours: false,
    prepare: (size) => tfjs("cpu", size),
  },
  {
    name: "jax-js",
    title: "jax-js, wasm (random.bernoulli, where)",
    ours: false,
    needs: "@jax-js/jax",
    async prepare(size) {
      const { jaxDropout } = await import("./jax-dropout.ts");
      return jaxDropout(size);
    },
  },
  {
    name: "plain",
    title: "Plain JavaScript (Math.random)",
    ours: false,
    async prepare(size) {
      const { plainDropout } = await import("./plain-dropout.ts");
      return plainDropout(size);
    },
  },
  {
    name: "lockstep",
    title: "Lockstep, TypeScript (applyDropout)",
    ours: true,
    async prepare(size) {
      const { addressedDropout } = await import("./addressed-dropout.ts");
      return addressedDropout(size);
    },
  },
  {
    name: "lockstep-simd",
    title: "Lockstep, SIMD bits (drawKeepBits, applyDropout)",
    ours: true,
    async prepare(size) {
      const { simdDropout } = await import("./simd-dropout.ts");
      return simdDropout(size);
    },
  },
];

async function tfjs(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const { tfjsDropout } = await import("./tfjs-dropout.ts");
  return tfjsDropout(backend, size);
}
