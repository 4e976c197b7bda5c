import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadJax } from "../backends/load-jax.ts";
import {
  jaxBatch,
  jaxLoss,
  jaxOutputs,
  jaxParameters,
  type JaxArray,
  type JaxParameters,
} from "../training-step/jax-network.ts";
import { evaluationRows } from "./evaluation-rows.ts";
import { evaluationWorkload } from "./evaluation-workload.ts";

/** An evaluation by jax-js, as one compiled function. */
export async function jaxEvaluation(size: WorkloadSize): Promise<PreparedWorkload> {
  const jax = await loadJax();
  const { numpy, tree } = jax;
  const parameters = jaxParameters(jax, size.width);
  const batch = evaluationRows();
  const { x, y } = jaxBatch(jax, batch);
  const labels = numpy.array(batch.targets.data as Int32Array<ArrayBuffer>, { dtype: numpy.int32 });

  const measures = jax.jit((given: JaxParameters, rows: JaxArray, oneHot: JaxArray, classes: JaxArray) => {
    const outputs = jaxOutputs(jax, given, rows, (activation) => activation);
    const isCorrect = numpy.equal(numpy.argmax(outputs.ref, -1), classes);
    return [jaxLoss(jax, outputs, oneHot), numpy.sum(isCorrect.astype(numpy.float32))];
  });

  return evaluationWorkload("jax-js", size.width, async () => {
    const results = measures(tree.ref(parameters), x.ref, y.ref, labels.ref);
    const [loss, correct] = await Promise.all(results.map(async (result) => (await result.data())[0]!));
    return { loss: loss!, correct: correct! };
  });
}
