import { dense, flatten, sequential, softmaxCrossEntropy } from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { exportNetwork, trainableSpec } from "@lockstep/onnx";

/** A length whose bytes in a file are as many as those of a name of one letter. */
export const LENGTH = 128;
const STATED = Buffer.from([0x0a, 3, 0x08, 0x80, 1]);
const NAMED = [0x0a, 3, 0x12, 1];

/** An `.onnx` file that tells two classes of grey images apart, and leaves their height `h` and width `w` open. */
export function openAxesModel(): Buffer {
  const model = sequential({ inputShape: [1, LENGTH, LENGTH], layers: [flatten(), dense(2)] });
  const resolved = resolveEngineModel("test", model, { loss: softmaxCrossEntropy(), seed: 1 });
  const { network } = trainableSpec(resolved);
  const bytes = Buffer.from(exportNetwork(network, { parameters: resolved.weights }));
  for (const name of ["h", "w"]) {
    const place = bytes.indexOf(STATED);
    if (place < 0) throw new Error("The file does not state the length.");
    bytes.set([...NAMED, name.charCodeAt(0)], place);
  }
  return bytes;
}
