import { describe, expect, it } from "vitest";
import { csvFileOf, openUserTable } from "./open-user-table.ts";

describe("a user's file", () => {
  it("is read as a table", async () => {
    const csv = await csvFileOf(new File(["\uFEFFx,label\r\n1,a\r\n2,b\r\n3,a\r\n"], "t.csv"));
    expect(await openUserTable(csv)).toMatchObject({
      name: "t.csv",
      features: 1,
      classNames: ["a", "b"],
      labelColumn: "label",
    });
  });
  it("is asked for", async () => {
    await expect(openUserTable(null)).rejects.toThrow(/your table was not chosen yet. Choose a CSV file/);
  });
  it("is refused unread if it is too large", async () => {
    const content = { size: 100e6, text: () => Promise.reject(new Error("was read")) } as unknown as Blob;
    await expect(openUserTable({ name: "big.csv", content })).rejects.toThrow(
      /big\.csv must have at most 20 MB, and has 100\./,
    );
  });
  it("that has gone from the disk says so", async () => {
    const gone = () => Promise.reject(new DOMException("gone", "NotReadableError"));
    const file = { name: "t.csv", size: 9, arrayBuffer: gone, text: gone } as unknown as File;
    await expect(openUserTable(await csvFileOf(file))).rejects.toThrow(/t\.csv could not be read\. .*choose it again/);
  });
});
