import { DataError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { decodeTable } from "./decode-table.ts";

describe("decodeTable", () => {
  it.each([
    ["the head of a PNG file", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]],
    ["such a head without a zero byte", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ["UTF-16", [0xff, 0xfe, 0x78, 0, 0x2c, 0]],
    ["UTF-16 without its mark", [0x78, 0, 0x2c, 0]],
    ["Latin-1", [0x78, 0x2c, 0xe9, 0x0a]],
  ])("refuses %s as no text", (_, bytes) => {
    const decode = (): string => decodeTable("t.csv", Uint8Array.from(bytes));
    expect(decode).toThrow(DataError);
    expect(decode).toThrow(/^t\.csv is no text .*CSV \(UTF-8\)/);
  });

  it("takes UTF-8 as it is", () => {
    expect(decodeTable("t.csv", new TextEncoder().encode("größe,label\r\n1,é\n"))).toBe("größe,label\r\n1,é\n");
  });
});
