import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tensor, writeSafetensors } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { readArrayArchive } from "./read-array-archive.ts";
import { readZip } from "./read-zip.ts";

/** numpy.savez_compressed(file, inputs=numpy.arange(6, dtype="<f4").reshape(2, 3), targets=numpy.array([1, 0])), NumPy 2.4 */
const COMPRESSED =
  "UEsDBC0AAAAIAAAAIQBP6QAq//////////8KABQAaW5wdXRzLm5weQEAEACYAAAAAAAAAFUAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKxpo6CrUKZAMuBjBosAcSDkAExA1AvMABAFBLAwQtAAAACAAAACEAcfs5q///////////CwAUAHRhcmdldHMubnB5AQAQAJAAAAAAAAAASAAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuRgZUAABQSwECLQMtAAAACAAAACEAT+kAKlUAAACYAAAACgAAAAAAAAAAAAAAgAEAAAAAaW5wdXRzLm5weVBLAQItAy0AAAAIAAAAIQBx+zmrSAAAAJAAAAALAAAAAAAAAAAAAACAAZEAAAB0YXJnZXRzLm5weVBLBQYAAAAAAgACAHEAAAAWAQAAAAA=";
/** numpy.savez(file, x=numpy.array([[1], [2]], dtype="u1"), y=numpy.array([0, 1], dtype="u1")), NumPy 2.4 */
const STORED =
  "UEsDBC0AAAAAAAAAIQB4d6Bl//////////8FABQAeC5ucHkBABAAggAAAAAAAACCAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3x1MScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAxKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAQJQSwMELQAAAAAAAAAhAJlid9///////////wUAFAB5Lm5weQEAEACCAAAAAAAAAIIAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAVBLAQItAy0AAAAAAAAAIQB4d6BlggAAAIIAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLAQItAy0AAAAAAAAAIQCZYnffggAAAIIAAAAFAAAAAAAAAAAAAACAAbkAAAB5Lm5weVBLBQYAAAAAAgACAGYAAAByAQAAAAA=";

function fileOf(bytes: Uint8Array, name = "data.npz"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

describe("NumPy archives", () => {
  it("reads what numpy.savez_compressed wrote", () => {
    const { rows } = readArrayArchive(fileOf(bytesOf(COMPRESSED)));
    expect(rows).toMatchObject({ rowCount: 2, rowShape: [3], bytes: false });
    expect(rows.gather([1, 0])).toEqual(Float32Array.of(3, 4, 5, 0, 1, 2));
    expect(rows.targets).toMatchObject({ kind: "numbers", values: { type: "i64", data: BigInt64Array.of(1n, 0n) } });
  });

  it("reads what numpy.savez wrote, and tells bytes", () => {
    const { rows } = readArrayArchive(fileOf(bytesOf(STORED)));
    expect(rows).toMatchObject({ rowCount: 2, rowShape: [1], bytes: true });
    expect(rows.gather([1])).toEqual(Float32Array.of(2));
  });

  it("refuses an archive that was cut short anywhere, and one whose content was changed", () => {
    const whole = bytesOf(COMPRESSED);
    for (let length = 0; length < whole.length; length++) {
      expect(() => readZip(whole.subarray(0, length), "data.npz")).toThrow(/data\.npz must be a complete zip archive/);
    }
    const changed = bytesOf(STORED);
    // In the numbers of the first array, which nothing but the checksum guards.
    changed[30 + "x.npy".length + 20 + 128]! ^= 1;
    expect(() => readZip(changed, "data.npz")).toThrow(/complete zip archive/);
  });

  it("unpacks no more of an entry than the directory states", () => {
    const bomb = bytesOf(COMPRESSED);
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    expect(view.getUint32(directory + 24, true)).toBe(152);
    view.setUint32(directory + 24, 100, true);
    expect(() => readZip(bomb, "data.npz")).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: "ERR_BUFFER_TOO_LARGE" }) }),
    );
  });
});

describe("the arrays of each part", () => {
  const archive = (names: readonly string[]): string =>
    fileOf(
      writeSafetensors(
        Object.fromEntries(names.map((name, index) => [name, tensor([1, 1], Float32Array.of(index))])),
        {},
      ),
      "data.safetensors",
    );

  it.each([
    [["x", "y"]],
    [["images", "labels"]],
    [["x_train", "y_train"]],
    [["train_images", "train_labels"]],
    [["y", "x"]],
  ])("%o are inputs and targets", (names) => {
    const data = readArrayArchive(archive(names));
    expect(data.rows.gather([0])[0]).toBe(names.findIndex((name) => /x|images/.test(name)));
    expect([data.validation, data.test]).toEqual([undefined, undefined]);
  });

  it("finds rows for validation and test", () => {
    const data = readArrayArchive(archive(["x_train", "y_train", "x_val", "y_val", "x_test", "y_test"]));
    expect([data.rows, data.validation!, data.test!].map((rows) => rows.gather([0])[0])).toEqual([0, 2, 4]);
  });

  it("refuses an archive without them, naming what it has", () => {
    expect(() => readArrayArchive(archive(["weights", "bias"]))).toThrow(/got \["weights", "bias"\]\. Save it as/);
  });
});
