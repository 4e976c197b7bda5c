import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadJax } from "../backends/load-jax.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import type { JaxArray } from "../training-step/jax-network.ts";
import { maskWorkload } from "./mask-workload.ts";

/** Bits by jax-js's `random.bernoulli`, compiled. */
export async function jaxMasks({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  const jax = await loadJax();
  const { random } = jax;
  const drawBits = jax.jit((key: JaxArray) => random.bernoulli(key, 1 - DROPOUT_RATE, [elements]));
  let seed = 0;
  return maskWorkload<JaxArray>("jax-js", elements, {
    draw: () => jax.blockUntilReady(drawBits(random.key(seed++))),
    read: (bits) => bits.ref.data(),
    release: (bits) => bits.dispose(),
  });
}
