import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EXPORTED = new URL("../../onnxruntime-web/test/exported/", import.meta.url);

/** Puts a model that PyTorch's exporter wrote into a folder as `model.onnx`, and returns its path there. */
export function exportedModel(name: string, folder: string): string {
  const path = join(folder, "model.onnx");
  copyFileSync(fileURLToPath(new URL(`${name}.onnx`, EXPORTED)), path);
  return path;
}

/** Dense layers of 10, 16, 12 and 4 with two dropouts. */
export const MLP = "mlp.torchscript-18-training";
