import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { checkedCode } from "../src/checked-code.ts";
import { generateModules, runModule, runModules, typeErrors } from "../src/generated-modules.ts";

const CORE = 'import { keyFromSeed } from "@lockstep/core"; ';

const generated = generateModules(
  "fixtures",
  [
    "keyFromSeed(42); // [0, 42]",
    "console.log(keyFromSeed(42)); // [0, 42]",
    "const key = keyFromSeed(42); // [0, 42]",
    "keyFromSeed(-1); // throws InvalidOptionError",
    "keyFromSeed(-1); // throws LockstepError",
    "for (const seed of [1, 2]) {\n  keyFromSeed(seed)[0]; // 0\n}",
    "// wrong from here on\n\nkeyFromSeed(42); // [0, 43]",
    "console.log(keyFromSeed(42)); // [0, 43]",
    "const key = keyFromSeed(42); // [0, 43]",
    "keyFromSeed(1); // throws InvalidOptionError",
    "keyFromSeed(-1); // throws ShapeMismatchError",
    "keyFromSeed(-1);",
    'keyFromSeed("42");',
  ].map((code, index) => ({ file: "fixture.md", line: 10 * (index + 1), code, imports: CORE })),
);
const RIGHT = 6;

describe("code from documents", () => {
  it("fails where a comment does not show what comes, and only there", async () => {
    const outcomes = await runModules(
      generated.modules.map(({ path }) => path),
      tmpdir(),
    );
    const failures = generated.modules.map(({ path }) => outcomes.get(path)!);
    expect(failures.slice(0, RIGHT)).toEqual(Array.from({ length: RIGHT }, () => ""));
    expect(failures.slice(RIGHT).map((failure) => failure !== "")).not.toContain(false);
    expect(failures[RIGHT]).toContain("fixture.md:72: the comment shows [0, 43], the value is [ 0, 42 ]");
    expect(failures[RIGHT + 3]).toContain(
      "fixture.md:100: the comment says that it throws InvalidOptionError, it gave",
    );
  });
  it("goes on from a setup, at the lines of its own", async () => {
    const setup = { line: 3, code: "const key = keyFromSeed(42);\n" };
    const code = { file: "setup.md", line: 20, code: "key; // [0, 43]\nkey.none;\n", imports: CORE, setup };
    const { modules, types } = generateModules("setup", [code]);
    expect((await runModules([modules[0]!.path], tmpdir())).get(modules[0]!.path)).toContain(
      "setup.md:20: the comment shows",
    );
    expect(await typeErrors({ modules, types })).toEqual([expect.stringMatching(/^setup\.md\(21,5\): error TS2339/)]);
  });
  it("runs alone too", async () => {
    const [right] = generated.modules;
    expect(await runModule(right!.path, tmpdir())).toMatchObject({ failed: false });
    expect(await runModule(generated.modules[RIGHT]!.path, tmpdir())).toMatchObject({ failed: true });
  });
  it("is held to its types", async () => {
    expect(await typeErrors(generated)).toEqual([
      expect.stringMatching(/^fixture\.md\(130,13\): error TS2345: Argument of type 'string'/),
    ]);
  });
  it.each([
    ["a comment that cannot be read", "f(1); // [1, 2", /"README\.md:7": "\[1, 2" looks like an output/],
    ["code that cannot be read", "const = 1;", /README\.md/],
  ])("is refused with %s", (_what, code, message) => {
    expect(() => checkedCode(code, "README.md", 7)).toThrow(message);
  });
});
