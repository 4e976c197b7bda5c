import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { IMAGE_FILES } from "lockstep/experiment";
import { describe, expect, it } from "vitest";
import { imageFolder, openFromDisk } from "../../test/open-from-disk.ts";
import { loadImagePool } from "./load-image-pool.ts";

describe("loadImagePool", () => {
  it("takes files that the browser has unpacked already", async () => {
    const packed = await loadImagePool("fashion-mnist", openFromDisk);
    const unpacked = await loadImagePool(
      "fashion-mnist",
      async (name, file) => new Uint8Array(gunzipSync(await openFromDisk(name, file))),
    );
    expect(unpacked.rows.gather([0, 4999])).toEqual(packed.rows.gather([0, 4999]));
  });

  it.each([20, 2000])("names a file that was cut short after %i bytes", async (length) => {
    const cut = loadImagePool("fashion-mnist", async (name, file) =>
      file === "train-labels-idx1-ubyte"
        ? (await openFromDisk(name, file)).slice(0, length)
        : await openFromDisk(name, file),
    );
    await expect(cut).rejects.toMatchObject({
      code: "INVALID_DATA",
      message: expect.stringMatching(/^train-labels-idx1-ubyte must be a complete gzip file.*load the page again/),
    });
  });
});

describe("data/fashion-mnist", () => {
  it("holds what its notice says", () => {
    const notice = readFileSync(join(imageFolder("fashion-mnist"), "README.md"), "utf8");
    for (const file of IMAGE_FILES) {
      const packed = readFileSync(join(imageFolder("fashion-mnist"), `${file}.gz`));
      const sum = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
      expect(notice).toContain(`${sum(packed)}  ${file}.gz\n`);
      expect(notice).toContain(`${sum(gunzipSync(packed))}  ${file}\n`);
    }
  });
});
