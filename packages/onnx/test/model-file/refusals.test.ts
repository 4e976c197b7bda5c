import { DataError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { AttributeProto_AttributeType, TensorProto_DataType } from "../../src/proto/onnx_pb.ts";
import { modelBytes } from "./model-files.ts";
import { refusal } from "./refusal.ts";
import { floatTensor, graphAttribute, tensorInfo, validModel, withNode, withTensor } from "./valid-model.ts";

const { FLOAT, INT8, BOOL, STRING } = TensorProto_DataType;

describe("readModel refuses damaged models as INVALID_DATA", () => {
  const cases: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    "no bytes": [new Uint8Array(), /must hold a graph/],
    "another format": [new TextEncoder().encode("PK\u0003\u0004 not a model"), /the model .*byte/],
    "no graph": [validModel({}, { graph: undefined as never }), /must hold a graph/],
    "no operator set": [validModel({}, { opsetImport: [] }), /must name one operator set .* names 0/],
    "two operator sets": [
      validModel({}, { opsetImport: [{ version: 18n }, { domain: "ai.onnx", version: 18n }] }),
      /must name one operator set .* names 2/,
    ],
    "no outputs": [validModel({ output: [] }), /must have an output/],
    "an output nobody makes": [validModel({ output: [tensorInfo("z", [2])] }), /outputs must not read "z"/],
    "an input without type": [validModel({ input: [{ name: "x" }] }), /input "x" must have a type/],
    "an unknown element type": [
      validModel({ input: [{ name: "x", type: { value: { case: "tensorType", value: { elemType: 99 } } } }] }),
      /input "x" must have an element type that ONNX knows, got 99/,
    ],
    "a negative axis": [validModel({ input: [tensorInfo("x", [-1])] }), /input "x" must not have an axis .* -1n/],
    "a missing initializer": [validModel({ initializer: [] }), /node "Add_0" \(Add\) must not read "w"/],
    "a circle": [
      validModel({
        node: [
          { name: "one", opType: "Add", input: ["x", "b"], output: ["a"] },
          { name: "two", opType: "Add", input: ["a", "w"], output: ["b"] },
          { name: "three", opType: "Relu", input: ["b"], output: ["y"] },
        ],
      }),
      /node "one" \(Add\) must not need its own result/,
    ],
    "a node that reads itself": [withNode({ input: ["x", "y"] }), /node "n" \(Add\) must not need its own result/],
    "a value made twice": [withNode({ output: ["y", "y"] }), /value "y" must be made once/],
    "a node that makes an input": [withNode({ output: ["x"] }), /value "x" must be made once/],
    "an input twice": [
      validModel({ input: [tensorInfo("x", [2]), tensorInfo("x", [2])] }),
      /value "x" must be made once/,
    ],
    "an initializer twice": [
      validModel({ initializer: [floatTensor("w", [2n], 2), floatTensor("w", [2n], 2)] }),
      /value "w" must be made once/,
    ],
    "an input without name": [
      validModel({ input: [tensorInfo("x", [2]), tensorInfo("", [2])] }),
      /an input must have a name/,
    ],
    "a node without operator": [withNode({ opType: "" }), /node "n" \(\) must name its operator/],
    "a node without outputs": [
      validModel({ node: [{ name: "n", opType: "Relu", input: ["x"] }], output: [tensorInfo("x", [2])] }),
      /node "n" \(Relu\) must have an output/,
    ],
    "a domain that is not imported": [
      withNode({ domain: "other" }),
      /node "n" \(Add\) must be of a domain in .*opset_import/,
    ],
    "an attribute twice": [
      withNode({ attribute: [1, 2].map(() => ({ name: "axis", type: AttributeProto_AttributeType.INT, i: 1n })) }),
      /node "n" \(Add\) must have attribute "axis" once/,
    ],
    "an attribute without type": [
      withNode({ attribute: [{ name: "axis", i: 1n }] }),
      /attribute "axis" of node "n" .* type/,
    ],
    "an attribute without value": [
      withNode({ attribute: [{ name: "value", type: AttributeProto_AttributeType.TENSOR }] }),
      /attribute "value" of node "n" \(Add\) must hold the value \(t\)/,
    ],
    "a reference to a function's attribute": [
      withNode({ attribute: [{ name: "axis", refAttrName: "axis", type: AttributeProto_AttributeType.INT }] }),
      /attribute "axis" of node "n" \(Add\) must not refer/,
    ],
    "a constant without value": [
      withNode({ opType: "Constant", input: [] }),
      /node "n" \(Constant\) must have one value/,
    ],
    "a constant of an unknown form": [
      withNode({ opType: "Constant", input: [], attribute: [{ name: "toString", i: 1n }] }),
      /node "n" \(Constant\) must have its tensor as value/,
    ],
    "a name only a graph within reads": [
      withNode({
        opType: "If",
        input: [],
        attribute: [graphAttribute("then_branch", { output: [tensorInfo("gone", [2])] })],
      }),
      /node "n" \(If\) must not read "gone"/,
    ],
    "too little data": [
      withTensor(floatTensor("w", [2n], 1)),
      /"w" must hold 8 bytes for dims \[2\] of float32, got 4/,
    ],
    "too much data": [withTensor(floatTensor("w", [2n], 3)), /"w" must hold 8 bytes .* got 12/],
    "no data": [withTensor({ dims: [2n], dataType: FLOAT }), /"w" must hold 2 values in float_data .* got 0/],
    "huge dims": [withTensor(floatTensor("w", [2n ** 40n], 2)), /"w" must hold 4398046511104 bytes/],
    "dims whose product overflows": [withTensor(floatTensor("w", [2n ** 62n, 2n ** 62n], 2)), /"w" .*can be counted/],
    "huge dims of an empty tensor": [withTensor(floatTensor("w", [0n, 2n ** 62n], 0)), /"w" .*can be counted/],
    "negative dims": [withTensor(floatTensor("w", [-2n], 2)), /"w" must not have an axis of negative length, got -2/],
    "two negative dims": [withTensor(floatTensor("w", [-2n, -1n], 2)), /"w" must not have an axis of negative length/],
    "a tensor of no type": [withTensor({ dims: [2n] }), /"w" must have an element type that ONNX knows, got 0/],
    "strings as raw data": [
      withTensor({ dims: [1n], dataType: STRING, rawData: new Uint8Array(8) }),
      /"w" must hold 1 values/,
    ],
    "an int8 beyond its range": [
      withTensor({ dims: [1n], dataType: INT8, int32Data: [128] }),
      /"w" must hold int8 .* 128/,
    ],
    "a bool of 2": [
      withTensor({ dims: [1n], dataType: BOOL, rawData: Uint8Array.of(2) }),
      /"w" must hold bools as 0 and 1/,
    ],
  };
  for (const [name, [bytes, message]] of Object.entries(cases)) {
    it(name, () => {
      const error = refusal(bytes);
      expect(error.message).toMatch(message);
      expect(error).toBeInstanceOf(DataError);
      expect(error.code).toBe("INVALID_DATA");
    });
  }

  it("cut anywhere", () => {
    const bytes = modelBytes("training");
    for (let length = 0; length < bytes.length; length++)
      expect(refusal(bytes.slice(0, length)).code).toBe("INVALID_DATA");
  });
});
