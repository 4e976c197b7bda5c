import {
  arrayDataset,
  readCsv,
  readCsvValues,
  readIdx,
  readNpy,
  readSafetensors,
  readSafetensorsArrays,
  toFloatTensor,
  writeNpy,
  writeSafetensors,
  type IdxType,
  type NumberArray,
  type Tensor,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import {
  conversionCases,
  csvClassCases,
  csvValueCases,
  fingerprintCases,
  idxCases,
  npyReadCases,
  npyRefusalCases,
  npyWriteCases,
  safetensorsFloatCases,
  safetensorsReadCases,
  safetensorsWriteCases,
} from "../vectors/data-file-cases.ts";
import { decodeBase64, decodeNumbers } from "../vectors/decode-numbers.ts";
import { decodeFloats, decodeTargets, decodeTensor } from "../vectors/decode.ts";

/** Files that NumPy, safetensors and Python wrote, and what is in them; the digests of data sets. */
export function dataFileSuite(runner: TestRunner): void {
  runner.describe("data files", () => {
    binaryFileTests(runner);
    tableTests(runner);
  });
}

function binaryFileTests({ it }: TestRunner): void {
  for (const { id, clause, input, expect } of npyReadCases) {
    it(`${clause} ${id} (${expect.array.type})`, () => {
      expectNumbers("array", readNpy(decodeBase64(input.file), "file"), decodeNumbers(expect.array));
    });
  }
  for (const { id, clause, input, expect } of npyWriteCases) {
    it(`${clause} ${id} (${input.array.type})`, () => {
      expectSame("bytes", writeNpy(decodeNumbers(input.array)), decodeBase64(expect.file));
    });
  }
  for (const { id, clause, input, expect } of npyRefusalCases) {
    it(`${clause} ${id}`, async () => {
      await expectRefusal("readNpy", expect.code, () => readNpy(decodeBase64(input.file), "file"));
    });
  }
  for (const { id, clause, input, expect } of conversionCases) {
    it(`${clause} ${id}`, () => {
      const { data } = toFloatTensor(readNpy(decodeBase64(input.file), "file"), "file");
      expectSame("values", data, decodeFloats(expect.values));
    });
  }
  for (const { id, clause, input, expect } of idxCases) {
    it(`${clause} ${id} (${expect.array.type})`, () => {
      const expected = decodeNumbers(expect.array);
      const found = readIdx(decodeBase64(input.file), "file", expected.type as IdxType);
      expectNumbers("array", found as NumberArray, expected);
    });
  }
  for (const { id, clause, input, expect } of safetensorsReadCases) {
    it(`${clause} ${id}`, () => {
      const { arrays, metadata } = readSafetensorsArrays(decodeBase64(input.file), "file");
      expectText("metadata", metadata, expect.metadata);
      expectText("names", Object.keys(arrays).toSorted(), Object.keys(expect.arrays).toSorted());
      for (const [name, array] of Object.entries(expect.arrays))
        expectNumbers(name, arrays[name]!, decodeNumbers(array));
    });
  }
  for (const { id, clause, input, expect } of safetensorsFloatCases) {
    it(`${clause} ${id}`, () => {
      const { tensors } = readSafetensors(decodeBase64(input.file), "file");
      for (const [name, values] of Object.entries(expect.values)) {
        expectSame(name, tensors[name]!.data, decodeFloats(values));
      }
    });
  }
  for (const { id, clause, input, expect } of safetensorsWriteCases) {
    it(`${clause} ${id}`, () => {
      const tensors = Object.entries(input.tensors).map(([name, array]) => [name, decodeNumbers(array) as Tensor]);
      const bytes = writeSafetensors(Object.fromEntries(tensors) as Record<string, Tensor>, input.metadata);
      expectSame("bytes", bytes, decodeBase64(expect.file));
    });
  }
}

function tableTests({ it }: TestRunner): void {
  for (const { id, clause, input, expect } of csvClassCases) {
    it(`${clause} ${id}`, () => {
      const { text, ...options } = input;
      const { columns, values, labels, classes } = readCsv(text, "file", options);
      expectText("columns", columns, expect.columns);
      expectText("classes", classes, expect.classes);
      expectSame("values", values, decodeFloats(expect.values));
      expectSame("labels", labels, expect.labels);
    });
  }
  for (const { id, clause, input, expect } of csvValueCases) {
    it(`${clause} ${id}`, () => {
      const { text, ...options } = input;
      const { columns, values, targets } = readCsvValues(text, "file", options);
      expectText("columns", columns, expect.columns);
      expectSame("values", values, decodeFloats(expect.values));
      expectSame("targets", targets, decodeFloats(expect.targets));
    });
  }
  for (const { id, clause, input, expect } of fingerprintCases) {
    it(`${clause} ${id}`, () => {
      const { weights } = input;
      const data = arrayDataset({
        inputs: decodeTensor(input.inputs),
        targets: decodeTargets(input.targets),
        ...(weights === undefined ? {} : { weights: decodeFloats(weights) }),
      });
      expectText("fingerprint", data.fingerprint(), expect.fingerprint);
    });
  }
}

/** Checks type, shape and numbers, bit for bit except that any NaN equals any NaN. */
function expectNumbers(subject: string, actual: NumberArray, expected: NumberArray): void {
  expectText(`${subject}: type and shape`, [actual.type, ...actual.shape], [expected.type, ...expected.shape]);
  const isLong = (data: NumberArray["data"]): data is BigInt64Array | BigUint64Array =>
    data instanceof BigInt64Array || data instanceof BigUint64Array;
  if (!isLong(actual.data) && !isLong(expected.data)) expectSame(subject, actual.data, expected.data);
  else
    expectText(
      subject,
      Array.from(actual.data as BigInt64Array, String),
      Array.from(expected.data as BigInt64Array, String),
    );
}

function expectText(subject: string, actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  expectThat(found === wanted, `${subject}: expected ${wanted}, got ${found}`);
}
