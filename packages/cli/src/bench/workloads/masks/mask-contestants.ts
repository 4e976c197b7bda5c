import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import type { TfjsBackend } from "../backends/load-tfjs.ts";

/** The bits of a mask alone; the unit is the element. */
export const MASK_CONTESTANTS: readonly Contestant[] = [
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, wasm (tf.randomUniform)",
    ours: false,
    prepare: (size) => tfjs("wasm", size),
  },
  {
    name: "tfjs-cpu",
    title: "TensorFlow.js, cpu (tf.randomUniform)",
    ours: false,
    prepare: (size) => tfjs("cpu", size),
  },
  {
    name: "jax-js",
    title: "jax-js, wasm (random.bernoulli)",
    ours: false,
    needs: "@jax-js/jax",
    async prepare(size) {
      const { jaxMasks } = await import("./jax-masks.ts");
      return jaxMasks(size);
    },
  },
  {
    name: "plain",
    title: "Plain JavaScript (Math.random)",
    ours: false,
    async prepare(size) {
      const { plainMasks } = await import("./plain-masks.ts");
      return plainMasks(size);
    },
  },
  {
    name: "plain-random-bytes",
    title: "Plain JavaScript (crypto.getRandomValues, rate 0.5 only)",
    ours: false,
    async prepare(size) {
      const { randomBytesMasks } = await import("./random-bytes-masks.ts");
      return randomBytesMasks(size);
    },
  },
  {
    name: "lockstep",
    title: "Lockstep, TypeScript (keepBits)",
    ours: true,
    async prepare(size) {
      const { addressedMasks } = await import("./addressed-masks.ts");
      return addressedMasks(size);
    },
  },
  {
    name: "lockstep-simd",
    title: "Lockstep, SIMD (drawKeepBits)",
    ours: true,
    async prepare(size) {
      const { simdMasks } = await import("./simd-masks.ts");
      return simdMasks(size);
    },
  },
];

async function tfjs(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const { tfjsMasks } = await import("./tfjs-masks.ts");
  return tfjsMasks(backend, size);
}
