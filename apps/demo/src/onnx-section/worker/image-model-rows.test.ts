import { expect, it } from "vitest";
import { imageModelRows } from "./image-model-rows.ts";

const SET = {
  name: "pets",
  images: [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 255)],
  labels: [1, 0, 1],
  rowShape: [1, 1, 2],
};

it("gives bytes of the rows that are asked for, and classes by the names of folders", () => {
  const rows = imageModelRows({ ...SET, classes: ["cat", "dog"] }, 2);
  expect(rows.gather([2, 0])).toEqual(Float32Array.of(5, 255, 1, 2));
  expect(rows.targets).toEqual({ kind: "names", labels: Int32Array.of(1, 0, 1), classes: ["cat", "dog"] });
});

it("takes folders that are numbers for class indices, so that classes may be missing", () => {
  const { targets } = imageModelRows({ ...SET, classes: ["3", "7"] }, 10);
  expect(targets).toMatchObject({ kind: "numbers", values: { data: Int32Array.of(7, 3, 7) } });
});

it("refuses more or fewer names than the model has classes; one output tells two apart", () => {
  expect(() => imageModelRows({ ...SET, classes: ["cat", "dog"] }, 10)).toThrow(/must have 10 subfolders/);
  expect(() => imageModelRows({ ...SET, classes: ["cat", "dog"] }, 1)).not.toThrow();
});
