import { InvalidOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { ExternalData } from "../../src/index.ts";
import { TensorProto_DataLocation, TensorProto_DataType } from "../../src/proto/onnx_pb.ts";
import { externalFiles, modelBytes } from "./model-files.ts";
import { refusal } from "./refusal.ts";
import { withTensor } from "./valid-model.ts";

const external = (entries: Readonly<Record<string, string>>): Uint8Array =>
  withTensor({
    dims: [2n],
    dataType: TensorProto_DataType.FLOAT,
    dataLocation: TensorProto_DataLocation.EXTERNAL,
    externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
  });

describe("readModel refuses external data", () => {
  const files = { "w.bin": new Uint8Array(20) };
  const outside = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "C:\\x",
    "C:x",
    "..\\x",
    "\\\\host\\x",
    "",
    "a//b",
    "a\0b",
    "file:///x",
  ];
  for (const location of outside) {
    it(`outside the model's folder, without asking for it: ${JSON.stringify(location)}`, () => {
      const asked: string[] = [];
      const error = refusal(external({ location }), (name) => {
        asked.push(name);
        return new Uint8Array(8);
      });
      expect(error.message).toMatch(/"w" must have its external data in a file in the model's folder or below/);
      expect(error.code).toBe("INVALID_DATA");
      expect(asked).toEqual([]);
    });
  }

  const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, RegExp]>> = {
    "beyond the file": [{ location: "w.bin", offset: "13" }, /"w" needs bytes 13 to 21 of "w.bin", which has 20/],
    "far beyond the file": [{ location: "w.bin", offset: "9007199254740991" }, /"w" needs bytes/],
    "of another length": [{ location: "w.bin", length: "12" }, /"w" must have 8 bytes of external data .* got 12/],
    "at a negative offset": [{ location: "w.bin", offset: "-1" }, /"w" must have a whole number as offset/],
    "at an offset in another notation": [
      { location: "w.bin", offset: "0x4" },
      /"w" must have a whole number as offset/,
    ],
    "at an offset beyond 2^53": [{ location: "w.bin", offset: "9007199254740993" }, /"w" must have a whole number/],
  };
  for (const [name, [entries, message]] of Object.entries(cases)) {
    it(name, () => {
      const error = refusal(external(entries), files);
      expect(error.message).toMatch(message);
      expect(error.code).toBe("INVALID_DATA");
    });
  }

  it("that was not given, and says how to give it", () => {
    const missing: readonly (ExternalData | undefined)[] = [undefined, {}, () => undefined as never];
    for (const externalData of missing) {
      const error = refusal(modelBytes("external"), externalData);
      expect(error.message).toMatch(
        /"weight" has its data in .*"data\/external.bin".* Pass its bytes: \{ externalData/,
      );
      expect(error.code).toBe("MISSING_DATA");
    }
    const cause = new Error("ENOENT");
    const thrown = refusal(modelBytes("external"), () => {
      throw cause;
    });
    expect(thrown).toMatchObject({ code: "MISSING_DATA", cause });
  });

  it("under a name that every object has", () => {
    for (const location of ["__proto__", "constructor"]) {
      expect(refusal(external({ location }), {}).code).toBe("MISSING_DATA");
    }
  });

  it("that is no bytes", () => {
    expect(refusal(external({ location: "w.bin" }), { "w.bin": "text" as never })).toBeInstanceOf(InvalidOptionError);
  });

  it("that was cut", () => {
    const cut = externalFiles()["data/external.bin"]!.slice(0, 34);
    expect(refusal(modelBytes("external"), { "data/external.bin": cut }).message).toMatch(
      /"bias" needs bytes 27 to 35/,
    );
  });
});
