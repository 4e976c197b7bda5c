import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadJax, type Jax } from "../backends/load-jax.ts";
import { DROPOUT_RATE, LEARNING_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { requireLosses } from "../require-losses.ts";
import { jaxBatch, jaxLoss, jaxOutputs, jaxParameters, type JaxArray, type JaxParameters } from "./jax-network.ts";

/** Parameters and key before, the batch; loss, parameters and key after. */
type Step = (parameters: JaxParameters, x: JaxArray, y: JaxArray, key: JaxArray) => [JaxArray, JaxParameters, JaxArray];

/**
 * A step of jax-js: one compiled function of gradients, update and masks by its own generator, as in JAX. Losses are checked
 * at rate 0, through the same function.
 */
export async function jaxStep(size: WorkloadSize): Promise<PreparedWorkload> {
  const { batchSize, width } = size;
  const jax = await loadJax();
  const batches = trainingBatches(batchSize);
  const arrays = batches.map((batch) => jaxBatch(jax, batch));

  const trainer = (rate: number): ((batch: number) => Promise<number>) => {
    const step = compiledStep(jax, rate);
    let parameters = jaxParameters(jax, width);
    let key = jax.random.key(1);
    return async (batch) => {
      const { x, y } = arrays[batch]!;
      let loss: JaxArray;
      [loss, parameters, key] = step(parameters, x.ref, y.ref, key);
      const [value] = await loss.data();
      await jax.blockUntilReady(parameters);
      return value!;
    };
  };

  const unmasked = trainer(0);
  const losses = [await unmasked(0), await unmasked(0)] as const;
  requireLosses("jax-js", losses, plainLosses(startingWeights(width), batches[0]!));

  const train = trainer(DROPOUT_RATE);
  let step = 0;
  return {
    units: 1,
    async run() {
      step += 1;
      await train(step % batches.length);
    },
  };
}

function compiledStep(jax: Jax, rate: number): Step {
  const { numpy, random, tree, jit, valueAndGrad } = jax;

  const lossOf = (parameters: JaxParameters, x: JaxArray, y: JaxArray, key: JaxArray): JaxArray => {
    const keys = random.split(key, 2);
    const drop = (activation: JaxArray, site: 0 | 1): JaxArray => {
      const kept = random.bernoulli(keys.ref.slice(site), 1 - rate, activation.shape);
      return numpy.where(kept, activation.mul(1 / (1 - rate)), 0);
    };
    const loss = jaxLoss(jax, jaxOutputs(jax, parameters, x, drop), y);
    keys.dispose();
    return loss;
  };

  return jit((parameters: JaxParameters, x: JaxArray, y: JaxArray, key: JaxArray) => {
    const keys = random.split(key, 2);
    const [next, drawn] = [keys.ref.slice(0), keys.slice(1)];
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(parameters), x, y, drawn);
    const updated = parameters.map((parameter, index) => parameter.sub(gradients[index]!.mul(LEARNING_RATE)));
    return [loss, updated, next] as [JaxArray, JaxParameters, JaxArray];
  });
}
