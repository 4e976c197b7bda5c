import { softmaxCrossEntropy } from "@lockstep/core";
import { buildTrainingStep, encodeGraph, GraphBuilder, openOnnxModel } from "@lockstep/onnx";

/** Opens an ONNX file that it wrote itself, and writes a step of its training: names, and the bytes in hex. */
export function buildStep(): { readonly parameters: readonly string[]; readonly step: string } {
  const graph = new GraphBuilder("example");
  const x = graph.input("x", "float32", ["rows", 4]);
  const weight = graph.constant(
    Float32Array.from({ length: 12 }, (_, index) => index / 8),
    [4, 3],
  );
  const bytes = encodeGraph(graph.build([graph.apply("MatMul", [x, weight], {}, "logits")]));
  const opened = openOnnxModel(bytes, { loss: softmaxCrossEntropy() });
  const step = buildTrainingStep(opened, { momentum: true, nesterov: false, weightDecay: false });
  return {
    parameters: opened.parameters.map(({ name }) => name),
    step: Array.from(step.bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}
