import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadJax } from "../backends/load-jax.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import type { JaxArray } from "../training-step/jax-network.ts";
import { activation } from "./activation.ts";
import { dropoutWorkload } from "./dropout-workload.ts";

/** Dropout by jax-js's `random.bernoulli` and `where`, compiled. */
export async function jaxDropout({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  const jax = await loadJax();
  const { numpy, random } = jax;
  const values = activation(elements);
  const x = numpy.array(values, { shape: [elements] });
  const drop = jax.jit((input: JaxArray, key: JaxArray) => {
    const kept = random.bernoulli(key, 1 - DROPOUT_RATE, [elements]);
    return numpy.where(kept, input.mul(1 / (1 - DROPOUT_RATE)), 0);
  });
  let seed = 0;
  return dropoutWorkload<JaxArray>("jax-js", values, {
    draw: () => jax.blockUntilReady(drop(x.ref, random.key(seed++))),
    read: (result) => result.ref.data(),
    release: (result) => result.dispose(),
  });
}
