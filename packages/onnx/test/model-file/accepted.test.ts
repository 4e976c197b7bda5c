import { describe, expect, it } from "vitest";
import { readModel } from "../../src/index.ts";
import { TensorProto_DataType } from "../../src/proto/onnx_pb.ts";
import { graphAttribute, nestedIf, tensorInfo, validModel, type GraphInit, type NodeInit } from "./valid-model.ts";

const { FLOAT } = TensorProto_DataType;

describe("readModel accepts", () => {
  it("nodes in any order, and puts them into one in which they can run", () => {
    const file = readModel(
      validModel({
        node: [
          { opType: "Relu", input: ["b"], output: ["y"] },
          { opType: "Add", input: ["a", "w"], output: ["b"] },
          { opType: "Add", input: ["x", "w"], output: ["a"] },
        ],
      }),
    );
    expect(file.nodes.map(({ name }) => name)).toEqual(["Add_2", "Add_1", "Relu_0"]);
  });

  it("a node after the one that only a graph within it reads from", () => {
    const branch = graphAttribute("then_branch", { output: [tensorInfo("a", [2])] });
    const file = readModel(
      validModel({
        node: [
          { opType: "If", input: ["x"], output: ["y"], attribute: [branch] },
          { opType: "Add", input: ["x", "w"], output: ["a"] },
        ],
      }),
    );
    expect(file.nodes.map(({ name }) => name)).toEqual(["Add_1", "If_0"]);
  });

  it("a node after the one that a graph deeper within it reads from, and only from what is outside", () => {
    const inner = graphAttribute("then_branch", {
      node: [{ opType: "Add", input: ["a", "own"], output: ["z"] }],
      output: [tensorInfo("z", [2])],
    });
    const branch = graphAttribute("then_branch", {
      node: [
        { opType: "Relu", input: ["x"], output: ["own"] },
        { opType: "If", input: ["x"], output: ["deep"], attribute: [inner] },
      ],
      output: [tensorInfo("deep", [2])],
    });
    const file = readModel(
      validModel({
        node: [
          { opType: "If", input: ["x"], output: ["y"], attribute: [branch] },
          { opType: "Add", input: ["x", "w"], output: ["a"] },
        ],
      }),
    );
    expect(file.nodes.map(({ name }) => name)).toEqual(["Add_1", "If_0"]);
  });

  it("nodes of one name, and tells them apart", () => {
    const node = ["a", "b", "y"].map((name, index) => ({
      name: ["n", "n_2", "n"][index]!,
      opType: "Relu",
      input: ["x"],
      output: [name],
    }));
    expect(readModel(validModel({ node })).nodes.map(({ name }) => name)).toEqual(["n", "n_2", "n_3"]);
  });

  it("initializers that are also listed as inputs", () => {
    const file = readModel(validModel({ input: [tensorInfo("x", [2]), tensorInfo("w", [2])] }));
    expect(file.inputs.map(({ name }) => name)).toEqual(["x"]);
  });

  it("graphs 19 deep", () => {
    const [node] = nestedIf(19).node as NodeInit[];
    expect(readModel(validModel({ node: [{ ...node, output: ["y"] }] })).nodes).toHaveLength(1);
  });

  it("shapes that are not known", () => {
    const unknown = (shape: object): GraphInit => ({
      input: [{ name: "x", type: { value: { case: "tensorType", value: { elemType: FLOAT, ...shape } } } }],
    });
    expect(readModel(validModel(unknown({}))).inputs[0]!.dims).toBeUndefined();
    expect(readModel(validModel(unknown({ shape: { dim: [{}] } }))).inputs[0]!.dims).toEqual([undefined]);
    expect(readModel(validModel(unknown({ shape: { dim: [] } }))).inputs[0]!.dims).toEqual([]);
  });
});
