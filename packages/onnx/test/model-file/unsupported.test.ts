import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { AttributeProto_AttributeType } from "../../src/proto/onnx_pb.ts";
import { modelBytes } from "./model-files.ts";
import { refusal } from "./refusal.ts";
import { floatTensor, nestedIf, validModel, withNode, withTensor } from "./valid-model.ts";

describe("readModel declines valid models with what it cannot read, and says what to do", () => {
  const opset = (version: bigint): Uint8Array => validModel({}, { opsetImport: [{ version }] });
  const cases: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    "an old operator set": [opset(12n), /must be one of 13 to 22, got 12. .*convert_version/],
    "a new operator set": [opset(23n), /must be one of 13 to 22, got 23/],
    "no inputs": [
      validModel({ input: [], node: [{ opType: "Relu", input: ["w"], output: ["y"] }] }),
      /must have an input/,
    ],
    functions: [modelBytes("functions"), /node "call" \(MinusTwo\) .*function.*inline_local_functions/],
    "another domain": [
      validModel(
        { node: [{ name: "n", opType: "Gelu", domain: "com.microsoft", input: ["x"], output: ["y"] }] },
        { opsetImport: [{ version: 18n }, { domain: "com.microsoft", version: 1n }] },
      ),
      /node "n" \(Gelu\) must be an operator of ai.onnx, got "com.microsoft"/,
    ],
    "a function in place of an operator": [
      validModel({}, { functions: [{ domain: "ai.onnx", name: "Relu" }] }),
      /node "Relu_1" \(Relu\) must not call a function/,
    ],
    "sparse initializers": [modelBytes("sparse"), /initializer "s" must not be sparse. Store it whole/],
    "inputs that are no tensors": [modelBytes("sequence"), /input "x" must be a tensor, got "sequenceType"/],
    segments: [
      withTensor({ ...floatTensor("w", [2n], 2), segment: { begin: 0n, end: 2n } }),
      /"w" must not be stored in seg/,
    ],
    "integers beyond 2^53": [
      withNode({ attribute: [{ name: "axis", type: AttributeProto_AttributeType.INT, i: 2n ** 62n }] }),
      /attribute "axis" of node "n" \(Add\) must lie within 2\^53/,
    ],
    "graphs too deep within each other": [validModel(nestedIf(30)), /must not nest messages .* more than 64 deep/],
  };
  for (const [name, [bytes, message]] of Object.entries(cases)) {
    it(name, () => {
      const error = refusal(bytes);
      expect(error.message).toMatch(message);
      expect(error).toBeInstanceOf(UnsupportedOptionError);
    });
  }

  it("what is no Uint8Array", () => {
    expect(refusal("model.onnx" as never)).toBeInstanceOf(InvalidOptionError);
    expect(refusal(modelBytes("constants").buffer as never)).toBeInstanceOf(InvalidOptionError);
  });
});
